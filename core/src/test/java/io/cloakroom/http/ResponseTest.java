package io.cloakroom.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.http.SetCookie.SameSite;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResponseTest {
    @Test
    void header_withLineBreak_isRefused() {
        assertThatThrownBy(() -> Response.of(200).header("Location", "/a\r\nSet-Cookie: x=y"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("x=y");
    }

    @Test
    void setCookie_line_hasEveryAttribute() {
        var line = new SetCookie("__Host-a", "v", SameSite.STRICT, Optional.of(Duration.ofMinutes(10))).line();
        assertThat(line.value()).isEqualTo("__Host-a=v; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=600");
    }

    @Test
    void setCookie_ended_lastsZeroSeconds() {
        assertThat(SetCookie.ended("__Host-a", SameSite.LAX).line().value()).endsWith("SameSite=Lax; Max-Age=0");
    }

    @Test
    void setCookie_anyOtherPrefix_isRefused() {
        assertThatThrownBy(() -> SetCookie.ended("__Secure-a", SameSite.LAX))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void setCookie_length_isLimitedOnBothSides() {
        assertThat(new SetCookie("__Host-a", "x".repeat(4088), SameSite.LAX, Optional.empty()).value())
                .hasSize(4088);
        assertThatThrownBy(() -> new SetCookie("__Host-a", "x".repeat(4089), SameSite.LAX, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
