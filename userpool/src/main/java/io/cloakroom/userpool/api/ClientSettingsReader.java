package io.cloakroom.userpool.api;

import static io.cloakroom.config.Checks.isWithin;

import io.cloakroom.userpool.oauth.Addresses;
import io.cloakroom.userpool.profile.StandardAttributes;
import io.cloakroom.userpool.store.ClientSettings;
import io.cloakroom.userpool.store.ClientSettings.Rotation;
import io.cloakroom.userpool.store.ClientSettings.Validity;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.token.Scopes;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what a client shall be like. What an update leaves out falls back to its default, as Cognito has it. */
final class ClientSettingsReader {
    static final Set<String> MEMBERS = Set.of(
            "UserPoolId",
            "ClientName",
            "RefreshTokenValidity",
            "AccessTokenValidity",
            "IdTokenValidity",
            "TokenValidityUnits",
            "ReadAttributes",
            "WriteAttributes",
            "ExplicitAuthFlows",
            "SupportedIdentityProviders",
            "CallbackURLs",
            "LogoutURLs",
            "DefaultRedirectURI",
            "AllowedOAuthFlows",
            "AllowedOAuthScopes",
            "AllowedOAuthFlowsUserPoolClient",
            "PreventUserExistenceErrors",
            "EnableTokenRevocation",
            "AuthSessionValidity",
            "EnablePropagateAdditionalUserContextData",
            "RefreshTokenRotation");

    private static final String REFRESH_FLOW = "ALLOW_REFRESH_TOKEN_AUTH";
    private static final Set<String> AUTH_FLOWS = Set.of(
            "ALLOW_ADMIN_USER_PASSWORD_AUTH",
            "ALLOW_CUSTOM_AUTH",
            "ALLOW_USER_PASSWORD_AUTH",
            "ALLOW_USER_SRP_AUTH",
            REFRESH_FLOW,
            "ALLOW_USER_AUTH");

    private static final String MACHINE = "client_credentials";

    private final Tables tables;
    private final Pool pool;
    private final boolean hasSecret;
    private final Input input;

    ClientSettingsReader(Tables tables, Pool pool, boolean hasSecret, Input input) {
        this.tables = tables;
        this.pool = pool;
        this.hasSecret = hasSecret;
        this.input = input;
    }

    ClientSettings read() {
        if (input.flag("EnablePropagateAdditionalUserContextData", false)) {
            throw ApiFault.invalid("EnablePropagateAdditionalUserContextData: not served by this user pool");
        }
        var validities = new TokenValidities(input);
        var rotation = rotation();
        var settings = new ClientSettings(
                input.flag("AllowedOAuthFlowsUserPoolClient", false),
                oauthFlows(),
                scopes(),
                addresses("CallbackURLs"),
                addresses("LogoutURLs"),
                input.optionalText("DefaultRedirectURI", TextRule.ADDRESS),
                identityProviders(),
                authFlows(rotation.isPresent()),
                attributes("ReadAttributes"),
                attributes("WriteAttributes"),
                validities.access(),
                validities.id(),
                validities.refresh(),
                rotation,
                input.flag("EnableTokenRevocation", true),
                input.choice("PreventUserExistenceErrors", "LEGACY", "ENABLED").equals(Optional.of("ENABLED")),
                (int) input.integer("AuthSessionValidity", 3, 15).orElse(3));
        check(settings);
        return settings;
    }

    private static void check(ClientSettings settings) {
        if (settings.usesOAuth()
                && (settings.oauthFlows().isEmpty() || settings.scopes().isEmpty())) {
            throw ApiFault.invalid(
                    "AllowedOAuthFlows and AllowedOAuthScopes are required if user pool client is allowed"
                            + " to use OAuth flows.");
        }
        // They are about a user, and there is none.
        if (settings.oauthFlows().contains(MACHINE)
                && settings.scopes().stream().anyMatch(Scopes.OWN::contains)) {
            throw noFlow(MACHINE + " flow can be used with scopes of resource servers only.");
        }
        var redirect = settings.defaultRedirectUri();
        if (redirect.isPresent() && !settings.callbackUrls().contains(redirect.get())) {
            throw ApiFault.invalid("DefaultRedirectURI must be one of CallbackURLs.");
        }
    }

    private Set<String> oauthFlows() {
        var flows = input.texts("AllowedOAuthFlows", TextRule.WORD);
        if (!Set.of("code", MACHINE).containsAll(flows)) {
            throw noFlow("AllowedOAuthFlows: this user pool serves code and client_credentials only");
        }
        if (flows.contains(MACHINE) && flows.size() > 1) {
            throw noFlow(MACHINE + " flow can not be selected along with code flow or implicit flow.");
        }
        if (flows.contains(MACHINE) && !hasSecret) {
            throw noFlow(MACHINE + " flow can not be selected if client does not have a client secret.");
        }
        return flows;
    }

    private static ApiFault noFlow(String message) {
        return new ApiFault(ApiFault.Type.INVALID_OAUTH_FLOW, message);
    }

    private Set<String> scopes() {
        var scopes = input.texts("AllowedOAuthScopes", TextRule.SCOPE);
        for (var scope : scopes) {
            if (!Scopes.OWN.contains(scope) && !tables.resourceServers().hasScope(pool.id(), scope)) {
                throw new ApiFault(ApiFault.Type.SCOPE_DOES_NOT_EXIST, "Invalid scope requested: " + scope);
            }
        }
        return scopes;
    }

    private Set<String> addresses(String name) {
        var addresses = input.texts(name, TextRule.ADDRESS);
        for (var address : addresses) {
            if (Addresses.isRegistrable(address)) continue;
            throw ApiFault.invalid(
                    name + ": " + address + " must be absolute, without fragment, and https unless on" + " localhost");
        }
        return addresses;
    }

    private Set<String> identityProviders() {
        var providers = input.texts("SupportedIdentityProviders", TextRule.WORD);
        if (Set.of("COGNITO").containsAll(providers)) return providers;
        throw ApiFault.invalid("SupportedIdentityProviders: this user pool knows COGNITO only");
    }

    private Set<String> authFlows(boolean rotates) {
        var flows = input.texts("ExplicitAuthFlows", TextRule.WORD);
        if (!AUTH_FLOWS.containsAll(flows)) throw ApiFault.invalid("ExplicitAuthFlows: each one of " + AUTH_FLOWS);
        if (rotates && flows.contains(REFRESH_FLOW)) {
            throw ApiFault.invalid("Refresh token rotation cannot be enabled together with " + REFRESH_FLOW);
        }
        if (!flows.isEmpty()) return flows;
        var otherwise = new LinkedHashSet<>(Set.of("ALLOW_USER_SRP_AUTH", "ALLOW_CUSTOM_AUTH"));
        if (!rotates) otherwise.add(REFRESH_FLOW);
        return otherwise;
    }

    private Set<String> attributes(String name) {
        var attributes = input.texts(name, TextRule.ATTRIBUTE_NAME);
        for (var attribute : attributes) {
            if (StandardAttributes.find(attribute).isEmpty()
                    && pool.settings().declared(attribute).isEmpty()) {
                throw ApiFault.invalid(name + ": " + attribute + " is not in the pool's schema");
            }
        }
        return attributes;
    }

    private Optional<Rotation> rotation() {
        var rotation = input.object("RefreshTokenRotation", "Feature", "RetryGracePeriodSeconds");
        var isOn = rotation.flatMap(on -> on.choice("Feature", "ENABLED", "DISABLED"))
                .equals(Optional.of("ENABLED"));
        var grace =
                rotation.map(on -> on.integer("RetryGracePeriodSeconds", 0, 60).orElse(0));
        return isOn ? grace.map(seconds -> new Rotation(Duration.ofSeconds(seconds))) : Optional.empty();
    }

    /** How long tokens are good. */
    private record TokenValidities(Validity access, Validity id, Validity refresh) {
        private static final Duration SHORT_LEAST = Duration.ofMinutes(5);
        private static final Duration SHORT_MOST = Duration.ofDays(1);
        private static final Duration REFRESH_LEAST = Duration.ofMinutes(60);
        private static final Duration REFRESH_MOST = Duration.ofDays(3650);
        private static final long COUNT_MOST = 315_360_000;

        TokenValidities(Input input) {
            this(
                    validity(input, "AccessToken", new Validity(1, Validity.Unit.HOURS), SHORT_LEAST, SHORT_MOST),
                    validity(input, "IdToken", new Validity(1, Validity.Unit.HOURS), SHORT_LEAST, SHORT_MOST),
                    validity(input, "RefreshToken", new Validity(30, Validity.Unit.DAYS), REFRESH_LEAST, REFRESH_MOST));
        }

        private static Validity validity(Input input, String token, Validity otherwise, Duration least, Duration most) {
            var unit = input.object("TokenValidityUnits", "AccessToken", "IdToken", "RefreshToken")
                    .flatMap(units -> units.choice(token, "seconds", "minutes", "hours", "days"))
                    .map(word -> Validity.Unit.valueOf(word.toUpperCase(Locale.ROOT)))
                    .orElse(otherwise.unit());
            var count = input.integer(token + "Validity", 0, COUNT_MOST);
            // Cognito turns a refresh validity of 0 into its default.
            if (count.isEmpty() || (count.getAsLong() == 0 && token.equals("RefreshToken"))) return otherwise;
            var validity = new Validity(count.getAsLong(), unit);
            if (isWithin(least, validity.duration(), most)) return validity;
            throw ApiFault.invalid("Invalid range for token validity: " + token + " " + least + " to " + most);
        }
    }
}
