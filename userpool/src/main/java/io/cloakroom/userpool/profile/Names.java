package io.cloakroom.userpool.profile;

import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.SignInNames;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Under which names a user is found: her user name; in pools whose users are named by e-mail address or phone number,
 * those; in pools with aliases, the aliases that are verified. Belongs inside a transaction.
 */
public final class Names {
    private static final List<String> ATTRIBUTES = List.of("email", "phone_number", "preferred_username");

    private Names() {}

    /** Who an administrator means by a user name, an alias or a sub. */
    public static Optional<User> find(Tables tables, Pool pool, String name) {
        return tables.names()
                .find(pool.id(), pool.settings().fold(name))
                .or(() -> Optional.of(name))
                .flatMap(tables.users()::find)
                .filter(user -> user.poolId().equals(pool.id()));
    }

    /** The kind of the first name that another user has already; {@code username} or an attribute's name. */
    public static Optional<String> clash(Tables tables, Pool pool, User user) {
        return names(pool, user).entrySet().stream()
                .filter(name -> tables.names()
                        .find(pool.id(), name.getValue())
                        .filter(sub -> !sub.equals(user.sub()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Makes the user's names what her attributes say. Takes aliases away from others who have them. */
    public static void assign(Tables tables, Pool pool, User user) {
        var names = names(pool, user);
        ATTRIBUTES.forEach(kind -> tables.names().remove(user.sub(), kind));
        names.forEach((kind, name) -> {
            var holder = tables.names().find(pool.id(), name);
            if (holder.equals(Optional.of(user.sub()))) return;
            holder.ifPresent(sub -> tables.names().remove(sub, kind));
            tables.names().add(pool.id(), name, kind, user.sub());
        });
    }

    private static Map<String, String> names(Pool pool, User user) {
        var names = new LinkedHashMap<String, String>();
        names.put(SignInNames.USERNAME, pool.settings().fold(user.username()));
        for (var attribute : ATTRIBUTES) {
            var value = user.attribute(attribute).filter(text -> !text.isEmpty());
            if (value.isPresent() && isName(pool, user, attribute)) {
                names.put(attribute, pool.settings().fold(value.get()));
            }
        }
        return names;
    }

    private static boolean isName(Pool pool, User user, String attribute) {
        if (pool.settings().usernameAttributes().contains(attribute)) return true;
        if (!pool.settings().aliasAttributes().contains(attribute)) return false;
        return attribute.equals("preferred_username")
                || user.attribute(attribute + "_verified").equals(Optional.of("true"));
    }
}
