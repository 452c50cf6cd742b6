package io.cloakroom.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.utils.StringInputStream;

/** Held to the SDK's own signer, byte for byte. */
final class RequestSignerTest {
    private static final int REQUESTS = 2_000;
    private static final List<String> REGIONS = List.of("us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1");
    private static final Instant NOW = Instant.parse("2026-11-25T23:59:59.999Z");
    private static final AwsCredentialsIdentity KEYS = AwsCredentialsIdentity.create("AKIDEXAMPLE", "secret/+=");

    @Test
    void signed_manyRequests_areSignedAsTheSdkDoes() {
        // The same at each run, so that a failure can be had again.
        var random = new Random(20_261_125);
        for (var i = 0; i < REQUESTS; i++) {
            var region = REGIONS.get(random.nextInt(REGIONS.size()));
            var identity = identity(random);
            var headers = headers("dynamodb." + region + ".amazonaws.com" + (random.nextBoolean() ? "" : ":8000"));
            headers.put("x-amz-target", "DynamoDB_20120810." + text(random, 1 + random.nextInt(20), 'A', 'z'));
            var body = text(random, random.nextInt(2_000), ' ', '\u04ff');
            var clock = Clock.fixed(Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)), ZoneOffset.UTC);

            var ours = new RequestSigner(region, clock).signed(identity, headers, body.getBytes(UTF_8));

            assertThat(ours).isEqualTo(sdk(region, clock, identity, headers, body));
        }
    }

    @Test
    void signed_oneSignerForManyDaysAndIdentities_usesNoOldKey() {
        var clock = new Ticking(NOW);
        var signer = new RequestSigner("eu-central-1", clock);
        var others = AwsSessionCredentialsIdentity.create("AKIDEXAMPLE", "another secret", "token");
        for (var identity : List.of(KEYS, others, KEYS)) {
            for (var ahead : List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofDays(366))) {
                clock.now = NOW.plus(ahead);
                var headers = headers("dynamodb.eu-central-1.amazonaws.com");

                assertThat(signer.signed(identity, headers, new byte[0]))
                        .isEqualTo(sdk("eu-central-1", clock, identity, headers, ""));
            }
        }
    }

    @Test
    void signed_anyPart_changesTheSignature() {
        var signer = new RequestSigner("eu-central-1", Clock.fixed(NOW, ZoneOffset.UTC));
        var signature = signer.signed(KEYS, headers("a"), "{}".getBytes(UTF_8)).get("authorization");

        assertThat(signer.signed(KEYS, headers("b"), "{}".getBytes(UTF_8))).doesNotContainValue(signature);
        assertThat(signer.signed(KEYS, headers("a"), "{ }".getBytes(UTF_8))).doesNotContainValue(signature);
        assertThat(signer.signed(KEYS, headers("a"), "{}".getBytes(UTF_8))).containsValue(signature);
    }

    private static SortedMap<String, String> sdk(
            String region,
            Clock clock,
            AwsCredentialsIdentity identity,
            SortedMap<String, String> headers,
            String body) {
        var request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("https://" + headers.get("host") + "/"));
        headers.forEach(request::putHeader);
        var signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(identity)
                        .request(request.build())
                        .payload(() -> new StringInputStream(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "dynamodb")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        var all = new TreeMap<String, String>();
        signed.request().forEachHeader((name, values) -> all.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return all;
    }

    private static SortedMap<String, String> headers(String host) {
        var headers = new TreeMap<String, String>();
        headers.put("content-type", "application/x-amz-json-1.0");
        headers.put("host", host);
        headers.put("x-amz-target", "DynamoDB_20120810.GetItem");
        return headers;
    }

    private static AwsCredentialsIdentity identity(Random random) {
        var id = text(random, 16 + random.nextInt(8), 'A', 'Z');
        var secret = text(random, 1 + random.nextInt(60), '!', '~');
        if (random.nextBoolean()) return AwsCredentialsIdentity.create(id, secret);
        return AwsSessionCredentialsIdentity.create(id, secret, text(random, 1 + random.nextInt(900), '!', '~'));
    }

    private static String text(Random random, int length, char first, char last) {
        var characters = new char[length];
        for (var i = 0; i < length; i++) characters[i] = (char) (first + random.nextInt(last - first + 1));
        return new String(characters);
    }

    private static final class Ticking extends Clock {
        private Instant now;

        Ticking(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
