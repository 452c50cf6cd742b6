package io.cloakroom.userpool;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolClientType;

/** An app that signs people in over the API, with the AWS SDK. */
record ApiClient(PoolFixture pool, UserPoolClientType client) {
    static final ExplicitAuthFlowsType[] ALL_FLOWS = {
        ExplicitAuthFlowsType.ALLOW_USER_SRP_AUTH,
        ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
        ExplicitAuthFlowsType.ALLOW_ADMIN_USER_PASSWORD_AUTH,
        ExplicitAuthFlowsType.ALLOW_REFRESH_TOKEN_AUTH
    };

    /** Confidential, with every flow. */
    static ApiClient confidential(PoolFixture pool) {
        return new ApiClient(pool, pool.createClient(client -> client.explicitAuthFlows(ALL_FLOWS)));
    }

    static ApiClient open(PoolFixture pool) {
        return new ApiClient(
                pool, pool.createClient(client -> client.generateSecret(false).explicitAuthFlows(ALL_FLOWS)));
    }

    String id() {
        return client.clientId();
    }

    /** With the hash that a client with a secret must add. */
    Map<String, String> withHash(String name, Map<String, String> parameters) {
        var all = new LinkedHashMap<>(parameters);
        if (client.clientSecret() != null) all.put("SECRET_HASH", hash(name));
        return all;
    }

    String hash(String name) {
        var secret = Objects.requireNonNull(client.clientSecret()).getBytes(StandardCharsets.UTF_8);
        var message = (name + client.clientId()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(SrpClient.hmac(secret, message));
    }

    InitiateAuthResponse initiate(AuthFlowType flow, Map<String, String> parameters) {
        return pool.aws.initiateAuth(call -> call.clientId(id()).authFlow(flow).authParameters(parameters));
    }

    InitiateAuthResponse withPassword(String name, String password) {
        return initiate(
                AuthFlowType.USER_PASSWORD_AUTH, withHash(name, Map.of("USERNAME", name, "PASSWORD", password)));
    }

    InitiateAuthResponse withSrp(String name, SrpClient srp) {
        return initiate(AuthFlowType.USER_SRP_AUTH, withHash(name, Map.of("USERNAME", name, "SRP_A", srp.shown())));
    }

    RespondToAuthChallengeResponse respond(ChallengeNameType challenge, Map<String, String> answers) {
        return pool.aws.respondToAuthChallenge(
                call -> call.clientId(id()).challengeName(challenge).challengeResponses(answers));
    }

    RespondToAuthChallengeResponse respond(ChallengeNameType challenge, String session, Map<String, String> answers) {
        return pool.aws.respondToAuthChallenge(call ->
                call.clientId(id()).challengeName(challenge).session(session).challengeResponses(answers));
    }

    RespondToAuthChallengeResponse prove(Map<String, String> challenge, SrpClient srp, String password) {
        var answers = srp.answers(challenge, pool.poolId, password, pool.clock.instant());
        return respond(ChallengeNameType.PASSWORD_VERIFIER, withHash(answers.getOrDefault("USERNAME", ""), answers));
    }

    /** The whole of SRP. */
    RespondToAuthChallengeResponse srp(String name, String password) {
        var srp = new SrpClient();
        return prove(withSrp(name, srp).challengeParameters(), srp, password);
    }

    AuthenticationResultType tokens(String name, String password) {
        return withPassword(name, password).authenticationResult();
    }

    AuthenticationResultType refresh(String sub, String refreshToken) {
        return initiate(AuthFlowType.REFRESH_TOKEN_AUTH, withHash(sub, Map.of("REFRESH_TOKEN", refreshToken)))
                .authenticationResult();
    }
}
