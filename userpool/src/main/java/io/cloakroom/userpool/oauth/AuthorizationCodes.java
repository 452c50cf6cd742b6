package io.cloakroom.userpool.oauth;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Code;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.token.Grant;
import io.cloakroom.userpool.token.TokenFamilies;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Gives out authorization codes and takes them back, each once. Belongs inside a transaction. */
public final class AuthorizationCodes {
    /** Cognito's: five minutes. */
    public static final Duration LIFE = Duration.ofMinutes(5);

    private final TokenFamilies families;
    private final Clock clock;

    public AuthorizationCodes(TokenFamilies families, Clock clock) {
        this.families = families;
        this.clock = clock;
    }

    /** What became of a code that was presented. */
    public sealed interface Exchange {
        record Exchanged(Grant grant) implements Exchange {}

        record Refused(Reason reason) implements Exchange {}

        enum Reason {
            UNKNOWN,
            OTHER_CLIENT,
            /** Its second use: what the first one gave has been revoked. */
            REUSED,
            EXPIRED,
            OTHER_REDIRECT,
            WRONG_VERIFIER,
            USER_DISABLED
        }
    }

    /**
     * @param authenticated when the user proved who she is
     * @param methods by which she did; forgotten where the client has not asked
     */
    public String issue(
            Tables tables, AuthorizeRequest request, User user, Instant authenticated, Set<String> methods) {
        var now = clock.instant();
        var code = Opaque.random();
        tables.codes()
                .add(
                        new Code(
                                Opaque.hash(code),
                                request.client().id(),
                                user.sub(),
                                request.redirectUri(),
                                request.scopes(),
                                request.nonce(),
                                request.challenge(),
                                authenticated,
                                now.plus(LIFE),
                                request.levels().isPresent() ? methods : Set.of(),
                                false,
                                Optional.empty()),
                        now);
        return code;
    }

    /**
     * Exchanges a code for the beginnings of a token family. Presented by its own client a code is spent, whatever else is
     * wrong: it has been where it should not, or the client is broken.
     */
    public Exchange exchange(Tables tables, Client client, String text, String redirectUri, Optional<String> verifier) {
        var found = tables.codes().find(Opaque.hash(text));
        if (found.isEmpty()) return refused(Exchange.Reason.UNKNOWN);
        var code = found.get();
        if (!code.clientId().equals(client.id())) return refused(Exchange.Reason.OTHER_CLIENT);
        if (code.isSpent()) {
            code.originJti().ifPresent(tables.families()::revoke);
            return refused(Exchange.Reason.REUSED);
        }
        tables.codes().spend(code.hash());
        if (!clock.instant().isBefore(code.expires())) return refused(Exchange.Reason.EXPIRED);
        if (!code.redirectUri().equals(redirectUri)) return refused(Exchange.Reason.OTHER_REDIRECT);
        if (!Pkce.fits(code.challenge(), verifier)) return refused(Exchange.Reason.WRONG_VERIFIER);
        var user = tables.users().find(code.sub()).orElseThrow();
        if (!user.enabled()) return refused(Exchange.Reason.USER_DISABLED);
        var grant =
                families.begin(tables, client, user, code.scopes(), code.authenticated(), code.methods(), code.nonce());
        tables.codes().setFamily(code.hash(), grant.family().originJti());
        return new Exchange.Exchanged(grant);
    }

    private static Exchange refused(Exchange.Reason reason) {
        return new Exchange.Refused(reason);
    }
}
