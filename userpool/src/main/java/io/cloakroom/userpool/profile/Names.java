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
                .map(SignInNames.Holder::sub)
                .or(() -> Optional.of(name))
                .flatMap(tables.users()::find)
                .filter(user -> user.poolId().equals(pool.id()));
    }

    /**
     * A name that another user has already.
     *
     * @param kind as what the user would have it: {@code username} or an attribute's name
     * @param isAlias whether the other user has it as an alias, which can be taken away
     */
    public record Clash(String kind, boolean isAlias) {}

    public static Optional<Clash> clash(Tables tables, Pool pool, User user) {
        return names(pool, user).entrySet().stream()
                .flatMap(name -> clash(tables, pool, user, name.getKey(), name.getValue()).stream())
                .findFirst();
    }

    private static Optional<Clash> clash(Tables tables, Pool pool, User user, String kind, String name) {
        return tables.names()
                .find(pool.id(), name)
                .filter(holder -> !holder.sub().equals(user.sub()))
                .map(holder -> new Clash(kind, pool.settings().aliasAttributes().contains(holder.kind())));
    }

    /** Makes the user's names what her attributes say. Other users lose the aliases that she takes. */
    public static void assign(Tables tables, Pool pool, User user) {
        ATTRIBUTES.forEach(kind -> tables.names().remove(user.sub(), kind));
        names(pool, user).forEach((kind, name) -> {
            var holder = tables.names().find(pool.id(), name);
            if (holder.filter(same -> same.sub().equals(user.sub())).isPresent()) return;
            holder.ifPresent(other -> takeAlias(tables, other, user));
            tables.names().add(pool.id(), name, kind, user.sub());
        });
    }

    /** Whoever lost an alias has it still as an attribute, but no longer verified. */
    private static void takeAlias(Tables tables, SignInNames.Holder holder, User taker) {
        tables.names().remove(holder.sub(), holder.kind());
        var loser = tables.users().find(holder.sub()).orElseThrow();
        var attributes = new LinkedHashMap<>(loser.attributes());
        attributes.computeIfPresent(holder.kind() + "_verified", (_, _) -> "false");
        tables.users().update(loser.with(attributes, taker.modified()));
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
