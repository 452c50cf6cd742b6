package io.cloakroom.ledger;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.seal.KeyFile;
import io.cloakroom.site.SiteKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Signs checkpoints: Ed25519, in a file of its own that no gateway needs, best kept on another machine. Whoever takes over a
 * gateway and its tables cannot sign what they have made of the ledger.
 */
public final class CheckpointKey {
    private static final byte ED25519 = 1;
    private static final int PUBLIC_BYTES = 32;

    private final PrivateKey key;
    private final Verifier verifier;

    private CheckpointKey(PrivateKey key, Verifier verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    public Verifier verifier() {
        return verifier;
    }

    /**
     * Writes a new key, for its owner's eyes only.
     *
     * @param name of what it signs for, see {@link Checkpoint#origin}
     * @throws IOException if it cannot be written, or is there already
     */
    public static Verifier create(Path file, String name) throws IOException {
        var pair = pair();
        // The key itself comes last in a SubjectPublicKeyInfo (RFC 8410, section 4).
        var encoded = pair.getPublic().getEncoded();
        var bytes = Arrays.copyOfRange(encoded, encoded.length - PUBLIC_BYTES, encoded.length);
        var verifier = Verifier.of(name, bytes).orElseThrow();
        file(file)
                .create(Json.write(Json.members(
                        "verifier",
                        verifier.toString(),
                        "private",
                        Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()))));
        return verifier;
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    private static KeyFile file(Path path) {
        return new KeyFile(path, "a checkpoint key", "ledger keys create");
    }

    /** @throws IOException if the file cannot be read, is no such key, or others than its owner may use it; says which */
    public static CheckpointKey read(Path file) throws IOException {
        var its = file(file);
        return parse(its.read()).orElseThrow(its::isNone);
    }

    private static Optional<CheckpointKey> parse(JsonObject json) {
        try {
            var encoded = Base64.getDecoder().decode(json.text("private").orElse(""));
            var key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return json.text("verifier")
                    .flatMap(Verifier::parse)
                    .map(verifier -> new CheckpointKey(key, verifier))
                    .filter(CheckpointKey::isWhole);
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }

    private boolean isWhole() {
        return verifier.verifies(sign("?\n")).isPresent();
    }

    /** A signed note over a text that ends with a line feed. */
    String sign(String text) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return text + "\n" + verifier.line(ed25519.sign());
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    /**
     * The public half, which checks signed notes.
     *
     * @see <a href="https://c2sp.org/signed-note">C2SP signed-note</a>
     */
    public static final class Verifier {
        private final String name;
        private final byte[] bytes;
        private final SiteKey key;

        private Verifier(String name, byte[] bytes, SiteKey key) {
            this.name = name;
            this.bytes = bytes;
            this.key = key;
        }

        /** Empty if these bytes are no key. */
        private static Optional<Verifier> of(String name, byte[] bytes) {
            return SiteKey.parse(Base64.getEncoder().encodeToString(bytes)).map(key -> new Verifier(name, bytes, key));
        }

        /** Reads what {@link #toString} writes; empty if it is nothing of the kind. */
        public static Optional<Verifier> parse(String text) {
            // The name comes first, and may be anything but a plus sign; base64 may have one too.
            var parts = text.split("\\+", 3);
            if (parts.length < 3 || parts[0].isEmpty()) return Optional.empty();
            try {
                var bytes = Base64.getDecoder().decode(parts[2]);
                if (bytes.length != 1 + PUBLIC_BYTES || bytes[0] != ED25519) return Optional.empty();
                return of(parts[0], Arrays.copyOfRange(bytes, 1, bytes.length))
                        .filter(verifier -> verifier.toString().equals(text));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }

        private byte[] keyId() {
            var named = (name + "\n").getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOf(Hash.of(named, new byte[] {ED25519}, bytes).bytes(), Integer.BYTES);
        }

        private String line(byte[] signature) {
            var whole = ByteBuffer.allocate(Integer.BYTES + signature.length)
                    .put(keyId())
                    .put(signature)
                    .array();
            return "\u2014 " + name + " " + Base64.getEncoder().encodeToString(whole) + "\n";
        }

        /** @return the text of a note that this key has signed, with its last line feed; empty if it has not */
        Optional<String> verifies(String note) {
            var cut = note.lastIndexOf("\n\n");
            if (cut < 0 || !note.endsWith("\n")) return Optional.empty();
            var text = note.substring(0, cut + 1);
            var start = "\u2014 " + name + " ";
            var isSigned = note.substring(cut + 2)
                    .lines()
                    .filter(line -> line.startsWith(start))
                    .anyMatch(line -> isSignature(text, line.substring(start.length())));
            return isSigned ? Optional.of(text) : Optional.empty();
        }

        private boolean isSignature(String text, String base64) {
            try {
                var whole = Base64.getDecoder().decode(base64);
                return whole.length > Integer.BYTES
                        && Arrays.equals(whole, 0, Integer.BYTES, keyId(), 0, Integer.BYTES)
                        && key.verifies(
                                text.getBytes(StandardCharsets.UTF_8),
                                Arrays.copyOfRange(whole, Integer.BYTES, whole.length));
            } catch (IllegalArgumentException notBase64) {
                return false;
            }
        }

        /** Name, key id and key, parted by plus signs. */
        @Override
        public String toString() {
            var typed = ByteBuffer.allocate(1 + PUBLIC_BYTES)
                    .put(ED25519)
                    .put(bytes)
                    .array();
            return name + "+" + HexFormat.of().formatHex(keyId()) + "+"
                    + Base64.getEncoder().encodeToString(typed);
        }
    }

    @Override
    public String toString() {
        return "CheckpointKey[hidden]";
    }
}
