package io.cloakroom.userpool.oauth;

import io.cloakroom.http.Body;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.PoolSettings.IssuerForm;
import io.cloakroom.userpool.token.Issuers;
import io.cloakroom.userpool.token.PoolKeys;
import io.cloakroom.userpool.token.Scopes;
import java.util.List;
import java.util.Optional;

/**
 * A pool's public description and keys, below its issuer.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata">OpenID Connect Discovery 1.0,
 *     3</a>
 */
public final class DiscoveryEndpoints {
    private static final String JSON = "application/json;charset=UTF-8";
    /** Short, because a folder that was reset brings new keys under the old address. */
    private static final String CACHE = "public, max-age=60";

    private final Database database;
    private final Issuers issuers;

    public DiscoveryEndpoints(Database database, Issuers issuers) {
        this.database = database;
        this.issuers = issuers;
    }

    /** Empty if there is no such pool. Both forms are described, whichever the pool uses: a client may be ahead of it. */
    public Optional<Response> configuration(String poolId, IssuerForm form) {
        var issuer = issuers.of(poolId, form);
        var publicUrl = issuers.publicUrl();
        var pool = database.answer(tables -> tables.pools().find(poolId));
        return pool.map(_ -> json(Json.writeText(Json.members(
                "issuer",
                issuer,
                "authorization_endpoint",
                publicUrl + "/oauth2/authorize",
                "token_endpoint",
                publicUrl + "/oauth2/token",
                "userinfo_endpoint",
                publicUrl + "/oauth2/userInfo",
                "revocation_endpoint",
                publicUrl + "/oauth2/revoke",
                "end_session_endpoint",
                publicUrl + "/logout",
                "jwks_uri",
                issuer + "/.well-known/jwks.json",
                "response_types_supported",
                List.of("code"),
                "grant_types_supported",
                List.of("authorization_code", "refresh_token", "client_credentials"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256"),
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post"),
                "code_challenge_methods_supported",
                List.of(Pkce.METHOD),
                "scopes_supported",
                List.of(Scopes.OPENID, Scopes.EMAIL, Scopes.PHONE, Scopes.PROFILE)))));
    }

    /** Empty if there is no such pool. */
    public Optional<Response> keys(String poolId) {
        var keys = database.answer(tables -> tables.keys().of(poolId));
        return keys.isEmpty() ? Optional.empty() : Optional.of(json(PoolKeys.jwks(keys)));
    }

    private static Response json(String text) {
        return Response.of(200)
                .header("Cache-Control", CACHE)
                .header("X-Content-Type-Options", "nosniff")
                .with(JSON, Body.of(text));
    }
}
