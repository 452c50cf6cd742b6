package io.cloakroom.userpool.profile;

import io.cloakroom.userpool.store.SchemaAttribute;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The attributes that every pool has, after OpenID Connect Core 1.0, 5.1.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html">Cognito, user
 *     attributes</a>
 */
public final class StandardAttributes {
    /** As DescribeUserPool shows them. */
    public static final List<SchemaAttribute> ALL = List.of(
            new SchemaAttribute(
                    "sub", SchemaAttribute.Type.STRING, false, true, OptionalLong.of(1), OptionalLong.of(2048)),
            text("name"),
            text("given_name"),
            text("family_name"),
            text("middle_name"),
            text("nickname"),
            text("preferred_username"),
            text("profile"),
            text("picture"),
            text("website"),
            text("email"),
            flag("email_verified"),
            text("gender"),
            new SchemaAttribute(
                    "birthdate", SchemaAttribute.Type.STRING, true, false, OptionalLong.of(10), OptionalLong.of(10)),
            text("zoneinfo"),
            text("locale"),
            text("phone_number"),
            flag("phone_number_verified"),
            text("address"),
            new SchemaAttribute(
                    "updated_at", SchemaAttribute.Type.NUMBER, true, false, OptionalLong.of(0), OptionalLong.empty()));

    private StandardAttributes() {}

    public static Optional<SchemaAttribute> find(String name) {
        return ALL.stream().filter(attribute -> attribute.name().equals(name)).findFirst();
    }

    private static SchemaAttribute text(String name) {
        return new SchemaAttribute(
                name, SchemaAttribute.Type.STRING, true, false, OptionalLong.of(0), OptionalLong.of(2048));
    }

    private static SchemaAttribute flag(String name) {
        return new SchemaAttribute(
                name, SchemaAttribute.Type.BOOLEAN, true, false, OptionalLong.empty(), OptionalLong.empty());
    }
}
