package io.cloakroom.cli.doctor;

import io.cloakroom.cli.report.Printable;
import io.cloakroom.json.Json;
import io.cloakroom.token.KeySet;
import io.cloakroom.token.TokenConfig;
import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the issuer names itself as configured, its keys can be used, and its clock and ours agree. */
final class IssuerExam implements Exam {
    private static final int BYTES_MAX = 64 << 10;
    private static final String ADDRESS_ADVICE =
            "Look at token.issuer and token.jwks, and at the way from this machine to the pool.";

    private final TokenConfig config;
    private final Clock clock;
    private final HttpUpstream http;

    IssuerExam(TokenConfig config, Clock clock, Duration answerWithin) {
        this.config = config;
        this.clock = clock;
        this.http = new HttpUpstream("issuer", answerWithin, BYTES_MAX);
    }

    @Override
    public String name() {
        return "issuer";
    }

    @Override
    public List<Diagnosis> examine() {
        var found = new ArrayList<Diagnosis>();
        try {
            found.addAll(discovery());
        } catch (UpstreamException why) {
            found.add(Diagnosis.of("issuer", why, ADDRESS_ADVICE));
        }
        found.add(keys());
        return found;
    }

    private List<Diagnosis> discovery() {
        var address = URI.create(config.issuer() + "/.well-known/openid-configuration");
        var sentAt = clock.instant();
        var answer = get(address);
        var clocks =
                ClockReading.of(answer, sentAt, clock.instant())
                        .map(reading -> reading.diagnose(config.clockSkew()))
                        .stream();
        return Stream.concat(Stream.of(issuer(answer)), clocks).toList();
    }

    private Diagnosis issuer(HttpResponse<byte[]> answer) {
        var named = Optional.of(answer)
                .filter(any -> any.statusCode() == 200)
                .flatMap(any -> Json.read(any.body()) instanceof Json.Reading.Read(var json)
                        ? json.text("issuer")
                        : Optional.empty());
        if (named.isEmpty()) {
            return Diagnosis.fault(
                    "issuer",
                    "no discovery document at " + config.issuer() + " (status " + answer.statusCode() + ")",
                    "token.issuer is the address that stands as iss in the pool's tokens; for Cognito it ends in the id of "
                            + "the pool.");
        }
        if (named.get().equals(config.issuer())) return Diagnosis.good("issuer", "names itself " + config.issuer());
        return Diagnosis.fault(
                "issuer",
                "names itself " + Printable.of(named.get()) + ", not " + config.issuer(),
                "Set token.issuer to what it names itself: tokens are compared with it character by character.");
    }

    private Diagnosis keys() {
        try {
            var answer = get(config.jwks());
            var set =
                    Optional.of(answer).filter(any -> any.statusCode() == 200).flatMap(any -> KeySet.parse(any.body()));
            if (set.isEmpty()) {
                var found = "no key set at " + config.jwks() + " (status " + answer.statusCode() + ")";
                return Diagnosis.fault("key set", found, ADDRESS_ADVICE);
            }
            return keys(set.get().size());
        } catch (UpstreamException why) {
            return Diagnosis.of("key set", why, ADDRESS_ADVICE);
        }
    }

    private Diagnosis keys(int usable) {
        if (usable > 0)
            return Diagnosis.good("key set", usable + (usable == 1 ? " key" : " keys") + " that can be used");
        return Diagnosis.fault(
                "key set",
                "no usable key at " + config.jwks(),
                "Usable are RSA keys of 2048 bits or more, meant for RS256 signatures. Every Cognito pool has two: look at "
                        + "token.jwks.");
    }

    private HttpResponse<byte[]> get(URI address) {
        // A cache on the way would show us an old clock.
        var answer = http.send(HttpRequest.newBuilder(address)
                .header("Cache-Control", "no-cache")
                .build());
        if (answer.statusCode() >= 500) throw new UpstreamException.Unavailable(http.system(), null);
        return answer;
    }
}
