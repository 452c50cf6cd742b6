package io.cloakroom.userpool.api;

import io.cloakroom.userpool.password.PasswordRules;
import io.cloakroom.userpool.profile.StandardAttributes;
import io.cloakroom.userpool.store.FactorSettings;
import io.cloakroom.userpool.store.FirstFactor;
import io.cloakroom.userpool.store.PoolSettings;
import io.cloakroom.userpool.store.SchemaAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a pool shall be like. */
final class PoolSettingsReader {
    /** What an update may say. */
    static final Set<String> CHANGEABLE = Set.of(
            "Policies",
            "DeletionProtection",
            "AutoVerifiedAttributes",
            "MfaConfiguration",
            "UserPoolTags",
            "AdminCreateUserConfig",
            "IssuerConfiguration",
            "LambdaConfig");

    /** What is said once, when the pool is made. */
    static final Set<String> LASTING =
            Set.of("AliasAttributes", "UsernameAttributes", "Schema", "UsernameConfiguration");

    private static final String[] POLICIES = {"PasswordPolicy", "SignInPolicy"};
    private static final Set<String> FIRST_FACTORS = Set.of("PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN");
    private static final int CUSTOM_ATTRIBUTES_MAX = 50;
    private static final long NUMBER_MOST = 1L << 53;

    private PoolSettingsReader() {}

    static PoolSettings read(Input input) {
        var usernames = words(input, "UsernameAttributes", Set.of("email", "phone_number"));
        var aliases = words(input, "AliasAttributes", Set.of("email", "phone_number", "preferred_username"));
        if (!usernames.isEmpty() && !aliases.isEmpty()) {
            throw ApiFault.invalid("Only one of the aliasAttributes or usernameAttributes can be set in a user pool.");
        }
        var isCaseSensitive = input.object("UsernameConfiguration", "CaseSensitive")
                .map(configuration -> configuration.flag("CaseSensitive", true))
                .orElse(true);
        return read(input, FactorSettings.PASSWORD_ONLY, isCaseSensitive, usernames, aliases, schema(input));
    }

    /** The same with the lasting settings as they were. */
    static PoolSettings change(PoolSettings old, Input input) {
        return read(
                input,
                old.factors(),
                old.caseSensitive(),
                old.usernameAttributes(),
                old.aliasAttributes(),
                old.schema());
    }

    private static PoolSettings read(
            Input input,
            FactorSettings factors,
            boolean isCaseSensitive,
            Set<String> usernames,
            Set<String> aliases,
            List<SchemaAttribute> schema) {
        input.choice("DeletionProtection", "INACTIVE");
        return new PoolSettings(
                isCaseSensitive,
                usernames,
                aliases,
                words(input, "AutoVerifiedAttributes", Set.of("email", "phone_number")),
                passwordRules(input),
                input.object("AdminCreateUserConfig", "AllowAdminCreateUserOnly")
                        .map(config -> config.flag("AllowAdminCreateUserOnly", false))
                        .orElse(false),
                input.object("IssuerConfiguration", "Type")
                        .flatMap(issuer -> issuer.choice("Type", "ORIGINAL", "UPDATED"))
                        .map(PoolSettings.IssuerForm::valueOf)
                        .orElse(PoolSettings.IssuerForm.ORIGINAL),
                factors(input, factors),
                schema,
                input.map("UserPoolTags", TextRule.TAG),
                LambdaConfigReader.read(input));
    }

    private static Set<String> words(Input input, String name, Set<String> allowed) {
        var words = input.texts(name, TextRule.WORD);
        if (allowed.containsAll(words)) return words;
        throw ApiFault.invalid(
                name + ": each one of " + allowed.stream().sorted().toList());
    }

    /** The factors themselves are SetUserPoolMfaConfig's. */
    private static FactorSettings factors(Input input, FactorSettings old) {
        var level = PoolFactors.level(input).orElse(FactorSettings.Level.OFF);
        if (level != FactorSettings.Level.OFF && old.second().isEmpty()) {
            throw ApiFault.invalid("MfaConfiguration: SetUserPoolMfaConfig says first which factors there are");
        }
        return old.with(level).withFirst(firstFactors(input));
    }

    private static Set<FirstFactor> firstFactors(Input input) {
        var words = input.object("Policies", POLICIES)
                .flatMap(policies -> policies.object("SignInPolicy", "AllowedFirstAuthFactors"))
                .map(policy -> words(policy, "AllowedFirstAuthFactors", FIRST_FACTORS))
                .orElse(Set.of("PASSWORD"));
        if (!words.contains("PASSWORD")) throw ApiFault.invalid("AllowedFirstAuthFactors: PASSWORD is one of them");
        return words.stream().map(FirstFactor::valueOf).collect(Collectors.toSet());
    }

    private static PasswordRules passwordRules(Input input) {
        var policy = input.object("Policies", POLICIES)
                .flatMap(policies -> policies.object(
                        "PasswordPolicy",
                        "MinimumLength",
                        "RequireUppercase",
                        "RequireLowercase",
                        "RequireNumbers",
                        "RequireSymbols",
                        "TemporaryPasswordValidityDays"));
        return policy.map(PoolSettingsReader::rulesOf).orElse(PasswordRules.DEFAULT);
    }

    /** A policy that is given stands alone: what it does not ask for is not asked for. */
    private static PasswordRules rulesOf(Input policy) {
        return new PasswordRules(
                (int) policy.integer("MinimumLength", 6, 99).orElse(8),
                policy.flag("RequireUppercase", false),
                policy.flag("RequireLowercase", false),
                policy.flag("RequireNumbers", false),
                policy.flag("RequireSymbols", false),
                (int) policy.integer("TemporaryPasswordValidityDays", 0, 365).orElse(7));
    }

    private static List<SchemaAttribute> schema(Input input) {
        var schema = new ArrayList<SchemaAttribute>();
        var inputs = input.objects(
                "Schema",
                "Name",
                "AttributeDataType",
                "DeveloperOnlyAttribute",
                "Mutable",
                "Required",
                "NumberAttributeConstraints",
                "StringAttributeConstraints");
        inputs.forEach(attribute -> schema.add(attribute(attribute)));
        if (schema.stream().filter(SchemaAttribute::isCustom).count() > CUSTOM_ATTRIBUTES_MAX) {
            throw new ApiFault(ApiFault.Type.LIMIT_EXCEEDED, "At most 50 custom attributes");
        }
        if (schema.stream().map(SchemaAttribute::name).distinct().count() < schema.size()) {
            throw ApiFault.invalid("Schema: a name stands in it twice");
        }
        return schema;
    }

    private static SchemaAttribute attribute(Input input) {
        if (input.flag("DeveloperOnlyAttribute", false)) {
            throw ApiFault.invalid("DeveloperOnlyAttribute: not served by this user pool");
        }
        var name = input.text("Name", TextRule.SCHEMA_NAME);
        var standard = StandardAttributes.find(name);
        var type = input.choice("AttributeDataType", "String", "Number", "DateTime", "Boolean")
                .flatMap(SchemaAttribute.Type::of)
                .or(() -> standard.map(SchemaAttribute::type))
                .orElse(SchemaAttribute.Type.STRING);
        var isRequired = input.flag("Required", false);
        if (standard.isEmpty() && isRequired) {
            throw ApiFault.invalid("Required custom attributes are not supported currently.");
        }
        if (standard.isPresent() && standard.get().type() != type) {
            throw ApiFault.invalid("You can not change AttributeDataType or set developerOnlyAttribute for standard"
                    + " schema attribute " + name);
        }
        return new SchemaAttribute(
                standard.isPresent() ? name : "custom:" + name,
                type,
                input.flag("Mutable", true),
                isRequired,
                constraint(input, "Min"),
                constraint(input, "Max"));
    }

    /** Cognito writes these numbers as texts. */
    private static OptionalLong constraint(Input input, String end) {
        var number = input.object("NumberAttributeConstraints", "MinValue", "MaxValue")
                .flatMap(constraints -> constraints.optionalText(end + "Value", TextRule.WORD));
        var text = input.object("StringAttributeConstraints", "MinLength", "MaxLength")
                .flatMap(constraints -> constraints.optionalText(end + "Length", TextRule.WORD));
        var value = number.or(() -> text);
        return value.isPresent() ? OptionalLong.of(parse(value.get())) : OptionalLong.empty();
    }

    private static long parse(String text) {
        try {
            var number = Long.parseLong(text);
            if (Math.abs(number) <= NUMBER_MOST) return number;
        } catch (NumberFormatException notANumber) {
            // Told below, in the same words as a number out of range.
        }
        throw ApiFault.invalid("Schema: a constraint is no number within 2^53");
    }
}
