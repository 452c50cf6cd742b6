package io.cloakroom.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cloakroom.json.Json;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PortsTest {
    @TempDir
    Path temporary;

    private StateFolder state;

    @BeforeEach
    void open() {
        state = StateFolder.open(temporary);
    }

    @Test
    void preferred_areThoseOfTheDecisions() {
        assertThat(Ports.PREFERRED).isEqualTo(new Ports(8080, 8081, 8082, 8083));
    }

    @Test
    void kept_allStillFree_staysTheSame() throws Exception {
        var free = Ports.free();
        keep(free);

        assertThat(Ports.kept(state)).isEqualTo(free);
    }

    @Test
    void kept_firstStart_isRemembered() {
        var first = Ports.kept(state);

        assertThat(state.run().resolve("ports.json")).exists();
        assertThat(Ports.kept(state)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "0.0.0.0"})
    void kept_oneTakenMeanwhile_replacesThatOneAlone(String address) throws Exception {
        var before = Ports.free();
        keep(before);
        try (var other = new ServerSocket(before.pool(), 1, InetAddress.ofLiteral(address))) {
            var now = Ports.kept(state);

            assertThat(now.pool()).isNotEqualTo(other.getLocalPort()).matches(port -> (port - before.pool()) % 10 == 0);
            assertThat(now).isEqualTo(new Ports(before.site(), before.members(), now.pool(), before.management()));
            assertThat(Ports.kept(state)).isEqualTo(now);
        }
    }

    @Test
    void kept_fileSpoilt_startsFromThePreferredOnes() throws Exception {
        Files.writeString(state.run().resolve("ports.json"), "{\"site\":99999,\"pool\":\"x\"}");

        assertThat((Ports.kept(state).site() - 8080) % 10).isZero();
    }

    @Test
    void free_four_differ() {
        var free = Ports.free();

        assertThat(IntStream.of(free.site(), free.members(), free.pool(), free.management())
                        .distinct())
                .hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536})
    void port_outsideTheRange_isRefused(int port) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Ports(port, 1, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 65_535})
    void port_endsOfTheRange_areTaken(int port) {
        assertThat(new Ports(port, 1, 1, 1).site()).isEqualTo(port);
    }

    private void keep(Ports ports) throws Exception {
        var members = Json.members(
                "site",
                ports.site(),
                "members",
                ports.members(),
                "pool",
                ports.pool(),
                "management",
                ports.management());
        Files.write(state.run().resolve("ports.json"), Json.write(members));
    }
}
