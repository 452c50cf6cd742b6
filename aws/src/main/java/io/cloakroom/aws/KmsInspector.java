package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.seal.KmsConfig;
import io.cloakroom.seal.VaultId;
import io.cloakroom.seal.WrappedKey;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.util.Arrays;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.model.KmsException;

/** Tries a KMS key out, for nobody: wraps some bytes, unwraps them, and unwraps them for somebody else. It stores nothing. */
public final class KmsInspector {
    private static final int BAD_REQUEST = 400;
    private static final MemberId NOBODY = new MemberId("doctor");
    private static final MemberId NOBODY_ELSE = new MemberId("doctor-else");

    private final KmsConfig config;
    private final VaultId vault;

    public KmsInspector(KmsConfig config, VaultId vault) {
        this.config = config;
        this.vault = vault;
    }

    /** How a key was found. */
    public sealed interface Finding {
        record Works() implements Finding {}

        /** The SDK finds nothing to sign its requests with. */
        record NoCredentials() implements Finding {}

        /** @param code KMS's own word, such as {@code DisabledException} */
        record Refused(String code) implements Finding {}

        /** It unwraps for another than it wrapped for. */
        record IgnoresContext() implements Finding {}
    }

    /** @throws io.cloakroom.upstream.UpstreamException if KMS cannot be asked */
    public Finding inspect() {
        try (var kms = Kms.connect(config)) {
            return inspect(kms);
        }
    }

    Finding inspect(Kms kms) {
        try {
            return tried(new KmsKeyRing(kms, config, vault, new NoKeyset()));
        } catch (Unavailable failure) {
            if (failure.getCause() instanceof KmsException refused && refused.statusCode() == BAD_REQUEST)
                return new Finding.Refused(refused.awsErrorDetails().errorCode());
            var isUnsigned = failure.getCause() instanceof SdkClientException client && Complaint.isUnsigned(client);
            if (isUnsigned) return new Finding.NoCredentials();
            throw failure;
        }
    }

    private static Finding tried(KeyRing ring) {
        var bytes = new byte[32];
        var wrapped = ring.wrap(NOBODY, 1, bytes);
        if (!Arrays.equals(ring.unwrap(wrapped), bytes)) throw new Malformed("KMS", "not what was wrapped");
        try {
            ring.unwrap(new WrappedKey(NOBODY_ELSE, 1, wrapped.bytes()));
            return new Finding.IgnoresContext();
        } catch (Malformed asItShould) {
            return new Finding.Works();
        }
    }

    /** Nothing here was wrapped by a keyset. */
    private static final class NoKeyset implements KeyRing {
        @Override
        public WrappedKey wrap(MemberId member, int version, byte[] key) {
            throw new IllegalStateException("no keyset");
        }

        @Override
        public byte[] unwrap(WrappedKey key) {
            throw new Malformed("KMS", "not what was wrapped");
        }

        @Override
        public boolean isCurrent(WrappedKey key) {
            return false;
        }
    }
}
