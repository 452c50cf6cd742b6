package io.cloakroom.signin;

import io.cloakroom.config.Secret;
import io.cloakroom.config.Settings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The pool's own interface, by which members are looked up for the staff. On AWS all of it stands in the issuer, and
 * credentials are found by the SDK's default chain: a role, never a key in a file.
 *
 * @param poolId such as {@code eu-central-1_EXAMPLE}, from {@code token.issuer}
 * @param endpoint another than the region's own; key {@code pool.api-endpoint}
 * @param keys for an endpoint of one's own alone; keys {@code pool.access-key-id} and {@code pool.secret-access-key-file}
 */
public record PoolApi(String poolId, String region, String endpoint, Optional<AccessKey> keys) {
    private static final Pattern OF_AWS = Pattern.compile(
            "https://(?:issuer-)?cognito-idp[.]([a-z0-9-]{5,30})[.](amazonaws[.]com(?:[.]cn)?)/([A-Za-z0-9-]+_[A-Za-z0-9]+)");
    private static final Pattern POOL = Pattern.compile(".*/(([A-Za-z0-9-]{1,30})_[A-Za-z0-9]{1,30})");

    /** An access key of an endpoint of one's own. */
    public record AccessKey(String id, Secret secret) {}

    /** @return empty if the issuer is not of AWS and no endpoint is declared */
    static Optional<PoolApi> from(Settings settings) {
        var issuer = settings.optional("token.issuer").orElse("");
        if (settings.optional("pool.api-endpoint").isPresent()) return declared(settings, issuer);
        var aws = OF_AWS.matcher(issuer);
        if (!aws.matches()) return Optional.empty();
        var endpoint = "https://cognito-idp." + aws.group(1) + "." + aws.group(2);
        return Optional.of(new PoolApi(aws.group(3), aws.group(1), endpoint, Optional.empty()));
    }

    private static Optional<PoolApi> declared(Settings settings, String issuer) {
        var endpoint = settings.url("pool.api-endpoint");
        var keys = settings.optional("pool.access-key-id")
                .map(id -> new AccessKey(id, settings.secret("pool.secret-access-key")));
        var pool = POOL.matcher(issuer);
        if (!pool.matches()) {
            settings.fault("pool.api-endpoint", "only with a token.issuer that ends in the pool's id: REGION_NAME");
            return Optional.empty();
        }
        return Optional.of(new PoolApi(pool.group(1), pool.group(2), endpoint, keys));
    }
}
