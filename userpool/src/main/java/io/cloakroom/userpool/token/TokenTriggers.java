package io.cloakroom.userpool.token;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Group;
import io.cloakroom.userpool.store.LambdaConfig.TokenGeneration;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.Trigger;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import io.cloakroom.userpool.trigger.TriggerEvent;
import io.cloakroom.userpool.trigger.TriggerFault;
import io.cloakroom.userpool.trigger.Triggers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Asks what tokens shall say, before they are begun or refreshed: a function that fails costs nobody the token that she has.
 */
public final class TokenTriggers {
    private final Database database;
    private final Triggers triggers;
    private final TokenFamilies families;

    public TokenTriggers(Database database, Triggers triggers, TokenFamilies families) {
        this.database = database;
        this.triggers = triggers;
        this.families = families;
    }

    /** On which occasion tokens are made; {@code triggerSource} without its beginning. */
    public enum Occasion {
        HOSTED_AUTH("HostedAuth"),
        AUTHENTICATION("Authentication"),
        NEW_PASSWORD_CHALLENGE("NewPasswordChallenge"),
        REFRESH_TOKENS("RefreshTokens");

        private final String suffix;

        Occasion(String suffix) {
            this.suffix = suffix;
        }
    }

    private record Holder(Pool pool, User user, Set<String> scopes) {}

    /** @throws TriggerFault if there shall be no tokens */
    public TokenChanges ask(
            Pool pool, Client client, User user, Set<String> scopes, Occasion occasion, CallerContext caller) {
        if (!triggers.has(pool, Trigger.PRE_TOKEN_GENERATION)) return TokenChanges.NONE;
        var groups = database.answer(tables ->
                tables.groups().of(user.sub()).stream().map(Group::name).toList());
        var isFull = pool.settings().triggers().tokenGeneration() == TokenGeneration.V2_0;
        var answer =
                triggers.ask(pool, Trigger.PRE_TOKEN_GENERATION, event(user, groups, scopes, isFull, occasion, caller));
        return answer.map(isFull ? TokenChanges::v2 : TokenChanges::v1).orElse(TokenChanges.NONE);
    }

    /** For whoever shows a refresh token; of one that is good no more nothing is asked. */
    public TokenChanges askAgain(Client client, String refreshToken, CallerContext caller) {
        return database.answer(tables -> holder(tables, client, refreshToken))
                .map(holder ->
                        ask(holder.pool(), client, holder.user(), holder.scopes(), Occasion.REFRESH_TOKENS, caller))
                .orElse(TokenChanges.NONE);
    }

    private Optional<Holder> holder(Tables tables, Client client, String token) {
        return families.current(tables, client, token)
                .map(family -> new Holder(
                        tables.pools().find(family.poolId()).orElseThrow(),
                        tables.users().find(family.sub()).orElseThrow(),
                        family.scopes()));
    }

    private static TriggerEvent event(
            User user,
            List<String> groups,
            Set<String> scopes,
            boolean isFull,
            Occasion occasion,
            CallerContext caller) {
        var request = Json.members(
                "userAttributes",
                TriggerEvent.attributes(user),
                "groupConfiguration",
                Map.of("groupsToOverride", groups, "iamRolesToOverride", List.of()),
                "clientMetadata",
                caller.metadata());
        if (isFull) request.put("scopes", scopes);
        return TriggerEvent.of("TokenGeneration_" + occasion.suffix, user.username(), caller, request)
                .withVersion(isFull ? "2" : "1")
                .asking(isFull ? "claimsAndScopeOverrideDetails" : "claimsOverrideDetails");
    }
}
