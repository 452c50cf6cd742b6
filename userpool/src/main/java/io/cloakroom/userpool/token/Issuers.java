package io.cloakroom.userpool.token;

import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.PoolSettings.IssuerForm;
import java.util.Arrays;

/**
 * What pools call themselves in tokens. On AWS the two forms differ by host; here, where all pools share one, by path.
 *
 * @param publicUrl what every issuer begins with
 */
public record Issuers(String publicUrl) {
    /** What stands before the pool's id in the address of the updated form. */
    public static final String UPDATED_PATH = "/issuer";

    public String of(Pool pool) {
        return of(pool.id(), pool.settings().issuer());
    }

    public String of(String poolId, IssuerForm form) {
        return switch (form) {
            case ORIGINAL -> publicUrl + "/" + poolId;
            case UPDATED -> publicUrl + UPDATED_PATH + "/" + poolId;
        };
    }

    /** Whether a pool calls itself so, or did before its form was changed. */
    boolean isOf(String poolId, String issuer) {
        return Arrays.stream(IssuerForm.values()).anyMatch(form -> issuer.equals(of(poolId, form)));
    }
}
