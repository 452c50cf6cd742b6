package io.cloakroom.aws;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** What AWS, or its SDK, finds wrong with whoever asks. Of its words no more than codes and names of rights. */
public sealed interface Complaint {
    /** The SDK finds nothing to sign its requests with. */
    record NoCredentials() implements Complaint {}

    /** DynamoDB has no table of this name. */
    record NoTable() implements Complaint {}

    /**
     * @param code such as {@code AccessDeniedException}
     * @param right the one that is missing, such as {@code dynamodb:PutItem}, if it is told
     */
    record Refused(String code, Optional<String> right) implements Complaint {
        private static final Pattern CODE = Pattern.compile("[A-Za-z]{1,64}");
        private static final Pattern RIGHT =
                Pattern.compile("not authorized to perform: ([a-z0-9-]{1,32}:[A-Za-z]{1,64})");

        private static Optional<Complaint> of(AwsErrorDetails details) {
            var right = RIGHT.matcher(String.valueOf(details.errorMessage()));
            return Optional.ofNullable(details.errorCode())
                    .filter(CODE.asMatchPredicate())
                    .map(code -> new Refused(code, right.find() ? Optional.of(right.group(1)) : Optional.empty()));
        }
    }

    /** @return empty where it is no fault of whoever asks */
    static Optional<Complaint> in(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10)
                .flatMap(cause -> one(cause).stream())
                .findFirst();
    }

    private static Optional<Complaint> one(Throwable failure) {
        return switch (failure) {
            case ResourceNotFoundException _ -> Optional.of(new NoTable());
            case AwsServiceException refused
            when refused.statusCode() / 100 == 4 && refused.awsErrorDetails() != null ->
                Refused.of(refused.awsErrorDetails());
            case SdkClientException unsigned when isUnsigned(unsigned) -> Optional.of(new NoCredentials());
            default -> Optional.empty();
        };
    }

    /** The SDK has no type for this one. */
    static boolean isUnsigned(SdkClientException failure) {
        return String.valueOf(failure.getMessage()).startsWith("Unable to load credentials");
    }
}
