package io.cloakroom.userpool;

import static io.cloakroom.userpool.PoolFixture.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExplicitAuthFlowsType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.FeatureType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.OAuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceServerScopeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/** The clients that Cognito's users have in their programs, against this pool. The checks themselves stand in src/test/npm. */
@Tag("npm")
class NpmClientsTest {
    private static final NpmClients CLIENTS = NpmClients.install();
    private static final String USER = "ada@example.test";

    private final PoolFixture pool = new PoolFixture(config -> config.withPublicUrl("http://127.0.0.1:{port}"));
    private final SigningUp up = SigningUp.in(pool);

    @BeforeEach
    void useTheRealTime() {
        // Clients in processes of their own have no other.
        pool.clock.set(Instant.now());
        PoolFixture.createUser(pool.aws, up.poolId(), USER);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    private void assertChecks(String script, Map<String, String> more, int checks) {
        var key = pool.server.adminKey();
        var known = new LinkedHashMap<String, String>(more);
        known.put("url", pool.server.url());
        known.put("region", pool.server.region());
        known.put("keyId", key.accessKeyId());
        known.put("secret", key.secretAccessKey().reveal());
        known.put("poolId", up.poolId());
        known.put("clientId", up.hiding().clientId());
        known.put("user", USER);
        known.put("password", PASSWORD);
        known.put("time", Long.toString(pool.clock.instant().getEpochSecond()));
        assertThat(CLIENTS.run(script, known).lines().filter(line -> line.startsWith("ok: ")))
                .hasSize(checks);
    }

    @Test
    void amazonCognitoIdentityJs_everyWay_isServedAndRefusedAsByCognito() {
        pool.aws.setUserPoolMfaConfig(call -> call.userPoolId(up.poolId())
                .softwareTokenMfaConfiguration(token -> token.enabled(true))
                .mfaConfiguration(UserPoolMfaType.OPTIONAL));
        pool.aws.adminCreateUser(user -> user.userPoolId(up.poolId())
                .username("invited@example.test")
                .temporaryPassword("Temporary-7-battery")
                .messageAction(MessageActionType.SUPPRESS));
        assertChecks("identity.mjs", Map.of("invited", "invited@example.test", "temporary", "Temporary-7-battery"), 9);
    }

    @Test
    void awsSdkForJavaScript_everyWay_isServedAndRefusedAsByCognito() {
        var client = PoolFixture.createClient(
                pool.aws,
                up.poolId(),
                made -> made.allowedOAuthScopes("openid")
                        .explicitAuthFlows(ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH)
                        .refreshTokenRotation(rotation -> rotation.feature(FeatureType.ENABLED)));
        assertChecks("sdk.mjs", Map.of("rotatingId", client.clientId(), "rotatingSecret", client.clientSecret()), 4);
    }

    @Test
    void awsJwtVerify_genericVerifier_believesOurTokensAndNoOthers() {
        assertChecks("jwt.mjs", Map.of(), 3);
    }

    @Test
    void openidClient_codeFlow_worksAndWrongWaysAreRefused() {
        var client =
                PoolFixture.createClient(pool.aws, up.poolId(), made -> made.allowedOAuthScopes("openid", "email"));
        pool.aws.createResourceServer(api -> api.userPoolId(up.poolId())
                .identifier("things")
                .name("Things")
                .scopes(ResourceServerScopeType.builder()
                        .scopeName("read")
                        .scopeDescription("Read")
                        .build()));
        var machine = PoolFixture.createClient(
                pool.aws,
                up.poolId(),
                made -> made.allowedOAuthFlows(OAuthFlowType.CLIENT_CREDENTIALS).allowedOAuthScopes("things/read"));
        assertChecks(
                "oidc.mjs",
                Map.of(
                        "machineId", machine.clientId(),
                        "machineSecret", machine.clientSecret(),
                        "hostedId", client.clientId(),
                        "hostedSecret", client.clientSecret(),
                        "callback", PoolFixture.CALLBACK),
                7);
    }
}
