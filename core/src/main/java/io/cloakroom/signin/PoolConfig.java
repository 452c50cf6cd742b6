package io.cloakroom.signin;

import io.cloakroom.config.Settings;

/**
 * Where the user pool is. The browser's way to it and ours may differ.
 *
 * @param publicUrl the hosted pages; key {@code pool.public-url}, required. Outside the sites' domain, or WordPress could
 *     plant cookies there
 * @param endpoint the same pages' server for our own calls; key {@code pool.endpoint}, default the public one
 */
public record PoolConfig(String publicUrl, String endpoint) {
    public static PoolConfig from(Settings settings) {
        var publicUrl = settings.url("pool.public-url");
        return new PoolConfig(publicUrl, settings.url("pool.endpoint", publicUrl));
    }
}
