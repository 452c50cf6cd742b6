package io.cloakroom.session;

import io.cloakroom.member.SessionRef;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.seal.GatewayKey.Purpose;
import io.cloakroom.session.Profile.WithRefreshToken;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.util.Base64;

/** Seals what a session holds of its member, for this session and no other. */
final class SessionSeal {
    private final GatewayKey key;

    SessionSeal(GatewayKey key) {
        this.key = key;
    }

    String seal(SessionRef ref, WithRefreshToken content) {
        var sealed = key.seal(Purpose.SESSION, ref.value(), content.toBytes());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
    }

    /** @throws Malformed if the store gave us something that we did not put there */
    WithRefreshToken open(Session session) {
        try {
            var sealed = Base64.getUrlDecoder().decode(session.sealed());
            var owner = session.ref().value();
            return WithRefreshToken.fromBytes(
                    key.open(Purpose.SESSION, owner, sealed).orElseThrow(this::tampered));
        } catch (IllegalArgumentException notBase64) {
            throw tampered();
        }
    }

    private Malformed tampered() {
        return new Malformed("session store", "a sealed session does not open");
    }
}
