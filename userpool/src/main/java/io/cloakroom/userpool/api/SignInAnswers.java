package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.signin.Next;
import io.cloakroom.userpool.signin.Proof;
import io.cloakroom.userpool.signin.Sequence;
import io.cloakroom.userpool.signin.SignInOutcome;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.token.Grant;
import io.cloakroom.userpool.token.Scopes;
import io.cloakroom.userpool.token.TokenChanges;
import io.cloakroom.userpool.token.TokenTriggers.Occasion;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.Map;
import java.util.Set;

/** What a sign-in over the API comes to: tokens, a challenge, or a refusal in Cognito's words. */
final class SignInAnswers {
    private final ApiParts parts;
    private final Pool pool;
    private final Client client;
    private final CallerContext caller;
    private final Occasion occasion;

    /** At the first call of a sign-in: what its metadata says, later functions are not told. */
    SignInAnswers(ApiParts parts, Pool pool, Client client) {
        this(parts, pool, client, CallerContext.of(client.id()), Occasion.AUTHENTICATION);
    }

    /** At a further call. */
    SignInAnswers(ApiParts parts, Pool pool, Client client, Input input) {
        this(parts, pool, client, Callers.of(client, input), Occasion.AUTHENTICATION);
    }

    SignInAnswers(ApiParts parts, Pool pool, Client client, CallerContext caller, Occasion occasion) {
        this.parts = parts;
        this.pool = pool;
        this.client = client;
        this.caller = caller;
        this.occasion = occasion;
    }

    Map<String, Object> of(SignInOutcome outcome) {
        return switch (outcome) {
            case SignInOutcome.Right right -> after(right.user(), Proof.PASSWORD);
            case SignInOutcome.Refused _ -> throw wrong();
            case SignInOutcome.Unknown _ -> throw nobody(client);
            case SignInOutcome.Locked _ -> throw ApiFault.notAuthorized("Password attempts exceeded");
            case SignInOutcome.Disabled _ -> throw disabled();
            case SignInOutcome.Unconfirmed _ ->
                throw new ApiFault(ApiFault.Type.USER_NOT_CONFIRMED, "User is not confirmed.");
            case SignInOutcome.ResetRequired _ -> throw resetRequired();
            case SignInOutcome.TemporaryPasswordExpired _ ->
                throw ApiFault.notAuthorized("Temporary password has expired and must be reset by an administrator.");
        };
    }

    /** What comes next for who has shown this much. */
    Map<String, Object> after(User user, Proof proof) {
        return next(parts.database().answer(tables -> Sequence.after(tables, pool, user, proof)));
    }

    Map<String, Object> next(Next next) {
        var steps = new StepAnswers(parts, pool, client);
        return switch (next) {
            case Next.Done done -> signedIn(done.user());
            case Next.NewPassword half -> steps.newPassword(half.user());
            case Next.Prove prove -> steps.prove(prove.user(), prove.factor());
            case Next.Choose choose -> steps.choose(choose.user(), choose.factors());
            case Next.SetUp setUp -> steps.setUp(setUp.user(), setUp.factors());
        };
    }

    static ApiFault wrong() {
        return ApiFault.notAuthorized("Incorrect username or password.");
    }

    static ApiFault disabled() {
        return ApiFault.notAuthorized("User is disabled.");
    }

    private ApiFault resetRequired() {
        return client.settings().hidesUnknownUsers()
                ? wrong()
                : new ApiFault(ApiFault.Type.PASSWORD_RESET_REQUIRED, "Password reset required for the user");
    }

    /** Somebody whom nobody here has heard of, nor the function that was asked. */
    static ApiFault notMigrated(Client client) {
        return client.settings().hidesUnknownUsers()
                ? wrong()
                : new ApiFault(ApiFault.Type.USER_NOT_FOUND, "Exception migrating user in app client " + client.id());
    }

    static ApiFault nobody(Client client) {
        return client.settings().hidesUnknownUsers()
                ? wrong()
                : new ApiFault(ApiFault.Type.USER_NOT_FOUND, "User does not exist.");
    }

    private Map<String, Object> signedIn(User user) {
        parts.authTriggers().after(pool, user, caller);
        return tokens(user);
    }

    private Map<String, Object> tokens(User user) {
        var changes = parts.tokenTriggers().ask(pool, client, user, Set.of(Scopes.USER_ADMIN), occasion, caller);
        var grant = parts.database()
                .answer(tables -> tables.users()
                        .find(user.sub())
                        .filter(User::enabled)
                        .map(found -> parts.families().beginOverApi(tables, client, found)));
        return tokens(parts, grant.orElseThrow(SignInAnswers::disabled), changes);
    }

    static Map<String, Object> tokens(ApiParts parts, Grant grant, TokenChanges changes) {
        var tokens = parts.mint().sign(grant, changes);
        var result = Json.members(
                "AccessToken", tokens.accessToken(),
                "ExpiresIn", tokens.life().toSeconds(),
                "TokenType", "Bearer");
        tokens.refreshToken().ifPresent(token -> result.put("RefreshToken", token));
        tokens.idToken().ifPresent(token -> result.put("IdToken", token));
        return Json.members("AuthenticationResult", result, "ChallengeParameters", Map.of());
    }
}
