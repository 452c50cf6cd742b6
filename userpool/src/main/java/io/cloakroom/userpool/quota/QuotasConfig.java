package io.cloakroom.userpool.quota;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import java.util.EnumMap;
import java.util.Map;

/**
 * How many calls a second there may be. They count only where quotas are asked for.
 *
 * @param perSecond 1 to 100000; keys {@code quotas.<category>}, such as {@code quotas.user-authentication}, defaults as AWS
 *     has them
 */
public record QuotasConfig(Map<Category, Integer> perSecond) {
    private static final int MOST = 100_000;

    public static final QuotasConfig AWS = new QuotasConfig(Map.of());

    public QuotasConfig {
        var all = new EnumMap<Category, Integer>(Category.class);
        for (var category : Category.values()) all.put(category, category.perSecond());
        all.putAll(perSecond);
        all.forEach((category, figure) ->
                require(isWithin(1, figure, MOST), "quotas." + Settings.spelling(category), "1 to " + MOST));
        perSecond = Map.copyOf(all);
    }

    public static QuotasConfig from(Settings settings) {
        var figures = new EnumMap<Category, Integer>(Category.class);
        for (var category : Category.values()) {
            var key = "quotas." + Settings.spelling(category);
            figures.put(category, settings.integer(key, category.perSecond(), 1, MOST));
        }
        return new QuotasConfig(figures);
    }
}
