package io.cloakroom.userpool.signin;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.profile.Names;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Trigger;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import io.cloakroom.userpool.trigger.TriggerEvent;
import io.cloakroom.userpool.trigger.TriggerFault;
import io.cloakroom.userpool.trigger.Triggers;
import java.util.Map;

/** Asks before a sign-in whether it may be, and tells when it is done. */
public final class AuthTriggers {
    private final Database database;
    private final Triggers triggers;

    public AuthTriggers(Database database, Triggers triggers) {
        this.database = database;
        this.triggers = triggers;
    }

    /**
     * Before anything is looked at that the caller shows. A name that nobody has is asked about where the client must not
     * learn that nobody has it.
     *
     * @throws TriggerFault if she shall not sign in
     */
    public void before(Pool pool, Client client, String name, CallerContext caller) {
        if (!triggers.has(pool, Trigger.PRE_AUTHENTICATION)) return;
        var user = database.answer(tables -> Names.find(tables, pool, name));
        if (user.isEmpty() && !client.settings().hidesUnknownUsers()) return;
        var attributes = user.map(TriggerEvent::attributes).orElse(Map.of());
        var request = Json.members(
                "userAttributes",
                attributes,
                "validationData",
                caller.metadata(),
                "userNotFound",
                user.isEmpty(),
                "clientMetadata",
                caller.metadata());
        var event = TriggerEvent.of(
                "PreAuthentication_Authentication", user.map(User::username).orElse(name), caller, request);
        triggers.ask(pool, Trigger.PRE_AUTHENTICATION, event);
    }

    /**
     * When she has shown all that was asked for.
     *
     * @throws TriggerFault if she shall get no tokens nevertheless
     */
    public void after(Pool pool, User user, CallerContext caller) {
        var request = Json.members(
                "userAttributes",
                TriggerEvent.attributes(user),
                "newDeviceUsed",
                false,
                "clientMetadata",
                caller.metadata());
        triggers.ask(
                pool,
                Trigger.POST_AUTHENTICATION,
                TriggerEvent.of("PostAuthentication_Authentication", user.username(), caller, request));
    }
}
