package io.cloakroom.signin;

import io.cloakroom.site.AppClient;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pool's addresses for a browser, with what belongs into their queries. */
public final class PoolAddresses {
    private final PoolConfig pool;
    private final String gatewayUrl;
    private final String scopes;
    private final Optional<String> levels;

    /** @param scope the one that the gateway asks of bearer tokens */
    public PoolAddresses(PoolConfig pool, String gatewayUrl, String scope) {
        this(pool, gatewayUrl, scope, Optional.empty());
    }

    /** @param levels of authentication to be reached, the best first ({@code acr_values}); tokens then say what was */
    PoolAddresses(PoolConfig pool, String gatewayUrl, String scope, Optional<String> levels) {
        this.pool = pool;
        this.gatewayUrl = gatewayUrl;
        this.levels = levels;
        this.scopes = "openid email profile " + scope;
    }

    /** The callback address that each site's app client has to allow. */
    public String redirectUri() {
        return gatewayUrl + "/session/callback";
    }

    /** An authorization request (RFC 6749, 4.1.1; RFC 7636, 4.3). */
    String authorize(AppClient client, SignIn signIn, Optional<String> loginHint) {
        var query = new ArrayList<String>();
        add(query, "response_type", "code");
        add(query, "client_id", client.clientId());
        add(query, "redirect_uri", redirectUri());
        add(query, "scope", scopes);
        add(query, "state", signIn.state());
        add(query, "nonce", signIn.nonce());
        add(query, "code_challenge", Randoms.sha256(signIn.verifier()));
        add(query, "code_challenge_method", "S256");
        loginHint.ifPresent(hint -> add(query, "login_hint", hint));
        levels.ifPresent(values -> add(query, "acr_values", values));
        if (signIn.hasProvenAgain()) add(query, "prompt", "login");
        return pool.publicUrl() + page(signIn) + "?" + String.join("&", query);
    }

    /** The page for signing up takes what the authorization endpoint takes, as Cognito's own link there does. */
    private static String page(SignIn signIn) {
        return switch (signIn.onward()) {
            case SITE, LINK -> "/oauth2/authorize";
            case SIGN_UP -> "/signup";
        };
    }

    /** An authorization request that nobody will finish, to see whether the pool takes such requests of a site. */
    public String trial(AppClient client) {
        var nobody = SignIn.begun(client, new ReturnPath("/"), Randoms.next(), Instant.EPOCH);
        return authorize(client, nobody, Optional.empty());
    }

    /** The sign-out address that each site's app client has to allow. */
    public String signedOutUri() {
        return gatewayUrl + "/session/signed-out";
    }

    /** Cognito's own form of sign-out: not OpenID Connect's {@code post_logout_redirect_uri}. */
    public String logout(AppClient client) {
        var query = new ArrayList<String>();
        add(query, "client_id", client.clientId());
        add(query, "logout_uri", signedOutUri());
        return pool.publicUrl() + "/logout?" + String.join("&", query);
    }

    private static void add(List<String> query, String name, String value) {
        query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }
}
