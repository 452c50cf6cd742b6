package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.signin.Sequence;
import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which second factors a user has switched on: what the calls say, and how it looks on the wire. */
final class FactorPreferences {
    static final Set<String> MEMBERS = Set.of("SMSMfaSettings", "SoftwareTokenMfaSettings", "EmailMfaSettings");

    private static final Map<Factor, String> MEMBER_OF = new EnumMap<>(Map.of(
            Factor.SMS, "SMSMfaSettings",
            Factor.SOFTWARE_TOKEN, "SoftwareTokenMfaSettings",
            Factor.EMAIL, "EmailMfaSettings"));

    private FactorPreferences() {}

    private record Setting(boolean isEnabled, boolean isPreferred) {}

    /** What a call does not mention stays as it is. */
    static void set(Tables tables, User user, Input input) {
        var settings = settings(input);
        var factors = tables.factors().of(user.sub());
        var enabled = EnumSet.noneOf(Factor.class);
        enabled.addAll(factors.enabled());
        var preferred = factors.preferred();
        for (var entry : settings.entrySet()) {
            var factor = entry.getKey();
            if (entry.getValue().isEnabled()) {
                check(tables, user, factor);
                enabled.add(factor);
            } else {
                enabled.remove(factor);
            }
            if (!entry.getValue().isPreferred() && preferred.equals(Optional.of(factor))) preferred = Optional.empty();
        }
        for (var entry : settings.entrySet()) {
            if (entry.getValue().isPreferred()) preferred = Optional.of(entry.getKey());
        }
        tables.factors().put(factors.with(enabled, preferred));
    }

    private static Map<Factor, Setting> settings(Input input) {
        var settings = new LinkedHashMap<Factor, Setting>();
        for (var factor : Factor.values()) {
            Optional.ofNullable(MEMBER_OF.get(factor))
                    .flatMap(member -> input.object(member, "Enabled", "PreferredMfa"))
                    .map(given -> new Setting(given.flag("Enabled", false), given.flag("PreferredMfa", false)))
                    .ifPresent(setting -> settings.put(factor, setting));
        }
        if (settings.values().stream().anyMatch(setting -> setting.isPreferred() && !setting.isEnabled())) {
            throw ApiFault.invalid("Invalid MFA preference: a preferred factor has to be enabled");
        }
        if (settings.values().stream().filter(Setting::isPreferred).count() > 1) {
            throw ApiFault.invalid("Invalid MFA preference: only one factor can be preferred");
        }
        return settings;
    }

    private static void check(Tables tables, User user, Factor factor) {
        var pool = tables.pools().find(user.poolId()).orElseThrow();
        var isServed = pool.settings().factors().second().contains(factor);
        if (isServed && Sequence.isUsable(factor, user, tables.factors().of(user.sub()))) return;
        throw ApiFault.invalid(
                isServed && factor == Factor.SOFTWARE_TOKEN
                        ? "User has not verified software token mfa"
                        : "User does not have delivery config set to turn on " + factor.wireName());
    }

    /** Members of a user's shape; none if she has switched nothing on. */
    static Map<String, Object> shape(Tables tables, User user) {
        var factors = tables.factors().of(user.sub());
        var shape = Json.members();
        Shapes.putUnlessEmpty(shape, "UserMFASettingList", names(factors.enabled()));
        factors.preferred().map(Factor::wireName).ifPresent(name -> shape.put("PreferredMfaSetting", name));
        return shape;
    }

    private static List<String> names(Set<Factor> factors) {
        return Arrays.stream(Factor.values())
                .filter(factors::contains)
                .map(Factor::wireName)
                .toList();
    }
}
