package io.cloakroom.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReasonsTest {
    private static String of(@Nullable Throwable cause) {
        return Reasons.of(new Unavailable("pool", cause));
    }

    @Test
    void unavailable_byItsCause_isToldInWords() {
        assertThat(of(null)).isEqualTo("pool did not answer");
        assertThat(of(new TimeoutException())).isEqualTo("pool did not answer: not in time");
        assertThat(of(new ConnectException("secret")))
                .isEqualTo("pool did not answer: nothing takes connections there");
        assertThat(of(new UnknownHostException("secret"))).isEqualTo("pool did not answer: no such host");
        assertThat(of(new IOException("secret", new SSLHandshakeException("secret"))))
                .isEqualTo("pool did not answer: its certificate is not one that this machine trusts");
        assertThat(of(new IOException("secret"))).isEqualTo("pool did not answer");
    }

    @Test
    void unavailable_unresolvedAsTheHttpClientTellsIt_isNoSuchHost() {
        var refused = new ConnectException();
        refused.initCause(new UnresolvedAddressException());
        assertThat(of(refused)).isEqualTo("pool did not answer: no such host");
    }

    @Test
    void malformed_isToldAsItIs() {
        assertThat(Reasons.of(new Malformed("pool", "status 404"))).isEqualTo("pool answered badly: status 404");
    }
}
