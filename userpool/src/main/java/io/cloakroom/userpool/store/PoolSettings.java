package io.cloakroom.userpool.store;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.userpool.password.PasswordRules;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a pool was made with.
 *
 * @param caseSensitive whether {@code Ada} and {@code ada} are two user names; cannot change later
 * @param usernameAttributes {@code email}, {@code phone_number}: users are named by these, and the pool makes up the
 *     user name
 * @param aliasAttributes attributes by which a user may sign in besides the user name
 * @param autoVerifiedAttributes what a sign-up would verify
 * @param passwordRules the policy for passwords
 * @param adminCreatesOnly whether users cannot sign up by themselves
 * @param issuer how the pool calls itself in tokens
 * @param factors by what users show who they are
 * @param schema the attributes that this pool declares beside or above the standard ones
 * @param triggers which functions are asked, and when
 */
public record PoolSettings(
        boolean caseSensitive,
        Set<String> usernameAttributes,
        Set<String> aliasAttributes,
        Set<String> autoVerifiedAttributes,
        PasswordRules passwordRules,
        boolean adminCreatesOnly,
        IssuerForm issuer,
        FactorSettings factors,
        List<SchemaAttribute> schema,
        Map<String, String> tags,
        LambdaConfig triggers) {
    /** {@code IssuerConfiguration.Type}. */
    public enum IssuerForm {
        ORIGINAL,
        UPDATED
    }

    public PoolSettings {
        usernameAttributes = Set.copyOf(usernameAttributes);
        aliasAttributes = Set.copyOf(aliasAttributes);
        autoVerifiedAttributes = Set.copyOf(autoVerifiedAttributes);
        schema = List.copyOf(schema);
        tags = Map.copyOf(tags);
    }

    /** The form in which names are compared and stored. */
    public String fold(String name) {
        return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
    }

    public PoolSettings with(FactorSettings newFactors) {
        return new PoolSettings(
                caseSensitive,
                usernameAttributes,
                aliasAttributes,
                autoVerifiedAttributes,
                passwordRules,
                adminCreatesOnly,
                issuer,
                newFactors,
                schema,
                tags,
                triggers);
    }

    public Optional<SchemaAttribute> declared(String name) {
        return schema.stream()
                .filter(attribute -> attribute.name().equals(name))
                .findFirst();
    }

    String toJson() {
        return Json.writeText(Json.members(
                "caseSensitive", caseSensitive,
                "usernameAttributes", usernameAttributes,
                "aliasAttributes", aliasAttributes,
                "autoVerifiedAttributes", autoVerifiedAttributes,
                "passwordRules", json(passwordRules),
                "adminCreatesOnly", adminCreatesOnly,
                "issuer", issuer.name(),
                "factors", factors.toJson(),
                "schema", schema.stream().map(SchemaAttribute::toJson).toList(),
                "tags", tags,
                "triggers", triggers.toJson()));
    }

    static PoolSettings fromJson(JsonObject json) {
        return new PoolSettings(
                json.flag("caseSensitive").orElse(true),
                set(json, "usernameAttributes"),
                set(json, "aliasAttributes"),
                set(json, "autoVerifiedAttributes"),
                json.object("passwordRules").map(PoolSettings::passwordRules).orElse(PasswordRules.DEFAULT),
                json.flag("adminCreatesOnly").orElse(false),
                json.text("issuer").map(IssuerForm::valueOf).orElse(IssuerForm.ORIGINAL),
                json.object("factors").map(FactorSettings::fromJson).orElse(FactorSettings.PASSWORD_ONLY),
                json.objects("schema").orElse(List.of()).stream()
                        .map(SchemaAttribute::fromJson)
                        .toList(),
                json.object("tags").map(Columns::texts).orElse(Map.of()),
                json.object("triggers").map(LambdaConfig::fromJson).orElse(LambdaConfig.NONE));
    }

    private static Set<String> set(JsonObject json, String name) {
        return new LinkedHashSet<>(json.texts(name).orElse(List.of()));
    }

    private static Map<String, Object> json(PasswordRules rules) {
        return Json.members(
                "minimumLength", rules.minimumLength(),
                "uppercase", rules.requireUppercase(),
                "lowercase", rules.requireLowercase(),
                "numbers", rules.requireNumbers(),
                "symbols", rules.requireSymbols(),
                "temporaryValidityDays", rules.temporaryValidityDays());
    }

    private static PasswordRules passwordRules(JsonObject json) {
        return new PasswordRules(
                (int) json.integer("minimumLength").orElseThrow(),
                json.flag("uppercase").orElseThrow(),
                json.flag("lowercase").orElseThrow(),
                json.flag("numbers").orElseThrow(),
                json.flag("symbols").orElseThrow(),
                (int) json.integer("temporaryValidityDays").orElseThrow());
    }
}
