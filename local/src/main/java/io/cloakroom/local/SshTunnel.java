package io.cloakroom.local;

import io.cloakroom.local.state.Address;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How to reach listeners of this machine from the one that the person sits at. */
final class SshTunnel {
    private SshTunnel() {}

    /**
     * The command for the other machine, if we were reached by SSH.
     *
     * @param environment {@code SSH_CONNECTION}: client's address and port, then ours (ssh(1))
     */
    static Optional<String> command(List<Address> addresses, Map<String, String> environment) {
        var connection = List.of(environment.getOrDefault("SSH_CONNECTION", "").split(" ", -1));
        if (connection.size() != 4) return Optional.empty();
        var tunnels = addresses.stream()
                .map(address -> URI.create(address.url()).getPort())
                .distinct()
                .map(port -> "-L " + port + ":127.0.0.1:" + port)
                .collect(Collectors.joining(" "));
        var port = connection.get(3).equals("22") ? "" : " -p " + connection.get(3);
        return Optional.of(
                "ssh -N " + tunnels + port + " " + environment.getOrDefault("USER", "USER") + "@" + connection.get(2));
    }
}
