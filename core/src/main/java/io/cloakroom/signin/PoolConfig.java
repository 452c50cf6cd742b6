package io.cloakroom.signin;

import io.cloakroom.config.Settings;
import java.util.Optional;

/**
 * Where the user pool is. The browser's way to it and ours may differ.
 *
 * @param publicUrl the hosted pages; key {@code pool.public-url}, required. Outside the sites' domain, or WordPress could
 *     plant cookies there
 * @param endpoint the same pages' server for our own calls; key {@code pool.endpoint}, default the public one
 * @param api by which the staff look members up; where the console is declared it is needed
 */
public record PoolConfig(String publicUrl, String endpoint, Optional<PoolApi> api) {
    /** For signing in alone. */
    public PoolConfig(String publicUrl, String endpoint) {
        this(publicUrl, endpoint, Optional.empty());
    }

    public static PoolConfig from(Settings settings) {
        var publicUrl = settings.url("pool.public-url");
        return new PoolConfig(publicUrl, settings.url("pool.endpoint", publicUrl), PoolApi.from(settings));
    }
}
