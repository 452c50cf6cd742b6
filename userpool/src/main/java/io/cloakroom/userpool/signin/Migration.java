package io.cloakroom.userpool.signin;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.password.PasswordHasher;
import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.profile.Names;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.Trigger;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import io.cloakroom.userpool.trigger.TriggerAnswer;
import io.cloakroom.userpool.trigger.TriggerEvent;
import io.cloakroom.userpool.trigger.TriggerFault;
import io.cloakroom.userpool.trigger.Triggers;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Brings somebody over from where she was before, at the moment when she signs in or has forgotten her password: a function
 * says whether it knows her. Who is in the pool already is not asked about.
 */
public final class Migration {
    private final Database database;
    private final Triggers triggers;
    private final PasswordHasher hasher;
    private final Clock clock;

    public Migration(Database database, Triggers triggers, PasswordHasher hasher, Clock clock) {
        this.database = database;
        this.triggers = triggers;
        this.hasher = hasher;
        this.clock = clock;
    }

    /** What became of it. */
    public enum Outcome {
        /** She is in the pool now, or was before, or there is no function to ask. */
        GOES_ON,
        /** The function does not know her, or says of her what this pool cannot take. */
        NOT_MIGRATED
    }

    /** When somebody shows a password. @throws TriggerFault if the function cannot be asked */
    public Outcome atSignIn(Pool pool, Client client, String name, String password, CallerContext caller) {
        if (!isUnknown(pool, name)) return Outcome.GOES_ON;
        var request = Json.members(
                "password", password, "validationData", caller.metadata(), "clientMetadata", caller.metadata());
        return migrate(pool, name, event("UserMigration_Authentication", name, caller, request), Optional.of(password));
    }

    /** When somebody has forgotten it. @throws TriggerFault if the function cannot be asked */
    public Outcome atForgottenPassword(Pool pool, String name, CallerContext caller) {
        if (!isUnknown(pool, name)) return Outcome.GOES_ON;
        var request = Json.members("validationData", Map.of(), "clientMetadata", caller.metadata());
        return migrate(pool, name, event("UserMigration_ForgotPassword", name, caller, request), Optional.empty());
    }

    private boolean isUnknown(Pool pool, String name) {
        return triggers.has(pool, Trigger.USER_MIGRATION)
                && database.answer(tables -> Names.find(tables, pool, name)).isEmpty();
    }

    private static TriggerEvent event(String source, String name, CallerContext caller, Map<String, Object> request) {
        return TriggerEvent.of(source, name, caller, request)
                .asking(
                        "userAttributes",
                        "finalUserStatus",
                        "messageAction",
                        "desiredDeliveryMediums",
                        "forceAliasCreation",
                        "enableSMSMFA");
    }

    private Outcome migrate(Pool pool, String name, TriggerEvent event, Optional<String> password) {
        try {
            return triggers.ask(pool, Trigger.USER_MIGRATION, event)
                    .map(answer -> add(pool, name, answer, password))
                    .orElse(Outcome.GOES_ON);
        } catch (TriggerFault fault) {
            // Refusals look like anybody's wrong password; what is not there shall be seen.
            if (fault.kind() == TriggerFault.Kind.UNREACHED) throw fault;
            return Outcome.NOT_MIGRATED;
        }
    }

    private Outcome add(Pool pool, String name, TriggerAnswer answer, Optional<String> password) {
        var isConfirmed =
                answer.text("finalUserStatus").filter("CONFIRMED"::equals).isPresent();
        var user = user(pool, name, answer);
        if (!isAllowed(pool, user)) return Outcome.NOT_MIGRATED;
        // The pool's policy is not asked: the password was good enough where she comes from.
        var verifier = password.filter(_ -> isConfirmed)
                .map(typed -> hasher.verifier(pool.shortName(), user.username(), typed));
        return database.answer(tables -> {
            // Once more: of two sign-ins at one time one has brought her over already.
            if (Names.find(tables, pool, name).isPresent()) return Outcome.GOES_ON;
            if (!addWithNames(tables, pool, user, answer.flag("forceAliasCreation"))) return Outcome.NOT_MIGRATED;
            verifier.ifPresent(made -> Passwords.setPermanent(tables, user, made, clock.instant()));
            return Outcome.GOES_ON;
        });
    }

    /** In pools whose users are named by address the lasting name is made up, and the name that was typed is the address. */
    private User user(Pool pool, String name, TriggerAnswer answer) {
        var attributes = new LinkedHashMap<>(answer.map("userAttributes"));
        attributes.remove("sub");
        var username = Optional.ofNullable(attributes.remove("username")).orElse(name);
        attributes.values().removeIf(String::isEmpty);
        var kinds = pool.settings().usernameAttributes();
        var sub = UUID.randomUUID().toString();
        if (kinds.contains("email") && AttributeRules.isEmail(name)) attributes.putIfAbsent("email", name);
        if (kinds.contains("phone_number") && AttributeRules.isPhoneNumber(name))
            attributes.putIfAbsent("phone_number", name);
        var now = clock.instant();
        var lasting = kinds.isEmpty() ? username : sub;
        return new User(sub, pool.id(), lasting, User.Status.RESET_REQUIRED, true, attributes, now, now);
    }

    private static boolean isAllowed(Pool pool, User user) {
        var settings = pool.settings();
        var kinds = settings.usernameAttributes();
        return user.attributes().entrySet().stream()
                        .allMatch(one -> AttributeRules.fault(settings, one.getKey(), one.getValue())
                                .isEmpty())
                && AttributeRules.missing(settings, user).isEmpty()
                && (kinds.isEmpty()
                        || kinds.stream().anyMatch(kind -> user.attribute(kind).isPresent()))
                && user.username().length() <= User.NAME_CHARACTERS_MAX;
    }

    private static boolean addWithNames(Tables tables, Pool pool, User user, boolean isForced) {
        var clash = Names.clash(tables, pool, user).filter(other -> !(isForced && other.isAlias()));
        if (clash.isPresent()) return false;
        tables.users().add(user);
        Names.assign(tables, pool, user);
        return true;
    }
}
