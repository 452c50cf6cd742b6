package io.cloakroom.seal;

import com.google.crypto.tink.Aead;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import io.cloakroom.seal.KeyFile.Stamp;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.SecretKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an installation without KMS: one file with two Tink keysets, one that wraps members' keys and one for the
 * gateway itself. Whoever reads the file and the tables reads everything, so a file that others may read is refused.
 */
public final class Keyset {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Keyset.class);

    private final KeyFile file;
    private volatile Keys keys;
    private volatile long lookedAt = System.nanoTime();

    private Keyset(KeyFile file, Keys keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * What a file holds, ready for use.
     *
     * @param current the id of the key that wraps; all of them unwrap
     * @param root of what is derived for the gateway
     */
    private record Keys(Aead members, int current, Aead gateway, SecretKey root, Stamp stamp) {
        static Keys read(KeyFile file) throws IOException {
            // Before the content: what is written in between is then read again.
            var stamp = file.stampIfThere();
            var json = file.read();
            try {
                var content = KeysetContent.parse(json);
                return new Keys(
                        content.memberCipher(),
                        content.currentId(),
                        content.gatewayCipher(),
                        content.root(),
                        stamp.orElseThrow(file::isNone));
            } catch (GeneralSecurityException fault) {
                throw file.isNone();
            }
        }

        @Override
        public String toString() {
            return "Keys[hidden]";
        }
    }

    private static KeyFile file(Path path) {
        return new KeyFile(path, "a keyset", "keys create");
    }

    /**
     * Writes a new keyset, unless there is one: a keyset lost is a vault lost, so none is ever written over.
     *
     * @throws IOException if it cannot be written, or is there already
     */
    public static void create(Path file) throws IOException {
        file(file).create(KeysetContent.generate().serialized());
    }

    /** @throws IOException if the file cannot be read, is no keyset, or others than its owner may use it; says which */
    public static Keyset read(Path file) throws IOException {
        var its = file(file);
        return new Keyset(its, Keys.read(its));
    }

    /**
     * Adds new keys to a keyset, which wrap and seal from then on; the old ones go on opening what they have. What the file
     * held before stays beside it.
     *
     * @return where that is
     * @throws IOException if the file is no keyset of this user's, or nothing can be written beside it
     */
    public static Path rotate(Path file, Instant now) throws IOException {
        var its = file(file);
        return its.replace(json -> rotated(its, json), now);
    }

    private static byte[] rotated(KeyFile file, JsonObject json) throws IOException {
        try {
            var content = KeysetContent.parse(json);
            if (content.isFull()) throw new IOException(file.path() + ": " + KeysetContent.KEYS_MAX + " keys already");
            return content.rotated().serialized();
        } catch (GeneralSecurityException fault) {
            throw file.isNone();
        }
    }

    public GatewayKey gatewayKey() {
        return new GatewayKey(
                new Aead() {
                    @Override
                    public byte[] encrypt(byte[] plain, byte[] associatedData) throws GeneralSecurityException {
                        return fresh().gateway().encrypt(plain, associatedData);
                    }

                    @Override
                    public byte[] decrypt(byte[] sealed, byte[] associatedData) throws GeneralSecurityException {
                        var tried = fresh();
                        try {
                            return tried.gateway().decrypt(sealed, associatedData);
                        } catch (GeneralSecurityException unknown) {
                            // Another process may have a key by now that we have not seen.
                            var newer = reload();
                            if (newer.equals(tried)) throw unknown;
                            return newer.gateway().decrypt(sealed, associatedData);
                        }
                    }
                },
                keys.root());
    }

    public KeyRing keyRing() {
        return new KeyRing() {
            @Override
            public WrappedKey wrap(MemberId member, int version, byte[] key) {
                try {
                    return new WrappedKey(member, version, reload().members().encrypt(key, context(member, version)));
                } catch (GeneralSecurityException mistake) {
                    throw new IllegalStateException("wrapping failed", mistake);
                }
            }

            @Override
            public byte[] unwrap(WrappedKey key) {
                var tried = keys;
                try {
                    return unwrap(tried, key);
                } catch (GeneralSecurityException unknown) {
                    return unwrapWithOthers(tried, key);
                }
            }

            private byte[] unwrapWithOthers(Keys tried, WrappedKey key) {
                try {
                    var newer = reload();
                    if (!newer.equals(tried)) return unwrap(newer, key);
                } catch (GeneralSecurityException tampered) {
                    // Told below.
                }
                throw new Malformed("key store", "a wrapped key does not open");
            }

            private static byte[] unwrap(Keys keys, WrappedKey key) throws GeneralSecurityException {
                return keys.members().decrypt(key.bytes(), context(key.member(), key.version()));
            }

            @Override
            public boolean isCurrent(WrappedKey key) {
                return KeysetContent.idOf(key.bytes())
                        .filter(id -> id == fresh().current())
                        .isPresent();
            }
        };
    }

    /** What the file held at most half a minute ago. */
    private Keys fresh() {
        return System.nanoTime() - lookedAt > LOOK_EVERY.toNanos() ? reload() : keys;
    }

    /**
     * What the file holds now; what it held, if it cannot be read. Of many who ask at once only the first sees it change, so
     * each has to hold it against what he had.
     */
    private synchronized Keys reload() {
        lookedAt = System.nanoTime();
        try {
            if (!file.stamp().equals(keys.stamp())) keys = Keys.read(file);
        } catch (IOException fault) {
            LOG.warn("the keyset cannot be read again: {}", fault.getMessage());
        }
        return keys;
    }

    private static byte[] context(MemberId member, int version) {
        return ("member-key " + version + " " + member.value()).getBytes(StandardCharsets.UTF_8);
    }
}
