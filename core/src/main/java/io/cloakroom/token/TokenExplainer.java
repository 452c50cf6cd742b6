package io.cloakroom.token;

import static io.cloakroom.token.TokenCheck.Subject.ALGORITHM;
import static io.cloakroom.token.TokenCheck.Subject.CLIENT;
import static io.cloakroom.token.TokenCheck.Subject.FORM;
import static io.cloakroom.token.TokenCheck.Subject.ISSUER;
import static io.cloakroom.token.TokenCheck.Subject.KEY;
import static io.cloakroom.token.TokenCheck.Subject.MEMBER;
import static io.cloakroom.token.TokenCheck.Subject.SCOPE;
import static io.cloakroom.token.TokenCheck.Subject.SIGNATURE;
import static io.cloakroom.token.TokenCheck.Subject.TIMES;
import static io.cloakroom.token.TokenCheck.Subject.USE;

import io.cloakroom.json.JsonObject;
import io.cloakroom.token.TokenCheck.Finding;
import io.cloakroom.token.TokenCheck.Subject;
import io.cloakroom.upstream.UpstreamException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Looks at everything that {@link TokenVerifier} looks at, by the same {@link Rules} and {@link Times}, and goes on after a
 * fault where there is something left to look at. Revocation alone is left out: it stands in no token.
 */
public final class TokenExplainer {
    private final Expected expected;
    private final KeySource keys;
    private final Clock clock;

    public TokenExplainer(Expected expected, KeySource keys, Clock clock) {
        this.expected = expected;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * What a token is held against.
     *
     * @param isIssuer asked with the empty text if the token names none
     * @param isClient the same
     * @param asked the rest is not looked at
     */
    public record Expected(
            TokenConfig config, Predicate<String> isIssuer, Predicate<String> isClient, Set<Subject> asked) {
        public Expected {
            asked = Set.copyOf(asked);
        }

        /** What a gateway with these settings asks. */
        static Expected byGateway(TokenConfig config, Predicate<String> isKnownClient) {
            return new Expected(config, config.issuer()::equals, isKnownClient, Set.of(Subject.values()));
        }
    }

    /** @param compact any text; it is not kept */
    public TokenExplanation explain(String compact) {
        return switch (Jwt.parse(compact)) {
            case Jwt.Reading.Malformed malformed ->
                new TokenExplanation(
                        inOrder(Map.of(FORM, new Finding.Fails(Reason.MALFORMED))),
                        Optional.of(malformed.flaw()),
                        Optional.empty());
            case Jwt.Reading.Parsed(var jwt) ->
                new TokenExplanation(inOrder(findings(jwt)), Optional.empty(), Optional.of(Stated.of(jwt)));
        };
    }

    private List<TokenCheck> inOrder(Map<Subject, Finding> findings) {
        var checks = new ArrayList<TokenCheck>();
        for (var subject : Subject.values()) {
            var isAsked = expected.asked().contains(subject);
            var finding = isAsked ? findings.getOrDefault(subject, new Finding.Skipped()) : new Finding.NotAsked();
            checks.add(new TokenCheck(subject, finding));
        }
        return checks;
    }

    private Map<Subject, Finding> findings(Jwt jwt) {
        var findings = new TreeMap<Subject, Finding>();
        findings.put(FORM, new Finding.Holds());
        addSignature(findings, jwt);
        addClaims(findings, jwt.claims());
        return findings;
    }

    private void addSignature(Map<Subject, Finding> findings, Jwt jwt) {
        var algorithm = Rules.algorithm(jwt);
        findings.put(ALGORITHM, finding(algorithm));
        if (algorithm.isPresent()) return;
        try {
            var key = keys.find(jwt.keyId());
            findings.put(KEY, holdsIf(key.isPresent(), Reason.UNKNOWN_KEY));
            key.ifPresent(found -> findings.put(SIGNATURE, holdsIf(found.signed(jwt), Reason.BAD_SIGNATURE)));
        } catch (UpstreamException why) {
            findings.put(KEY, new Finding.CannotTell(why));
        }
    }

    private void addClaims(Map<Subject, Finding> findings, JsonObject claims) {
        var use = Rules.accessUse(claims);
        findings.put(ISSUER, finding(Rules.issuer(claims, expected.isIssuer())));
        findings.put(USE, finding(use));
        // An ID token has neither, and its fault is told already.
        if (use.isEmpty()) {
            findings.put(CLIENT, finding(Rules.client(claims, expected.isClient())));
            findings.put(SCOPE, finding(Rules.scope(claims, expected.config().scope())));
        }
        findings.put(MEMBER, holdsIf(Rules.member(claims).isPresent(), Reason.MISSING_CLAIM));
        findings.put(TIMES, finding(times(claims)));
    }

    private Optional<Reason> times(JsonObject claims) {
        return Times.of(claims)
                .map(times -> times.faultAt(clock.instant(), expected.config()))
                .orElse(Optional.of(Reason.MISSING_CLAIM));
    }

    private static Finding finding(Optional<Reason> fault) {
        return fault.<Finding>map(Finding.Fails::new).orElseGet(Finding.Holds::new);
    }

    private static Finding holdsIf(boolean holds, Reason reason) {
        return holds ? new Finding.Holds() : new Finding.Fails(reason);
    }
}
