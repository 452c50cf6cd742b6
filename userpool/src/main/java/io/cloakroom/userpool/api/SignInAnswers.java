package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.signin.SignInOutcome;
import io.cloakroom.userpool.store.Challenge;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.token.Grant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a sign-in over the API comes to: tokens, a challenge, or a refusal in Cognito's words. */
final class SignInAnswers {
    private final ApiParts parts;
    private final Pool pool;
    private final Client client;

    SignInAnswers(ApiParts parts, Pool pool, Client client) {
        this.parts = parts;
        this.pool = pool;
        this.client = client;
    }

    Map<String, Object> of(SignInOutcome outcome) {
        return switch (outcome) {
            case SignInOutcome.SignedIn in -> tokens(in.user());
            case SignInOutcome.NewPasswordRequired half -> newPasswordRequired(half.user());
            case SignInOutcome.Refused _ -> throw wrong();
            case SignInOutcome.Unknown _ -> throw nobody(client);
            case SignInOutcome.Locked _ -> throw ApiFault.notAuthorized("Password attempts exceeded");
            case SignInOutcome.Disabled _ -> throw disabled();
            case SignInOutcome.Unconfirmed _ ->
                throw new ApiFault(ApiFault.Type.USER_NOT_CONFIRMED, "User is not confirmed.");
            case SignInOutcome.TemporaryPasswordExpired _ ->
                throw ApiFault.notAuthorized("Temporary password has expired and must be reset by an administrator.");
        };
    }

    static ApiFault wrong() {
        return ApiFault.notAuthorized("Incorrect username or password.");
    }

    static ApiFault disabled() {
        return ApiFault.notAuthorized("User is disabled.");
    }

    static ApiFault nobody(Client client) {
        return client.settings().hidesUnknownUsers()
                ? wrong()
                : new ApiFault(ApiFault.Type.USER_NOT_FOUND, "User does not exist.");
    }

    Map<String, Object> tokens(User user) {
        var grant = parts.database()
                .answer(tables -> tables.users()
                        .find(user.sub())
                        .filter(User::enabled)
                        .map(found -> parts.families().beginOverApi(tables, client, found)));
        return tokens(parts, grant.orElseThrow(SignInAnswers::disabled));
    }

    static Map<String, Object> tokens(ApiParts parts, Grant grant) {
        var tokens = parts.mint().sign(grant);
        var result = Json.members(
                "AccessToken", tokens.accessToken(),
                "ExpiresIn", tokens.life().toSeconds(),
                "TokenType", "Bearer");
        tokens.refreshToken().ifPresent(token -> result.put("RefreshToken", token));
        tokens.idToken().ifPresent(token -> result.put("IdToken", token));
        return Json.members("AuthenticationResult", result, "ChallengeParameters", Map.of());
    }

    private Map<String, Object> newPasswordRequired(User user) {
        var session = Opaque.random();
        var now = parts.clock().instant();
        var challenge = new Challenge(
                Opaque.hash(session),
                pool.id(),
                Optional.of(client.id()),
                user.sub(),
                Challenge.Kind.NEW_PASSWORD_REQUIRED,
                now.plus(Duration.ofMinutes(client.settings().authSessionMinutes())));
        parts.database().run(tables -> tables.challenges().add(challenge, now));
        var missing = AttributeRules.missing(pool.settings(), user).stream()
                .map(name -> NewPasswordAnswer.ATTRIBUTE + name)
                .toList();
        return Json.members(
                "ChallengeName",
                challenge.kind().name(),
                "Session",
                session,
                "ChallengeParameters",
                Json.members(
                        "USER_ID_FOR_SRP",
                        user.username(),
                        "requiredAttributes",
                        list(missing),
                        "userAttributes",
                        Json.writeText(user.attributes())));
    }

    /** JSON inside a text, as Cognito has it. The names keep to letters, digits and the like. */
    private static String list(List<String> names) {
        return names.isEmpty() ? "[]" : "[\"" + String.join("\",\"", names) + "\"]";
    }
}
