package io.cloakroom.userpool.api;

import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What has to be right about a user who is about to be made, by herself or by an administrator. */
final class NewUser {
    private NewUser() {}

    /** In pools whose users are named by e-mail address or phone number, the name that is given becomes that attribute. */
    static User of(Pool pool, String name, Map<String, String> given, User.Status status, Instant now) {
        var attributes = new LinkedHashMap<>(given);
        var kinds = pool.settings().usernameAttributes();
        if (kinds.contains("email") && AttributeRules.isEmail(name)) attributes.put("email", name);
        else if (kinds.contains("phone_number") && AttributeRules.isPhoneNumber(name))
            attributes.put("phone_number", name);
        else if (!kinds.isEmpty()) throw ApiFault.invalid(wrongForm(kinds));
        if (pool.settings().aliasAttributes().contains("email") && AttributeRules.isEmail(name)) {
            throw ApiFault.invalid(
                    "Username cannot be of email format, since user pool is configured for email alias.");
        }
        AttributeChanges.check(pool, attributes);
        var sub = UUID.randomUUID().toString();
        var empty = new User(sub, pool.id(), kinds.isEmpty() ? name : sub, status, true, Map.of(), now, now);
        return empty.with(AttributeChanges.merged(empty, attributes), now);
    }

    private static String wrongForm(Set<String> kinds) {
        if (kinds.size() > 1) return "Username should be either an email or a phone number.";
        return kinds.contains("email") ? "Username should be an email." : "Username should be a phone number.";
    }

    /** Adds the user with her names. A name by which users are named counts as a user name, whatever attribute it is. */
    static void add(Tables tables, Pool pool, User user, boolean isForced) {
        for (var kind : pool.settings().usernameAttributes()) {
            var name = user.attribute(kind).map(pool.settings()::fold);
            if (name.flatMap(text -> tables.names().find(pool.id(), text)).isPresent()) {
                throw new ApiFault(ApiFault.Type.USERNAME_EXISTS, "User account already exists");
            }
        }
        tables.users().add(user);
        AttributeChanges.assignNames(tables, pool, user, isForced);
    }
}
