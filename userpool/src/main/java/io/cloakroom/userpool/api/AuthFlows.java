package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.signin.Migration.Outcome;
import io.cloakroom.userpool.signin.SrpSignIn;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first call of every way to sign in over the API. */
final class AuthFlows {
    private static final Logger LOG = LoggerFactory.getLogger(AuthFlows.class);
    private static final String[] NAMES = {
        "USER_SRP_AUTH",
        "USER_PASSWORD_AUTH",
        "ADMIN_USER_PASSWORD_AUTH",
        "ADMIN_NO_SRP_AUTH",
        "REFRESH_TOKEN_AUTH",
        "REFRESH_TOKEN",
        "CUSTOM_AUTH",
        "USER_AUTH"
    };

    private final ApiParts parts;
    private final Pool pool;
    private final Client client;
    private final CallerContext caller;
    private final FlowParameters parameters;

    AuthFlows(ApiParts parts, Pool pool, Client client, CallerContext caller, FlowParameters parameters) {
        this.parts = parts;
        this.pool = pool;
        this.client = client;
        this.caller = caller;
        this.parameters = parameters;
    }

    static String name(Input input) {
        return input.choice("AuthFlow", NAMES)
                .orElseThrow(() -> ApiFault.invalid("Missing required parameter AuthFlow"));
    }

    /** Without AWS credentials. */
    Map<String, Object> begin(String flow) {
        return switch (flow) {
            case "USER_SRP_AUTH" -> srp();
            case "USER_PASSWORD_AUTH" -> password("USER_PASSWORD_AUTH");
            case "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN" -> refresh();
            case "USER_AUTH" -> choice();
            case "CUSTOM_AUTH" -> custom();
            default -> throw ApiFault.invalid("Initiate Auth method not supported.");
        };
    }

    /** With AWS credentials. */
    Map<String, Object> beginAsAdmin(String flow) {
        return switch (flow) {
            case "USER_SRP_AUTH" -> srp();
            case "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH" -> password("ADMIN_USER_PASSWORD_AUTH");
            case "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN" -> refresh();
            case "USER_AUTH" -> choice();
            case "CUSTOM_AUTH" -> custom();
            default -> throw ApiFault.invalid("Initiate Auth method not supported.");
        };
    }

    private void checkAllowed(String flow) {
        if (client.settings().explicitAuthFlows().contains("ALLOW_" + flow)) return;
        throw ApiFault.invalid(
                switch (flow) {
                    case "USER_SRP_AUTH" -> "USER_SRP_AUTH is not enabled for the client.";
                    case "USER_PASSWORD_AUTH" -> "USER_PASSWORD_AUTH flow not enabled for this client";
                    default -> "Auth flow not enabled for this client";
                });
    }

    private Map<String, Object> password(String flow) {
        checkAllowed(flow);
        parameters.only("USERNAME", "PASSWORD", "SECRET_HASH");
        var name = parameters.required("USERNAME");
        var password = parameters.required("PASSWORD");
        SecretHash.check(client, parameters.optional("SECRET_HASH"), name);
        parts.authTriggers().before(pool, client, name, caller);
        if (parts.migration().atSignIn(pool, client, name, password, caller) == Outcome.NOT_MIGRATED) {
            throw SignInAnswers.notMigrated(client);
        }
        var outcome = parts.passwords().attempt(pool, name, password);
        LOG.info("client {}: {} {}", client.id(), flow, outcome.getClass().getSimpleName());
        return new SignInAnswers(parts, pool, client).of(outcome);
    }

    private Map<String, Object> srp() {
        checkAllowed("USER_SRP_AUTH");
        parameters.only("USERNAME", "SRP_A", "SECRET_HASH");
        var name = parameters.required("USERNAME");
        var clientPublic = parameters.required("SRP_A");
        SecretHash.check(client, parameters.optional("SECRET_HASH"), name);
        parts.authTriggers().before(pool, client, name, caller);
        return srp(parts, pool, client, name, clientPublic);
    }

    static Map<String, Object> srp(ApiParts parts, Pool pool, Client client, String name, String clientPublic) {
        return switch (parts.srp().begin(pool, client, name, clientPublic)) {
            case SrpSignIn.Beginning.Begun begun -> passwordVerifier(begun);
            case SrpSignIn.Beginning.BadNumber _ -> throw ApiFault.invalid("SRP_A: not a number of this group");
            case SrpSignIn.Beginning.Unknown _ -> throw SignInAnswers.nobody(client);
        };
    }

    private Map<String, Object> choice() {
        checkAllowed("USER_AUTH");
        return new FirstFactors(parts, pool, client).begin(parameters, caller);
    }

    private Map<String, Object> custom() {
        checkAllowed("CUSTOM_AUTH");
        return new CustomAuth(parts, pool, client, caller).begin(parameters);
    }

    private static Map<String, Object> passwordVerifier(SrpSignIn.Beginning.Begun begun) {
        return Json.members("ChallengeName", "PASSWORD_VERIFIER", "ChallengeParameters", verifierParameters(begun));
    }

    static Map<String, Object> verifierParameters(SrpSignIn.Beginning.Begun begun) {
        return Json.members(
                "SALT", begun.salt(),
                "SECRET_BLOCK", begun.secretBlock(),
                "SRP_B", begun.shown(),
                "USERNAME", begun.userId(),
                "USER_ID_FOR_SRP", begun.userId());
    }

    /** Where a client rotates its tokens this flow cannot be allowed: GetTokensFromRefreshToken serves it. */
    private Map<String, Object> refresh() {
        checkAllowed("REFRESH_TOKEN_AUTH");
        parameters.only("REFRESH_TOKEN", "SECRET_HASH");
        var token = parameters.required("REFRESH_TOKEN");
        var hash = parameters.optional("SECRET_HASH");
        parts.database().run(tables -> checkHash(tables, token, hash));
        return RefreshAnswers.of(parts, client, token, caller.withoutMetadata());
    }

    private void checkHash(Tables tables, String token, Optional<String> hash) {
        parts.families()
                .owner(tables, client, token)
                .ifPresentOrElse(
                        user -> SecretHash.check(client, hash, user.sub(), user.username()),
                        () -> SecretHash.checkGiven(client, hash));
    }
}
