package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.seal.KmsConfig;
import io.cloakroom.seal.VaultId;
import io.cloakroom.seal.WrappedKey;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;

/**
 * Members' keys wrapped by a KMS key, with the vault, the member and the version as encryption context: KMS itself refuses to
 * unwrap one for another member, and writes down for whom it did. A wrapped key is stored as one byte for its form, two for
 * the length of the KMS key's ARN, the ARN, and what KMS made of it. Keys that a keyset wrapped go on opening by that keyset.
 */
public final class KmsKeyRing implements KeyRing {
    private static final byte FORM = 2;

    private final Kms kms;
    private final KmsConfig config;
    private final VaultId vault;
    private final KeyRing keyset;

    /** @param keyset opens what was wrapped before there was a KMS key */
    public KmsKeyRing(Kms kms, KmsConfig config, VaultId vault, KeyRing keyset) {
        this.kms = kms;
        this.config = config;
        this.vault = vault;
        this.keyset = keyset;
    }

    /** What a stored key says of itself. */
    private record Blob(String arn, SdkBytes ciphertext) {
        static Optional<Blob> of(WrappedKey key) {
            try {
                var bytes = ByteBuffer.wrap(key.bytes());
                if (bytes.get() != FORM) return Optional.empty();
                var arn = new byte[bytes.getShort()];
                bytes.get(arn);
                var text = new String(arn, StandardCharsets.US_ASCII);
                return Optional.of(new Blob(text, SdkBytes.fromByteBuffer(bytes.slice())));
            } catch (BufferUnderflowException | NegativeArraySizeException damaged) {
                return Optional.empty();
            }
        }

        WrappedKey keyOf(MemberId member, int version) {
            var name = arn.getBytes(StandardCharsets.US_ASCII);
            var made = ciphertext.asByteArray();
            var bytes = ByteBuffer.allocate(1 + Short.BYTES + name.length + made.length)
                    .put(FORM)
                    .putShort((short) name.length)
                    .put(name)
                    .put(made);
            return new WrappedKey(member, version, bytes.array());
        }
    }

    @Override
    public WrappedKey wrap(MemberId member, int version, byte[] key) {
        var made = kms.call(client -> client.encrypt(encrypt -> encrypt.keyId(config.key())
                .encryptionContext(context(member, version))
                .plaintext(SdkBytes.fromByteArray(key))));
        return new Blob(config.key(), made.ciphertextBlob()).keyOf(member, version);
    }

    @Override
    public byte[] unwrap(WrappedKey key) {
        var blob = Blob.of(key);
        if (blob.isEmpty()) return keyset.unwrap(key);
        var opened = kms.call(client -> client.decrypt(decrypt -> decrypt.keyId(ours(blob.get()))
                .encryptionContext(context(key.member(), key.version()))
                .ciphertextBlob(blob.get().ciphertext())));
        return opened.plaintext().asByteArray();
    }

    /** From one KMS key to another the key is wrapped anew within KMS, and comes out of it nowhere. */
    @Override
    public WrappedKey rewrap(WrappedKey key) {
        var blob = Blob.of(key);
        if (blob.isEmpty()) return wrap(key.member(), key.version(), keyset.unwrap(key));
        var context = context(key.member(), key.version());
        var made = kms.call(client -> client.reEncrypt(anew -> anew.sourceKeyId(ours(blob.get()))
                .sourceEncryptionContext(context)
                .ciphertextBlob(blob.get().ciphertext())
                .destinationKeyId(config.key())
                .destinationEncryptionContext(context)));
        return new Blob(config.key(), made.ciphertextBlob()).keyOf(key.member(), key.version());
    }

    @Override
    public boolean isCurrent(WrappedKey key) {
        return Blob.of(key).filter(blob -> blob.arn().equals(config.key())).isPresent();
    }

    /** Whoever may write the table could otherwise name a KMS key of his own, and know what we seal from then on. */
    private String ours(Blob blob) {
        if (blob.arn().equals(config.key()) || config.before().contains(blob.arn())) return blob.arn();
        throw new Malformed("key store", "a key wrapped by a KMS key that is none of ours");
    }

    private Map<String, String> context(MemberId member, int version) {
        return Map.of("vault", vault.value(), "member", member.value(), "version", Integer.toString(version));
    }
}
