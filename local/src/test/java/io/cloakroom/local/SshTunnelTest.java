package io.cloakroom.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.local.state.Address;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SshTunnelTest {
    private static final List<Address> ADDRESSES = List.of(
            new Address("Site", "http://site.cloakroom.localhost:8080"),
            new Address("Members", "http://members.cloakroom.localhost:8081"),
            new Address("Staff", "http://staff.cloakroom.localhost:8081"));

    @Test
    void command_bySsh_forwardsEachPortOnce() {
        var environment = Map.of("SSH_CONNECTION", "10.0.0.9 50000 10.0.0.1 22", "USER", "ann");

        assertThat(SshTunnel.command(ADDRESSES, environment))
                .contains("ssh -N -L 8080:127.0.0.1:8080 -L 8081:127.0.0.1:8081 ann@10.0.0.1");
    }

    @Test
    void command_bySshOnAnotherPort_saysThatPort() {
        var environment = Map.of("SSH_CONNECTION", "10.0.0.9 50000 10.0.0.1 2222", "USER", "ann");

        assertThat(SshTunnel.command(ADDRESSES, environment).orElseThrow()).endsWith(" -p 2222 ann@10.0.0.1");
    }

    @Test
    void command_atTheMachineItself_isNotNeeded() {
        assertThat(SshTunnel.command(ADDRESSES, Map.of())).isEmpty();
    }
}
