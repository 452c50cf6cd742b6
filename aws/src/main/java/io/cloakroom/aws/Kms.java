package io.cloakroom.aws;

import io.cloakroom.seal.KmsConfig;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The SDK's client of KMS within our deadlines; its exceptions become our two. */
public final class Kms implements SdkAutoCloseable {
    /** From the call to the last byte of the answer, with every retry in between. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(4);

    private static final Duration ATTEMPT_WITHIN = Duration.ofMillis(1500);
    private static final int CONNECTIONS_MAX = 64;
    private static final String SYSTEM = "KMS";

    private final KmsClient client;
    private final AwsCredentialsProvider credentials;

    private Kms(KmsClient client, AwsCredentialsProvider credentials) {
        this.client = client;
        this.credentials = credentials;
    }

    /** With the credentials that the SDK finds: a role's. */
    public static Kms connect(KmsConfig config) {
        return connect(config, Sdk.credentials(Optional.empty()), ANSWER_WITHIN);
    }

    static Kms connect(KmsConfig config, AwsCredentialsProvider credentials, Duration answerWithin) {
        var way = new Sdk.Way(
                KmsConfig.region(config.key()),
                config.endpoint(),
                credentials,
                answerWithin,
                ATTEMPT_WITHIN,
                CONNECTIONS_MAX);
        return new Kms(Sdk.connect(KmsClient.builder(), way), credentials);
    }

    /**
     * @throws Malformed if KMS says that a ciphertext does not open, by this key or in this context
     * @throws Unavailable if it does not answer, or says no: a disabled key, no right, too much at once
     */
    <T> T call(Function<KmsClient, T> call) {
        try {
            return call.apply(client);
        } catch (InvalidCiphertextException | IncorrectKeyException doesNotOpen) {
            throw new Malformed("key store", "a wrapped key does not open");
        } catch (SdkException failure) {
            throw Sdk.isUnreadable(failure)
                    ? new Malformed(SYSTEM, "not KMS's JSON")
                    : new Unavailable(SYSTEM, failure);
        }
    }

    @Override
    public void close() {
        client.close();
        Sdk.close(credentials);
    }
}
