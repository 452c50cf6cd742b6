package io.cloakroom.userpool.api;

import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.profile.Names;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.SignInNames;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Checks attributes that an administrator gives, and what becomes of a user's names by them. */
final class AttributeChanges {
    private AttributeChanges() {}

    static void check(Pool pool, Map<String, String> given) {
        given.forEach((name, value) -> AttributeRules.fault(pool.settings(), name, value)
                .ifPresent(fault -> {
                    throw ApiFault.invalid(fault);
                }));
    }

    /** What may be given only once cannot be given again. */
    static void checkMutable(Pool pool, User user, Map<String, String> given) {
        for (var name : given.keySet()) {
            var isFixed = pool.settings()
                    .declared(name)
                    .filter(declared -> !declared.isMutable())
                    .isPresent();
            if (isFixed && user.attribute(name).isPresent()) {
                throw ApiFault.invalid("user." + name + ": Attribute cannot be updated.");
            }
        }
    }

    /** What the client may not write on its users' behalf. */
    static void checkWritable(Client client, Map<String, String> given) {
        var writable = client.settings().writeAttributes();
        for (var name : given.keySet()) {
            var isWritable = writable.isEmpty() ? !name.startsWith("custom:") : writable.contains(name);
            if (!isWritable || name.endsWith("_verified")) {
                throw ApiFault.notAuthorized("A client attempted to write unauthorized attribute");
            }
        }
    }

    /** An empty value takes the attribute away; a new address is not verified unless the call says so. */
    static Map<String, String> merged(User user, Map<String, String> given) {
        var merged = new LinkedHashMap<>(user.attributes());
        for (var contact : new String[] {"email", "phone_number"}) {
            var isNew = given.containsKey(contact)
                    && !user.attribute(contact).orElse("").equals(given.get(contact));
            if (isNew) merged.put(contact + "_verified", "false");
        }
        merged.putAll(given);
        merged.values().removeIf(String::isEmpty);
        if (!merged.containsKey("email")) merged.remove("email_verified");
        if (!merged.containsKey("phone_number")) merged.remove("phone_number_verified");
        return merged;
    }

    /** An address that has shown to be hers. */
    static User verified(User user, String attribute, Instant now) {
        var attributes = new LinkedHashMap<>(user.attributes());
        attributes.put(attribute + "_verified", "true");
        return user.with(attributes, now);
    }

    /** @param missing an attribute that has to be there and is not */
    static void refuseMissing(Optional<String> missing) {
        missing.ifPresent(name -> {
            throw ApiFault.invalid("Attributes did not conform to the schema: " + name + ": The attribute is required");
        });
    }

    /** @param isForced whether aliases are taken from other users who have them */
    static void assignNames(Tables tables, Pool pool, User user, boolean isForced) {
        Names.clash(tables, pool, user)
                .filter(clash -> !(isForced && clash.isAlias()))
                .ifPresent(clash -> {
                    throw fault(clash);
                });
        Names.assign(tables, pool, user);
    }

    private static ApiFault fault(Names.Clash clash) {
        return clash.kind().equals(SignInNames.USERNAME)
                ? new ApiFault(ApiFault.Type.USERNAME_EXISTS, "User account already exists")
                : new ApiFault(ApiFault.Type.ALIAS_EXISTS, "An account with the " + clash.kind() + " already exists.");
    }
}
