package io.cloakroom.site;

import io.cloakroom.config.Secret;
import io.cloakroom.config.Settings;
import java.util.Optional;

/**
 * A site's account at Memberful.
 *
 * @param url its address, such as {@code https://example.memberful.com}; key {@code sites.<id>.memberful.url}
 * @param webhookSecret signs what it tells us; key {@code sites.<id>.memberful.webhook-secret}
 * @param apiKey lets us ask it; key {@code sites.<id>.memberful.api-key}
 */
public record MemberfulAccount(String url, Secret webhookSecret, Secret apiKey) {
    /** @param key ends with a dot */
    static Optional<MemberfulAccount> from(Settings settings, String key) {
        if (settings.names(key.substring(0, key.length() - 1)).isEmpty()) return Optional.empty();
        return Optional.of(new MemberfulAccount(
                settings.url(key + "url"), settings.secret(key + "webhook-secret"), settings.secret(key + "api-key")));
    }
}
