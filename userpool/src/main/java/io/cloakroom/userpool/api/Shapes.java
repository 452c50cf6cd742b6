package io.cloakroom.userpool.api;

import io.cloakroom.config.Secret;
import io.cloakroom.json.Json;
import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Group;
import io.cloakroom.userpool.store.User;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How things of the store look on the wire. */
final class Shapes {
    private static final int MILLIS_DIGITS = 3;

    private Shapes() {}

    /** Seconds since 1970 with a fraction. */
    static BigDecimal time(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), MILLIS_DIGITS);
    }

    /** UserType. */
    static Map<String, Object> user(User user, Set<String> wanted) {
        return Json.members(
                "Username", user.username(),
                "Attributes", attributes(user, wanted),
                "UserCreateDate", time(user.created()),
                "UserLastModifiedDate", time(user.modified()),
                "Enabled", user.enabled(),
                "UserStatus", user.status().name());
    }

    /** @param wanted names; empty means all */
    static List<Map<String, Object>> attributes(User user, Set<String> wanted) {
        var attributes = new ArrayList<Map<String, Object>>();
        attributes.add(Json.members("Name", "sub", "Value", user.sub()));
        user.attributes().forEach((name, value) -> attributes.add(Json.members("Name", name, "Value", value)));
        attributes.removeIf(attribute -> !wanted.isEmpty() && !wanted.contains(String.valueOf(attribute.get("Name"))));
        return attributes;
    }

    /** CodeDeliveryDetailsType. */
    static Map<String, Object> delivery(Contact contact) {
        return Json.members(
                "Destination", contact.masked(),
                "DeliveryMedium", contact.medium().name(),
                "AttributeName", contact.attribute());
    }

    /** GroupType. */
    static Map<String, Object> group(Group group) {
        var shape = Json.members("GroupName", group.name(), "UserPoolId", group.poolId());
        group.description().ifPresent(text -> shape.put("Description", text));
        group.precedence().ifPresent(number -> shape.put("Precedence", number));
        shape.put("LastModifiedDate", time(group.modified()));
        shape.put("CreationDate", time(group.created()));
        return shape;
    }

    /** UserPoolClientType. */
    static Map<String, Object> client(Client client) {
        var settings = client.settings();
        var shape = Json.members(
                "UserPoolId", client.poolId(),
                "ClientName", client.name(),
                "ClientId", client.id(),
                "LastModifiedDate", time(client.modified()),
                "CreationDate", time(client.created()),
                "RefreshTokenValidity", settings.refreshToken().count(),
                "AccessTokenValidity", settings.accessToken().count(),
                "IdTokenValidity", settings.idToken().count(),
                "TokenValidityUnits", units(client),
                "ExplicitAuthFlows", settings.explicitAuthFlows(),
                "AllowedOAuthFlowsUserPoolClient", settings.usesOAuth(),
                "PreventUserExistenceErrors", settings.hidesUnknownUsers() ? "ENABLED" : "LEGACY",
                "EnableTokenRevocation", settings.canRevoke(),
                "EnablePropagateAdditionalUserContextData", false,
                "AuthSessionValidity", settings.authSessionMinutes());
        client.secret().map(Secret::reveal).ifPresent(secret -> shape.put("ClientSecret", secret));
        settings.defaultRedirectUri().ifPresent(uri -> shape.put("DefaultRedirectURI", uri));
        putUnlessEmpty(shape, "ReadAttributes", settings.readAttributes());
        putUnlessEmpty(shape, "WriteAttributes", settings.writeAttributes());
        putUnlessEmpty(shape, "SupportedIdentityProviders", settings.identityProviders());
        putUnlessEmpty(shape, "CallbackURLs", settings.callbackUrls());
        putUnlessEmpty(shape, "LogoutURLs", settings.logoutUrls());
        putUnlessEmpty(shape, "AllowedOAuthFlows", settings.oauthFlows());
        putUnlessEmpty(shape, "AllowedOAuthScopes", settings.scopes());
        settings.rotation()
                .ifPresent(rotation -> shape.put(
                        "RefreshTokenRotation",
                        Json.members(
                                "Feature",
                                "ENABLED",
                                "RetryGracePeriodSeconds",
                                rotation.grace().toSeconds())));
        return shape;
    }

    private static Map<String, Object> units(Client client) {
        var settings = client.settings();
        return Json.members(
                "AccessToken", settings.accessToken().unit().name().toLowerCase(Locale.ROOT),
                "IdToken", settings.idToken().unit().name().toLowerCase(Locale.ROOT),
                "RefreshToken", settings.refreshToken().unit().name().toLowerCase(Locale.ROOT));
    }

    static void putUnlessEmpty(Map<String, Object> shape, String name, Collection<?> values) {
        if (!values.isEmpty()) shape.put(name, values);
    }
}
