package io.cloakroom.userpool.passkey;

import io.cloakroom.userpool.store.Pool;
import java.net.URI;

/**
 * For whom a pool's passkeys are made.
 *
 * @param id a domain; its pages and those of names below it may ask for them
 * @param demandsVerification whether the authenticator must check its user by PIN or body
 */
public record RelyingParty(String id, boolean demandsVerification) {
    /** @param publicUrl the server's own address, whose host is the relying party of pools that name none */
    public static RelyingParty of(Pool pool, String publicUrl) {
        var settings = pool.settings().factors();
        return new RelyingParty(
                settings.relyingPartyId().orElseGet(() -> URI.create(publicUrl).getHost()),
                settings.demandsVerification());
    }

    /** Browsers offer passkeys to pages that came over https, and to this machine's own. */
    boolean allows(String origin) {
        try {
            var uri = URI.create(origin);
            var host = uri.getHost();
            if (host == null || !origin.equals(uri.getScheme() + "://" + uri.getRawAuthority())) return false;
            var isOfId = host.equals(id) || host.endsWith("." + id);
            return isOfId && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isHere(host)));
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static boolean isHere(String host) {
        return host.equals("localhost") || host.endsWith(".localhost");
    }
}
