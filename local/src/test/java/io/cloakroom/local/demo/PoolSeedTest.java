package io.cloakroom.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.local.state.StateFolder;
import io.cloakroom.userpool.UserPoolConfig;
import io.cloakroom.userpool.UserPoolServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserStatusType;

/** A start that was killed while it filled the pool does no harm to the next one. */
final class PoolSeedTest {
    private static final String GATEWAY = "http://members.cloakroom.localhost:8081";
    private static final String STAFF = "http://staff.cloakroom.localhost:8081";

    private UserPoolServer pool;
    private StateFolder state;
    private PoolSeed seed;
    private CognitoIdentityProviderClient cognito;

    @BeforeEach
    void start(@TempDir Path folder) {
        state = StateFolder.open(folder.resolve("state"));
        pool = UserPoolServer.start(UserPoolConfig.loopback(folder.resolve("pool"), 0), Clock.systemUTC());
        seed = new PoolSeed(pool, Clock.systemUTC());
        var key = pool.adminKey();
        cognito = CognitoIdentityProviderClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + pool.port()))
                .region(Region.of(pool.region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        key.accessKeyId(), key.secretAccessKey().reveal())))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void stop() {
        cognito.close();
        seed.close();
        pool.close();
    }

    @Test
    void seed_twice_keepsEverything() {
        var first = seed.seed(GATEWAY, STAFF, state);

        assertThat(seed.seed(GATEWAY, STAFF, state)).isEqualTo(first);
    }

    @Test
    void seed_poolHalfMade_isMadeAnew() {
        var half = cognito.createUserPool(create -> create.poolName("Alder House members"))
                .userPool()
                .id();

        var seeded = seed.seed(GATEWAY, STAFF, state);

        assertThat(seeded.poolId()).isNotEqualTo(half);
        assertThat(cognito.listUserPools(list -> list.maxResults(60)).userPools())
                .hasSize(1);
    }

    @Test
    void seed_userHalfMade_isFinished() {
        var first = seed.seed(GATEWAY, STAFF, state);
        cognito.adminDeleteUser(delete -> delete.userPoolId(first.poolId()).username("sam"));
        cognito.adminCreateUser(
                create -> create.userPoolId(first.poolId()).username("sam").messageAction(MessageActionType.SUPPRESS));

        seed.seed(GATEWAY, STAFF, state);

        var sam = cognito.adminGetUser(get -> get.userPoolId(first.poolId()).username("sam"));
        assertThat(sam.userStatus()).isEqualTo(UserStatusType.CONFIRMED);
        var groups = cognito.adminListGroupsForUser(
                list -> list.userPoolId(first.poolId()).username("sam"));
        assertThat(groups.groups()).extracting(group -> group.groupName()).containsExactly("staff");
    }

    @Test
    void seed_authenticator_isSetUpOnceAndAnewWhereItWasLost() {
        seed.seed(GATEWAY, STAFF, state);
        var first = Authenticator.of(state, "sam").secret();
        seed.seed(GATEWAY, STAFF, state);
        assertThat(Authenticator.of(state, "sam").secret().reveal()).isEqualTo(first.reveal());

        state.forget("authenticator-sam");
        var poolId = seed.seed(GATEWAY, STAFF, state).poolId();

        assertThat(Authenticator.of(state, "sam").secret().reveal()).isNotEqualTo(first.reveal());
        var sam = cognito.adminGetUser(get -> get.userPoolId(poolId).username("sam"));
        assertThat(sam.userMFASettingList()).containsExactly("SOFTWARE_TOKEN_MFA");
        assertThat(sam.preferredMfaSetting()).isEqualTo("SOFTWARE_TOKEN_MFA");
        assertThat(clients(poolId)).containsExactlyInAnyOrder("Alder House", "Staff console");
        assertThat(Authenticator.find(state, "ada")).isEmpty();
    }

    @Test
    void seed_killedWhileAnAuthenticatorWasSetUp_leavesNoWayInByPasswordAlone() {
        var poolId = seed.seed(GATEWAY, STAFF, state).poolId();
        for (var i = 0; i < 2; i++) {
            cognito.createUserPoolClient(create -> create.userPoolId(poolId).clientName("Enrolment"));
        }

        seed.seed(GATEWAY, STAFF, state);

        assertThat(clients(poolId)).containsExactlyInAnyOrder("Alder House", "Staff console");
    }

    private List<String> clients(String poolId) {
        return cognito.listUserPoolClients(list -> list.userPoolId(poolId).maxResults(60)).userPoolClients().stream()
                .map(client -> client.clientName())
                .toList();
    }
}
