package io.cloakroom.userpool.hosted;

import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.pages.FormView.Field;
import io.cloakroom.userpool.store.PoolSettings;

/**
 * What people of a pool type as their name.
 *
 * @param kind the {@code type} of the field
 */
record NameField(String label, String kind) {
    /** The field itself, with the name that is known already. */
    static Field of(AuthorizeRequest asked) {
        var name = of(asked.pool().settings());
        var hint = asked.loginHint().orElse("");
        return new Field("username", name.label, name.kind, "username", hint, !hint.isEmpty());
    }

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
