package io.cloakroom.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.cloakroom.json.Json;
import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.Set;

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

    private final Aead memberKeys;
    private final Aead gateway;

    private Keyset(Aead memberKeys, Aead gateway) {
        this.memberKeys = memberKeys;
        this.gateway = gateway;
    }

    /**
     * Writes a new keyset, unless there is one: a keyset lost is a vault lost, so none is ever written over.
     *
     * @throws IOException if it cannot be written, or is there already
     */
    public static void create(Path file) throws IOException {
        var keys = Json.write(Json.members(MEMBERS, newKeyset(), GATEWAY, newKeyset()));
        var draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.write(draft, keys, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
        // A link, unlike a move, fails if the name is taken.
        Files.createLink(file, draft);
        Files.delete(draft);
    }

    /** @throws IOException if the file cannot be read, is no keyset, or others than its owner may use it; says which */
    public static Keyset read(Path file) throws IOException {
        if (!Files.exists(file)) throw new IOException(file + ": not there; ./cloakroom keys create makes one");
        if (!Files.isRegularFile(file)) throw new IOException(file + ": not a file");
        if (!Collections.disjoint(Files.getPosixFilePermissions(file), OTHERS)) {
            throw new IOException(file + ": others may use it; chmod 600 it");
        }
        if (!Files.isReadable(file)) throw new IOException(file + ": this user may not read it");
        if (Files.size(file) > BYTES_MAX || !(Json.read(Files.readAllBytes(file)) instanceof Json.Reading.Read read)) {
            throw new IOException(file + ": not a keyset");
        }
        var members = read.object().text(MEMBERS);
        var gateway = read.object().text(GATEWAY);
        if (members.isEmpty() || gateway.isEmpty()) throw new IOException(file + ": not a keyset");
        try {
            return new Keyset(aead(members.get()), aead(gateway.get()));
        } catch (GeneralSecurityException fault) {
            throw new IOException(file + ": not a keyset");
        }
    }

    public GatewayKey gatewayKey() {
        return new GatewayKey(gateway);
    }

    public KeyRing keyRing() {
        return new KeyRing() {
            @Override
            public WrappedKey wrap(MemberId member, int version, byte[] key) {
                try {
                    return new WrappedKey(member, version, memberKeys.encrypt(key, context(member, version)));
                } catch (GeneralSecurityException mistake) {
                    throw new IllegalStateException("wrapping failed", mistake);
                }
            }

            @Override
            public byte[] unwrap(WrappedKey key) {
                try {
                    return memberKeys.decrypt(key.bytes(), context(key.member(), key.version()));
                } catch (GeneralSecurityException tampered) {
                    throw new Malformed("key store", "a wrapped key does not open");
                }
            }
        };
    }

    private static byte[] context(MemberId member, int version) {
        return ("member-key " + version + " " + member.value()).getBytes(StandardCharsets.UTF_8);
    }

    private static Aead aead(String keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.parseKeyset(keyset, TINK, InsecureSecretKeyAccess.get())
                .getPrimitive(TINK, Aead.class);
    }

    private static String newKeyset() {
        try {
            var handle = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
            return TinkJsonProtoKeysetFormat.serializeKeyset(handle, TINK, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException("no keyset to be had", mistake);
        }
    }
}
