package io.cloakroom.gateway;

import io.cloakroom.config.Settings;
import io.cloakroom.ledger.LedgerConfig;
import io.cloakroom.record.Collections;
import io.cloakroom.seal.KmsConfig;
import io.cloakroom.seal.VaultId;
import io.cloakroom.session.SessionConfig;
import io.cloakroom.signin.PoolConfig;
import io.cloakroom.site.AppClient;
import io.cloakroom.site.Sites;
import io.cloakroom.token.TokenConfig;
import io.cloakroom.upkeep.ErasureConfig;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything that an operator declares about the gateway.
 *
 * @param publicUrl its own origin as browsers see it; key {@code listen.public-url}, required
 * @param vault key {@code keys.vault-id}, required: chosen once and never changed
 * @param kms what wraps members' keys; empty if the keyset does
 */
public record GatewayConfig(
        String publicUrl,
        Sites sites,
        Collections collections,
        PoolConfig pool,
        TokenConfig token,
        SessionConfig session,
        VaultId vault,
        Optional<KmsConfig> kms,
        StaffConfig staff,
        ErasureConfig erasure,
        LimitsConfig limits,
        LedgerConfig ledger) {

    /** Every app client of ours in the pool: the sites', and the console's. */
    public List<AppClient> clients() {
        return Stream.<AppClient>concat(sites.all().stream(), staff.host().stream())
                .toList();
    }

    public static GatewayConfig from(Settings settings) {
        var sites = Sites.from(settings);
        var publicUrl = settings.origin("listen.public-url");
        var pool = PoolConfig.from(settings);
        if (settings.optional("staff.public-url").isPresent() && pool.api().isEmpty()) {
            settings.require("pool.api-endpoint", "for staff.public-url where the issuer is not one of AWS");
        }
        return new GatewayConfig(
                publicUrl,
                sites,
                Collections.from(settings, sites),
                pool,
                TokenConfig.from(settings),
                SessionConfig.from(settings),
                VaultId.from(settings),
                KmsConfig.from(settings),
                StaffConfig.from(settings, publicUrl, sites),
                ErasureConfig.from(settings),
                LimitsConfig.from(settings),
                LedgerConfig.from(settings));
    }
}
