package io.cloakroom.gateway;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/** Which addresses count as one caller. */
final class Addresses {
    private static final int NETWORK_BYTES = 8;

    private Addresses() {}

    /**
     * An IPv4 address as it is; of an IPv6 address the first 64 bits, because whoever has one has all that begin so (RFC
     * 6177).
     */
    static String network(String address) {
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address v6
                    ? HexFormat.of().formatHex(Arrays.copyOf(v6.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (IllegalArgumentException noAddress) {
            return address;
        }
    }
}
