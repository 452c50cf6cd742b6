package io.cloakroom.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an installation without KMS: one file with two Tink keysets, one that wraps members' keys and one for the
 * gateway itself. Whoever reads the file and the tables reads everything, so a file that others may read is refused.
 */
public final class Keyset {
    private static final Configuration TINK = AeadConfig2026.get();
    private static final String MEMBERS = "member-keys";
    private static final String GATEWAY = "gateway";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = PosixFilePermissions.fromString("---rwxrwx");
    private static final long BYTES_MAX = 64 << 10;
    private static final int KEYS_MAX = 50;
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Logger LOG = LoggerFactory.getLogger(Keyset.class);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private final Path file;
    private volatile Keys keys;
    private volatile long lookedAt = System.nanoTime();

    private Keyset(Path file, Keys keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * What a file holds.
     *
     * @param current the id of the key that wraps; all of them unwrap
     * @param root of what is derived for the gateway
     * @param stamp tells one content of the file from another
     */
    private record Keys(Aead members, int current, Aead gateway, SecretKey root, Stamp stamp) {
        @Override
        public String toString() {
            return "Keys[hidden]";
        }
    }

    private record Stamp(FileTime changedAt, Object file) {
        static Stamp of(Path file) throws IOException {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(
                    attributes.lastModifiedTime(),
                    Optional.ofNullable(attributes.fileKey()).orElse(file));
        }
    }

    /**
     * Writes a new keyset, unless there is one: a keyset lost is a vault lost, so none is ever written over.
     *
     * @throws IOException if it cannot be written, or is there already
     */
    public static void create(Path file) throws IOException {
        var keys = Json.write(Json.members(MEMBERS, newKeyset(), GATEWAY, newKeyset()));
        var draft = draft(file, keys);
        // A link, unlike a move, fails if the name is taken.
        Files.createLink(file, draft);
        Files.delete(draft);
    }

    private static Path draft(Path file, byte[] content) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        return Files.write(draft, content, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
    }

    /** @throws IOException if the file cannot be read, is no keyset, or others than its owner may use it; says which */
    public static Keyset read(Path file) throws IOException {
        return new Keyset(file, load(file));
    }

    private static Keys load(Path file) throws IOException {
        var stamp = Files.exists(file) ? Optional.of(Stamp.of(file)) : Optional.<Stamp>empty();
        var json = json(file);
        try {
            var members = handle(json, MEMBERS);
            var gateway = handle(json, GATEWAY);
            return new Keys(
                    members.getPrimitive(TINK, Aead.class),
                    members.getPrimary().getId(),
                    gateway.getPrimitive(TINK, Aead.class),
                    root(gateway),
                    stamp.orElseThrow());
        } catch (GeneralSecurityException | NoSuchElementException fault) {
            throw new IOException(file + ": not a keyset");
        }
    }

    private static JsonObject json(Path file) throws IOException {
        if (!Files.exists(file)) throw new IOException(file + ": not there; ./cloakroom keys create makes one");
        if (!Files.isRegularFile(file)) throw new IOException(file + ": not a file");
        if (!Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
            throw new IOException(file + ": others may use it; chmod 600 it");
        }
        if (!Files.isReadable(file)) throw new IOException(file + ": this user may not read it");
        if (Files.size(file) > BYTES_MAX || !(Json.read(Files.readAllBytes(file)) instanceof Json.Reading.Read read)) {
            throw new IOException(file + ": not a keyset");
        }
        return read.object();
    }

    /**
     * Adds new keys to a keyset, which wrap and seal from then on; the old ones go on opening what they have. What the file
     * held before stays beside it.
     *
     * @return where that is
     * @throws IOException if the file is no keyset that this user may use, or nothing can be written beside it
     */
    public static Path rotate(Path file, Instant now) throws IOException {
        var json = json(file);
        var before = free(file.resolveSibling(file.getFileName() + ".before-" + NAME.format(now)));
        var rotated =
                Json.write(Json.members(MEMBERS, rotated(file, json, MEMBERS), GATEWAY, rotated(file, json, GATEWAY)));
        Files.createLink(before, file);
        // A rename puts the whole of the new file in place of the old one, or nothing.
        Files.move(draft(file, rotated), file, StandardCopyOption.ATOMIC_MOVE);
        return before;
    }

    /** Two rotations in one second are no reason to lose what was between them. */
    private static Path free(Path wanted) {
        return Stream.iterate(1, number -> number + 1)
                .limit(KEYS_MAX)
                .map(number -> number == 1 ? wanted : wanted.resolveSibling(wanted.getFileName() + "-" + number))
                .filter(Files::notExists)
                .findFirst()
                .orElse(wanted);
    }

    private static String rotated(Path file, JsonObject json, String name) throws IOException {
        try {
            var old = handle(json, name);
            if (old.size() >= KEYS_MAX) throw new IOException(file + ": " + KEYS_MAX + " keys already");
            var added = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK)
                    .getPrimary()
                    .getKey();
            var entry = KeysetHandle.importKey(added).makePrimary();
            return serialized(KeysetHandle.newBuilder(old).addEntry(entry).build());
        } catch (GeneralSecurityException | NoSuchElementException fault) {
            throw new IOException(file + ": not a keyset");
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
                        try {
                            return fresh().gateway().decrypt(sealed, associatedData);
                        } catch (GeneralSecurityException unknown) {
                            // Another process may have a key by now that we have not seen.
                            if (!reload()) throw unknown;
                            return keys.gateway().decrypt(sealed, associatedData);
                        }
                    }
                },
                keys.root());
    }

    public KeyRing keyRing() {
        return new KeyRing() {
            @Override
            public WrappedKey wrap(MemberId member, int version, byte[] key) {
                reload();
                try {
                    return new WrappedKey(member, version, keys.members().encrypt(key, context(member, version)));
                } catch (GeneralSecurityException mistake) {
                    throw new IllegalStateException("wrapping failed", mistake);
                }
            }

            @Override
            public byte[] unwrap(WrappedKey key) {
                try {
                    return unwrap(keys, key);
                } catch (GeneralSecurityException unknown) {
                    return unwrapWithNewer(key);
                }
            }

            private byte[] unwrapWithNewer(WrappedKey key) {
                try {
                    if (reload()) return unwrap(keys, key);
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
                return Prefix.of(key.bytes())
                        .filter(id -> id == fresh().current())
                        .isPresent();
            }
        };
    }

    /** Tink writes before a ciphertext which key of the keyset made it: one byte of form and four of id. */
    private static final class Prefix {
        private static final byte FORM = 1;

        static Optional<Integer> of(byte[] ciphertext) {
            return ciphertext.length > Integer.BYTES && ciphertext[0] == FORM
                    ? Optional.of(ByteBuffer.wrap(ciphertext).getInt(1))
                    : Optional.empty();
        }
    }

    /** What the file held at most half a minute ago. */
    private Keys fresh() {
        if (System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) reload();
        return keys;
    }

    /**
     * Reads the file again if it has changed; goes on with what there is if it cannot be read.
     *
     * @return whether it has
     */
    private synchronized boolean reload() {
        lookedAt = System.nanoTime();
        try {
            if (Stamp.of(file).equals(keys.stamp())) return false;
            keys = load(file);
            return true;
        } catch (IOException fault) {
            LOG.warn("the keyset cannot be read again: {}", fault.getMessage());
            return false;
        }
    }

    private static byte[] context(MemberId member, int version) {
        return ("member-key " + version + " " + member.value()).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What is derived from the keyset must last: its oldest key, which no rotation moves.
     */
    @AccessesPartialKey
    private static SecretKey root(KeysetHandle handle) throws GeneralSecurityException {
        if (!(handle.getAt(0).getKey() instanceof AesGcmKey key)) {
            throw new GeneralSecurityException("not a key that Keyset makes");
        }
        return new SecretKeySpec(key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get()), "HKDF");
    }

    private static KeysetHandle handle(JsonObject json, String name) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(
                json.text(name).orElseThrow(), TINK, InsecureSecretKeyAccess.get());
    }

    private static String newKeyset() {
        try {
            return serialized(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK));
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException("no keyset to be had", mistake);
        }
    }

    private static String serialized(KeysetHandle handle) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(handle, TINK, InsecureSecretKeyAccess.get());
    }
}
