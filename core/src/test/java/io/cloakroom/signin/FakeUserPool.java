package io.cloakroom.signin;

import io.cloakroom.http.Parameters;
import io.cloakroom.site.Site;
import io.cloakroom.token.TokenMint;
import io.cloakroom.upstream.UpstreamException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pool in memory: codes work once and for who proves the challenge, refresh tokens rotate, and what is revoked is gone.
 */
public final class FakeUserPool implements UserPool {
    private final Clock clock;
    private final Map<String, Grant> codes = new HashMap<>();
    private final Map<String, String> refreshTokens = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();
    private int signIns;
    private @Nullable UpstreamException failure;
    private int refreshes;

    private record Grant(String sub, String clientId, String redirectUri, String challenge, String nonce) {}

    public FakeUserPool(Clock clock) {
        this.clock = clock;
    }

    /** A person signs in at the hosted page that this address opens; the pool sends her back with the code. */
    public synchronized String signIn(String authorizeAddress, String sub) {
        var query = authorizeAddress.substring(authorizeAddress.indexOf('?') + 1);
        var parameters = ((Parameters.Reading.Read) Parameters.read(query)).parameters();
        var code = Randoms.next();
        codes.put(
                code,
                new Grant(
                        sub,
                        parameters.get("client_id").orElseThrow(),
                        parameters.get("redirect_uri").orElseThrow(),
                        parameters.get("code_challenge").orElseThrow(),
                        parameters.get("nonce").orElseThrow()));
        return "code=" + code + "&state=" + parameters.get("state").orElseThrow();
    }

    /** From now on every call fails like this; null: the pool works again. */
    public synchronized void fail(@Nullable UpstreamException with) {
        failure = with;
    }

    /** Staff ends all that this person has at the pool. */
    public synchronized void signOutEverywhere(String sub) {
        refreshTokens.values().removeIf(sub::equals);
    }

    public synchronized int refreshes() {
        return refreshes;
    }

    public synchronized int liveRefreshTokens() {
        return refreshTokens.size();
    }

    @Override
    public synchronized Answer exchange(Site site, String code, String verifier, String redirectUri) {
        check();
        var grant = codes.remove(code);
        if (grant == null
                || !grant.clientId().equals(site.clientId())
                || !grant.redirectUri().equals(redirectUri)
                || !grant.challenge().equals(Randoms.sha256(verifier))) {
            return new Answer.Refused();
        }
        return tokens(grant.sub(), site, grant.nonce(), "origin-" + grant.sub() + "-" + signIns++);
    }

    @Override
    public synchronized Answer refresh(Site site, String refreshToken) {
        check();
        refreshes++;
        var sub = refreshTokens.remove(refreshToken);
        var origin = origins.get(refreshToken);
        return sub == null || origin == null ? new Answer.Refused() : tokens(sub, site, "", origin);
    }

    @Override
    public synchronized void revoke(Site site, String refreshToken) {
        check();
        refreshTokens.remove(refreshToken);
    }

    /** @param origin of every token of one sign-in; another's is not touched when this one is taken back */
    private Answer tokens(String sub, Site site, String nonce, String origin) {
        var mint = new TokenMint(clock.instant());
        var refresh = Randoms.next();
        refreshTokens.put(refresh, sub);
        origins.put(refresh, origin);
        var access = mint.accessClaims(sub, site.clientId());
        access.put("origin_jti", origin);
        return new Answer.Tokens(TokenMint.signed(access), mint.id(sub, site.clientId(), nonce), Optional.of(refresh));
    }

    private void check() {
        if (failure != null) throw failure;
    }
}
