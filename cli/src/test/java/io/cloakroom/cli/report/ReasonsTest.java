package io.cloakroom.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class ReasonsTest {
    private static String of(@Nullable Throwable cause) {
        return Reasons.of(new Unavailable("pool", cause));
    }

    @Test
    void unavailable_byItsCause_isToldInWords() {
        assertThat(of(null)).isEqualTo("pool did not answer");
        assertThat(of(new TimeoutException())).isEqualTo("pool did not answer: not in time");
        assertThat(of(new ConnectException("secret")))
                .isEqualTo("pool did not answer: nothing takes connections there");
        assertThat(of(new UnknownHostException("secret"))).isEqualTo("pool did not answer: no such host");
        assertThat(of(new IOException("secret", new SSLHandshakeException("secret"))))
                .isEqualTo("pool did not answer: its certificate is not one that this machine trusts");
        assertThat(of(new IOException("secret"))).isEqualTo("pool did not answer");
    }

    @Test
    void unavailable_unresolvedAsTheHttpClientTellsIt_isNoSuchHost() {
        var refused = new ConnectException();
        refused.initCause(new UnresolvedAddressException());
        assertThat(of(refused)).isEqualTo("pool did not answer: no such host");
    }

    @Test
    void malformed_isToldAsItIs() {
        assertThat(Reasons.of(new Malformed("pool", "status 404"))).isEqualTo("pool answered badly: status 404");
    }

    @Test
    void complaint_ofAwsOrItsSdk_isNamedWithTheRightThatIsMissingAndNothingElse() {
        assertThat(of(SdkClientException.create("Unable to load credentials from any of the providers: secret")))
                .startsWith("pool did not answer: there are no credentials for AWS on this machine")
                .doesNotContain("secret");
        assertThat(of(ResourceNotFoundException.builder().message("secret").build()))
                .isEqualTo("pool did not answer: a table is missing; ./cloakroom tables create makes it");
        assertThat(of(refused("User: secret is not authorized to perform: dynamodb:PutItem on resource: secret")))
                .isEqualTo("pool did not answer: it refuses, AccessDeniedException; whoever runs this needs "
                        + "dynamodb:PutItem");
        assertThat(of(refused("secret"))).isEqualTo("pool did not answer: it refuses, AccessDeniedException");
    }

    private static Throwable refused(String message) {
        var details = AwsErrorDetails.builder()
                .errorCode("AccessDeniedException")
                .errorMessage(message)
                .build();
        return DynamoDbException.builder()
                .statusCode(400)
                .awsErrorDetails(details)
                .build();
    }

    @Test
    void files_areCalledAsTheyWereTypedAndWhatIsWrongIsSaid(@TempDir Path folder) throws IOException {
        var there = Files.createFile(folder.resolve("x.csv")).toString();
        var none = folder.resolve("none/x.csv").toString();
        assertThat(Reasons.of(new NoSuchFileException(none))).isEqualTo(none + ": no such folder");
        assertThat(Reasons.of(new NoSuchFileException(none + ".partial"))).isEqualTo(none + ": no such folder");
        assertThat(Reasons.of(new NoSuchFileException(there))).isEqualTo(there + ": no such file");
        assertThat(Reasons.of(new AccessDeniedException(there + ".draft"))).isEqualTo(there + ": may not be written");
        assertThat(Reasons.of(new FileAlreadyExistsException(there))).startsWith(there + ": is there already");
        assertThat(Reasons.of(new FileSystemException(there, null, "Is a directory")))
                .isEqualTo(there + ": Is a directory");
        assertThat(Reasons.of(new IOException("x.csv: not a file"))).isEqualTo("x.csv: not a file");
    }
}
