package io.cloakroom.userpool.hosted;

import io.cloakroom.userpool.store.PoolSettings;

/**
 * What people of a pool type as their name.
 *
 * @param kind the {@code type} of the field
 */
record NameField(String label, String kind) {
    static NameField of(PoolSettings settings) {
        var names = settings.usernameAttributes();
        var isEmail = names.contains("email");
        var isPhone = names.contains("phone_number");
        if (isEmail && isPhone) return new NameField("E-mail address or phone number", "text");
        if (isEmail) return new NameField("E-mail address", "email");
        if (isPhone) return new NameField("Phone number", "tel");
        return settings.aliasAttributes().contains("email")
                ? new NameField("User name or e-mail address", "text")
                : new NameField("User name", "text");
    }
}
