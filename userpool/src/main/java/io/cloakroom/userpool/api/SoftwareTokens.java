package io.cloakroom.userpool.api;

import io.cloakroom.config.Secret;
import io.cloakroom.json.Json;
import io.cloakroom.userpool.signin.Steps.Owner;
import io.cloakroom.userpool.signin.Totp;
import io.cloakroom.userpool.store.Challenge;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** Gives an authenticator app its secret and takes its first code, from who is signed in or has to set one up first. */
final class SoftwareTokens {
    /** In a step's detail: present once a code of the token was taken. */
    static final String VERIFIED = "verified";

    private static final String TOKEN = "token";

    private SoftwareTokens() {}

    static Map<String, Object> associate(ApiParts parts, Tables tables, Input input) {
        var secret = Totp.newSecret();
        if (input.has("Session")) {
            var session = ChallengeSession.of(parts, tables, input, Kind.MFA_SETUP);
            checkServed(tables, session.user());
            var next = renewed(parts, tables, session.challenge(), Map.of(TOKEN, secret.reveal()));
            return Json.members("SecretCode", secret.reveal(), "Session", next);
        }
        var user = TokenHolder.of(parts, tables, input).user();
        checkServed(tables, user);
        tables.factors().put(tables.factors().of(user.sub()).withPending(secret));
        return Map.of("SecretCode", secret.reveal());
    }

    static Map<String, Object> verify(ApiParts parts, Tables tables, Input input) {
        var code = input.text("UserCode", TextRule.TOTP_CODE);
        input.optionalText("FriendlyDeviceName", TextRule.DEVICE_NAME);
        if (input.has("Session")) {
            var session = ChallengeSession.of(parts, tables, input, Kind.MFA_SETUP);
            enrol(
                    parts,
                    tables,
                    session.user(),
                    Optional.ofNullable(session.challenge().detail().get(TOKEN)),
                    code);
            enable(tables, session.user());
            var next = renewed(parts, tables, session.challenge(), Map.of(VERIFIED, "true"));
            return Json.members("Status", "SUCCESS", "Session", next);
        }
        var user = TokenHolder.of(parts, tables, input).user();
        var pending = tables.factors().of(user.sub()).pendingToken().map(Secret::reveal);
        enrol(parts, tables, user, pending, code);
        return Map.of("Status", "SUCCESS");
    }

    private static void enrol(ApiParts parts, Tables tables, User user, Optional<String> secret, String code) {
        if (secret.isEmpty()) {
            throw new ApiFault(
                    ApiFault.Type.SOFTWARE_TOKEN_MFA_NOT_FOUND, "Software Token MFA does not exist for the user.");
        }
        if (!parts.steps().enrol(tables, user, new Secret(secret.get()), code)) {
            throw new ApiFault(
                    ApiFault.Type.ENABLE_SOFTWARE_TOKEN_MFA, "Code mismatch and fail enable Software Token MFA");
        }
    }

    /** Whoever had to set it up before she could go on wants it from now on. */
    private static void enable(Tables tables, User user) {
        var factors = tables.factors().of(user.sub());
        var enabled = EnumSet.of(Factor.SOFTWARE_TOKEN);
        enabled.addAll(factors.enabled());
        tables.factors().put(factors.with(enabled, factors.preferred().or(() -> Optional.of(Factor.SOFTWARE_TOKEN))));
    }

    /** Each call of the setup has a session of its own, as with Cognito. */
    private static String renewed(ApiParts parts, Tables tables, Challenge old, Map<String, String> detail) {
        tables.challenges().remove(old.hash());
        var left = Duration.between(parts.clock().instant(), old.expires());
        var owner = new Owner(old.poolId(), old.clientId(), old.sub(), left);
        return parts.steps().begin(tables, owner, Kind.MFA_SETUP, detail).session();
    }

    private static void checkServed(Tables tables, User user) {
        var pool = tables.pools().find(user.poolId()).orElseThrow();
        if (pool.settings().factors().second().contains(Factor.SOFTWARE_TOKEN)) return;
        throw new ApiFault(
                ApiFault.Type.SOFTWARE_TOKEN_MFA_NOT_FOUND, "Software Token MFA has not been enabled by the userPool");
    }
}
