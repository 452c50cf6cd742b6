package io.cloakroom.session;

import io.cloakroom.member.SessionRef;
import io.cloakroom.seal.Base64Text;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.seal.GatewayKey.Purpose;
import io.cloakroom.session.Profile.WithRefreshToken;
import io.cloakroom.upstream.UpstreamException.Malformed;

/** Seals what a session holds of its member, for this session and no other. */
final class SessionSeal {
    private final GatewayKey key;

    SessionSeal(GatewayKey key) {
        this.key = key;
    }

    String seal(SessionRef ref, WithRefreshToken content) {
        return Base64Text.encode(key.seal(Purpose.SESSION, ref.value(), content.toBytes()));
    }

    /** @throws Malformed if the store gave us something that we did not put there */
    WithRefreshToken open(Session session) {
        return Base64Text.decode(session.sealed())
                .flatMap(bytes -> key.open(Purpose.SESSION, session.ref().value(), bytes))
                .map(WithRefreshToken::fromBytes)
                .orElseThrow(this::tampered);
    }

    private Malformed tampered() {
        return new Malformed("session store", "a sealed session does not open");
    }
}
