package io.cloakroom.cli.report;

import io.cloakroom.upstream.UpstreamException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Why a system let us down, in the words of whoever has to mend it. Nothing of its answer stands in them. */
public final class Reasons {
    private static final int CAUSES_MAX = 10;

    private Reasons() {}

    public static String of(UpstreamException failure) {
        return switch (failure) {
            case UpstreamException.Malformed malformed -> String.valueOf(malformed.getMessage());
            case UpstreamException.Unavailable unavailable -> unavailable.getMessage() + detail(unavailable);
        };
    }

    private static String detail(Throwable failure) {
        if (isCausedBy(failure, UnresolvedAddressException.class) || isCausedBy(failure, UnknownHostException.class)) {
            return ": no such host";
        }
        if (isCausedBy(failure, SSLException.class)) return ": its certificate is not one that this machine trusts";
        if (isCausedBy(failure, ConnectException.class)) return ": nothing takes connections there";
        return isCausedBy(failure, TimeoutException.class) ? ": not in time" : "";
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> kind) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(CAUSES_MAX)
                .anyMatch(kind::isInstance);
    }
}
