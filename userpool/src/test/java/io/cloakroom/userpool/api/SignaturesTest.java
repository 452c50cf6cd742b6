package io.cloakroom.userpool.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloakroom.config.Secret;
import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.userpool.store.AdminKey;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests signed by AWS's own signer, then changed. */
class SignaturesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final AdminKey KEY = new AdminKey(Path.of("credentials"), "LOCALKEY", new Secret("the-secret"));
    private static final Signatures SIGNATURES = new Signatures(KEY, "local", Clock.fixed(NOW, ZoneOffset.UTC));

    private static Request signed(Instant at, String service) {
        var body = "{\"MaxResults\":1}";
        var http = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("http://127.0.0.1:8082/"))
                .putHeader("X-Amz-Target", "AWSCognitoIdentityProviderService.ListUserPools")
                .putHeader("Content-Type", "application/x-amz-json-1.1")
                .build();
        var signed = AwsV4HttpSigner.create()
                .sign(request -> request.request(http)
                        .payload(() -> new ByteArrayInputStream(body.getBytes(UTF_8)))
                        .identity(AwsCredentialsIdentity.create(
                                KEY.accessKeyId(), KEY.secretAccessKey().reveal()))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "local")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)));
        var lines = new ArrayList<Headers.Line>();
        signed.request()
                .forEachHeader((name, values) -> values.forEach(value -> lines.add(new Headers.Line(name, value))));
        return new Request("id", "POST", "/", "", new Headers(lines), Body.of(body), "127.0.0.1");
    }

    private static Request signed() {
        return signed(NOW, "cognito-idp");
    }

    private static Request with(Request request, UnaryOperator<List<Headers.Line>> change) {
        var lines = change.apply(new ArrayList<>(request.headers().lines()));
        return new Request(
                request.id(),
                request.method(),
                request.path(),
                request.query(),
                new Headers(lines),
                request.body(),
                "");
    }

    private static void assertRefused(Request request, ApiFault.Type type) {
        var fault = catchThrowableOfType(ApiFault.class, () -> SIGNATURES.check(request));
        assertThat(fault).isNotNull();
        assertThat(fault.type()).isEqualTo(type);
    }

    @Test
    void check_signedByAwsSigner_passes() {
        assertThatCode(() -> SIGNATURES.check(signed())).doesNotThrowAnyException();
    }

    @Test
    void check_headerWithMoreBlanks_passes() {
        var request = with(signed(), lines -> {
            lines.replaceAll(line -> line.name().equals("Content-Type")
                    ? new Headers.Line("content-type", "  " + line.value() + " ")
                    : line);
            return lines;
        });
        assertThatCode(() -> SIGNATURES.check(request)).doesNotThrowAnyException();
    }

    @Test
    void check_fiveMinutesOff_passes() {
        for (var at : List.of(NOW.minus(Duration.ofMinutes(5)), NOW.plus(Duration.ofMinutes(5)))) {
            assertThatCode(() -> SIGNATURES.check(signed(at, "cognito-idp"))).doesNotThrowAnyException();
        }
    }

    @Test
    void check_fiveMinutesAndASecondOff_isInvalid() {
        for (var by : List.of(Duration.ofSeconds(-301), Duration.ofSeconds(301))) {
            assertRefused(signed(NOW.plus(by), "cognito-idp"), ApiFault.Type.INVALID_SIGNATURE);
        }
    }

    @Test
    void check_bodyChanged_isInvalid() {
        var request = signed();
        var changed = new Request("id", "POST", "/", "", request.headers(), Body.of("{\"MaxResults\":2}"), "");
        assertRefused(changed, ApiFault.Type.INVALID_SIGNATURE);
    }

    @Test
    void check_pathChanged_isInvalid() {
        var request = signed();
        assertRefused(
                new Request("id", "POST", "/x", "", request.headers(), request.body(), ""),
                ApiFault.Type.INVALID_SIGNATURE);
    }

    @Test
    void check_targetChanged_isInvalid() {
        var request = with(signed(), lines -> {
            lines.replaceAll(line -> line.name().equalsIgnoreCase("X-Amz-Target")
                    ? new Headers.Line(line.name(), "AWSCognitoIdentityProviderService.AdminDeleteUser")
                    : line);
            return lines;
        });
        assertRefused(request, ApiFault.Type.INVALID_SIGNATURE);
    }

    @Test
    void check_targetNotUnderTheSignature_isInvalid() {
        var request = with(signed(), lines -> {
            lines.replaceAll(line -> line.name().equals("Authorization")
                    ? new Headers.Line(line.name(), line.value().replace(";x-amz-target", ""))
                    : line);
            return lines;
        });
        assertRefused(request, ApiFault.Type.INVALID_SIGNATURE);
    }

    @Test
    void check_anotherAmzHeaderSlippedIn_isInvalid() {
        var request = with(signed(), lines -> {
            lines.add(new Headers.Line("X-Amz-Other", "x"));
            return lines;
        });
        assertRefused(request, ApiFault.Type.INVALID_SIGNATURE);
    }

    @Test
    void check_forAnotherService_isInvalid() {
        assertRefused(signed(NOW, "dynamodb"), ApiFault.Type.INVALID_SIGNATURE);
    }

    @Test
    void check_twoAuthorizations_isMissing() {
        var request = with(signed(), lines -> {
            lines.add(new Headers.Line("Authorization", "AWS4-HMAC-SHA256 x"));
            return lines;
        });
        assertRefused(request, ApiFault.Type.MISSING_AUTHENTICATION_TOKEN);
    }

    @Test
    void check_noDate_isIncomplete() {
        var request = with(signed(), lines -> {
            lines.removeIf(line -> line.name().equalsIgnoreCase("X-Amz-Date"));
            return lines;
        });
        assertRefused(request, ApiFault.Type.INCOMPLETE_SIGNATURE);
    }
}
