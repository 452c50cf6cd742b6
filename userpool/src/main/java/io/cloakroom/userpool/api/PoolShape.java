package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.password.PasswordRules;
import io.cloakroom.userpool.profile.StandardAttributes;
import io.cloakroom.userpool.store.FirstFactor;
import io.cloakroom.userpool.store.LambdaConfig;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.PoolSettings;
import io.cloakroom.userpool.store.SchemaAttribute;
import io.cloakroom.userpool.store.Trigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** UserPoolType: how a pool looks on the wire. */
final class PoolShape {
    private PoolShape() {}

    static Map<String, Object> of(Pool pool, int users, String region) {
        var settings = pool.settings();
        var shape = Json.members(
                "Id", pool.id(),
                "Name", pool.name(),
                "Policies", policies(settings),
                "DeletionProtection", "INACTIVE",
                "LastModifiedDate", Shapes.time(pool.modified()),
                "CreationDate", Shapes.time(pool.created()),
                "SchemaAttributes", schema(pool),
                "MfaConfiguration", settings.factors().level().name(),
                "EstimatedNumberOfUsers", users,
                "AdminCreateUserConfig", Map.of("AllowAdminCreateUserOnly", settings.adminCreatesOnly()),
                "UsernameConfiguration", Map.of("CaseSensitive", settings.caseSensitive()),
                "IssuerConfiguration", Map.of("Type", settings.issuer().name()),
                "UserPoolTags", settings.tags(),
                "LambdaConfig", triggers(settings.triggers()),
                "Arn", "arn:aws:cognito-idp:" + region + ":000000000000:userpool/" + pool.id());
        Shapes.putUnlessEmpty(shape, "AutoVerifiedAttributes", settings.autoVerifiedAttributes());
        Shapes.putUnlessEmpty(shape, "AliasAttributes", settings.aliasAttributes());
        Shapes.putUnlessEmpty(shape, "UsernameAttributes", settings.usernameAttributes());
        return shape;
    }

    private static Map<String, Object> policies(PoolSettings settings) {
        var first = Arrays.stream(FirstFactor.values())
                .filter(settings.factors().first()::contains)
                .map(FirstFactor::name)
                .toList();
        return Json.members(
                "PasswordPolicy",
                policy(settings.passwordRules()),
                "SignInPolicy",
                Map.of("AllowedFirstAuthFactors", first));
    }

    private static Map<String, Object> triggers(LambdaConfig config) {
        var shape = Json.members();
        config.functions().forEach((trigger, function) -> shape.put(trigger.wireName(), function));
        config.function(Trigger.PRE_TOKEN_GENERATION)
                .ifPresent(function -> shape.put(
                        "PreTokenGenerationConfig",
                        Json.members("LambdaVersion", config.tokenGeneration().name(), "LambdaArn", function)));
        return shape;
    }

    private static Map<String, Object> policy(PasswordRules rules) {
        return Json.members(
                "MinimumLength", rules.minimumLength(),
                "RequireUppercase", rules.requireUppercase(),
                "RequireLowercase", rules.requireLowercase(),
                "RequireNumbers", rules.requireNumbers(),
                "RequireSymbols", rules.requireSymbols(),
                "TemporaryPasswordValidityDays", rules.temporaryValidityDays());
    }

    private static List<Map<String, Object>> schema(Pool pool) {
        var shapes = new ArrayList<Map<String, Object>>();
        for (var standard : StandardAttributes.ALL) {
            shapes.add(attribute(pool.settings().declared(standard.name()).orElse(standard)));
        }
        pool.settings().schema().stream()
                .filter(SchemaAttribute::isCustom)
                .forEach(custom -> shapes.add(attribute(custom)));
        return shapes;
    }

    private static Map<String, Object> attribute(SchemaAttribute attribute) {
        var shape = Json.members(
                "Name", attribute.name(),
                "AttributeDataType", attribute.type().word(),
                "DeveloperOnlyAttribute", false,
                "Mutable", attribute.isMutable(),
                "Required", attribute.isRequired());
        var isNumber = attribute.type() == SchemaAttribute.Type.NUMBER;
        var limits = Json.members();
        attribute.least().ifPresent(least -> limits.put(isNumber ? "MinValue" : "MinLength", Long.toString(least)));
        attribute.most().ifPresent(most -> limits.put(isNumber ? "MaxValue" : "MaxLength", Long.toString(most)));
        if (isNumber) shape.put("NumberAttributeConstraints", limits);
        if (attribute.type() == SchemaAttribute.Type.STRING) shape.put("StringAttributeConstraints", limits);
        return shape;
    }
}
