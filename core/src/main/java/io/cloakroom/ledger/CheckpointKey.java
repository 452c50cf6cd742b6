package io.cloakroom.ledger;

import io.cloakroom.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Signs checkpoints: Ed25519, in a file of its own that no gateway needs, best kept on another machine. Whoever takes over a
 * gateway and its tables cannot sign what they have made of the ledger.
 */
public final class CheckpointKey {
    /** What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410, section 4). */
    private static final byte[] X509_HEAD = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private static final byte ED25519 = 1;
    private static final int PUBLIC_BYTES = 32;
    private static final long FILE_BYTES_MAX = 4096;

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
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            var bytes = pair.getPublic().getEncoded();
            var verifier = new Verifier(name, Arrays.copyOfRange(bytes, X509_HEAD.length, bytes.length));
            var text = Json.write(Json.members(
                    "verifier",
                    verifier.toString(),
                    "private",
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())));
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file, text, StandardOpenOption.WRITE, StandardOpenOption.DSYNC);
            return verifier;
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    /** @throws IOException if the file cannot be read, is no such key, or others than its owner may use it; says which */
    public static CheckpointKey read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": not there; ./cloakroom ledger keys create makes one");
        }
        var others = PosixFilePermissions.fromString("---rwxrwx");
        if (!Collections.disjoint(Files.getPosixFilePermissions(file), others)) {
            throw new IOException(file + ": others may use it; chmod 600 it");
        }
        if (Files.size(file) > FILE_BYTES_MAX) throw new IOException(file + ": not a checkpoint key");
        return parse(Files.readAllBytes(file)).orElseThrow(() -> new IOException(file + ": not a checkpoint key"));
    }

    private static Optional<CheckpointKey> parse(byte[] text) {
        if (!(Json.read(text) instanceof Json.Reading.Read(var json))) return Optional.empty();
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
    public String sign(String text) {
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

        private Verifier(String name, byte[] bytes) {
            this.name = name;
            this.bytes = bytes;
        }

        /** Reads what {@link #toString} writes; empty if it is nothing of the kind. */
        public static Optional<Verifier> parse(String text) {
            // The name comes first, and may be anything but a plus sign; base64 may have one too.
            var parts = text.split("\\+", 3);
            if (parts.length < 3 || parts[0].isEmpty()) return Optional.empty();
            try {
                var bytes = Base64.getDecoder().decode(parts[2]);
                if (bytes.length != 1 + PUBLIC_BYTES || bytes[0] != ED25519) return Optional.empty();
                var verifier = new Verifier(parts[0], Arrays.copyOfRange(bytes, 1, bytes.length));
                return Optional.of(verifier).filter(one -> one.toString().equals(text));
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }

        public String name() {
            return name;
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
        public Optional<String> verifies(String note) {
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
                if (whole.length < Integer.BYTES
                        || !Arrays.equals(whole, 0, Integer.BYTES, keyId(), 0, Integer.BYTES)) {
                    return false;
                }
                var ed25519 = Signature.getInstance("Ed25519");
                ed25519.initVerify(publicKey());
                ed25519.update(text.getBytes(StandardCharsets.UTF_8));
                return ed25519.verify(Arrays.copyOfRange(whole, Integer.BYTES, whole.length));
            } catch (GeneralSecurityException | IllegalArgumentException notASignature) {
                return false;
            }
        }

        private PublicKey publicKey() throws GeneralSecurityException {
            var encoded = ByteBuffer.allocate(X509_HEAD.length + PUBLIC_BYTES)
                    .put(X509_HEAD)
                    .put(bytes)
                    .array();
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
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
