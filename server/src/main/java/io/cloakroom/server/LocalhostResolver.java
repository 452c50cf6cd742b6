package io.cloakroom.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Resolves {@code *.localhost} to 127.0.0.1 and leaves every other name to the platform. Browsers and curl do so by
 * themselves; the JDK asks the C library, which does not, or asks the network. Settings allow plain {@code http} to such
 * names because no network carries it: this keeps that true. On the class path it works by itself, for the whole JVM.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6761#section-6.3">RFC 6761, 6.3</a>
 */
public final class LocalhostResolver extends InetAddressResolverProvider {
    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new WithLocalhost(configuration.builtinResolver());
    }

    @Override
    public String name() {
        return "names under localhost";
    }

    private record WithLocalhost(InetAddressResolver platform) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            return isUnderLocalhost(host) ? Stream.of(loopback(host, policy)) : platform.lookupByName(host, policy);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return platform.lookupByAddress(address);
        }

        private static boolean isUnderLocalhost(String host) {
            var name = host.toLowerCase(Locale.ROOT);
            return name.endsWith(".localhost") || name.endsWith(".localhost.");
        }

        // One address and not both: our listeners are on 127.0.0.1 alone, and some clients try no second one.
        private static InetAddress loopback(String host, LookupPolicy policy) throws UnknownHostException {
            var isOld = (policy.characteristics() & LookupPolicy.IPV4) != 0;
            var address = isOld ? new byte[] {127, 0, 0, 1} : new byte[16];
            if (!isOld) address[15] = 1;
            return InetAddress.getByAddress(host, address);
        }
    }
}
