package io.cloakroom.site;

import io.cloakroom.config.Secret;
import io.cloakroom.config.Settings;
import java.util.Optional;

/**
 * How memberships of a site's users are told.
 *
 * @param isAskedNightly whether the gateway walks all of the site's users once a night; key {@code
 *     sites.<id>.facts.nightly}, default true
 * @param memberful the site's account there, which tells us itself; keys {@code sites.<id>.memberful.*}
 * @param memberPressKey by which MemberPress's webhooks are known, as a hint and no more; key {@code
 *     sites.<id>.memberpress.webhook-key}
 */
public record SiteFacts(
        FactCeilings ceilings,
        boolean isAskedNightly,
        Optional<MemberfulAccount> memberful,
        Optional<Secret> memberPressKey) {
    public static final SiteFacts DEFAULT =
            new SiteFacts(FactCeilings.DEFAULT, true, Optional.empty(), Optional.empty());

    /** @param key ends with a dot */
    static SiteFacts from(Settings settings, String key) {
        return new SiteFacts(
                FactCeilings.from(settings, key + "facts."),
                settings.flag(key + "facts.nightly", true),
                MemberfulAccount.from(settings, key + "memberful."),
                secret(settings, key + "memberpress", "webhook-key"));
    }

    private static Optional<Secret> secret(Settings settings, String key, String name) {
        return settings.names(key).isEmpty() ? Optional.empty() : Optional.of(settings.secret(key + "." + name));
    }
}
