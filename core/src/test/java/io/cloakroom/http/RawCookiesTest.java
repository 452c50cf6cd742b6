package io.cloakroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.RawCookies.Cookie;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawCookiesTest {
    private static final String NAME = "__Host-cloakroom-demo";

    private static Cookie find(String... headers) {
        var lines = Arrays.stream(headers)
                .map(value -> new Headers.Line("cookie", value))
                .toList();
        return RawCookies.of(new Headers(lines)).find(NAME);
    }

    @Test
    void find_amongOthers_isPresent() {
        assertThat(find("a=b; " + NAME + "=value-_9; c=d")).isEqualTo(new Cookie.Present("value-_9"));
    }

    @Test
    void find_noneOrOtherNames_isAbsent() {
        assertThat(find()).isEqualTo(new Cookie.Absent());
        assertThat(find("a=b")).isEqualTo(new Cookie.Absent());
        assertThat(find("__host-cloakroom-demo=x", "X" + NAME + "=x", NAME + "2=x"))
                .isEqualTo(new Cookie.Absent());
    }

    @Test
    void find_plantedBehindAComma_isAbsent() {
        assertThat(find("theme=a," + NAME + "=planted")).isEqualTo(new Cookie.Absent());
    }

    @Test
    void find_nameWithSpaceBeforeEquals_isAbsent() {
        assertThat(find(NAME + " =planted")).isEqualTo(new Cookie.Absent());
    }

    @Test
    void find_twiceInOneHeader_isSuspect() {
        assertThat(find(NAME + "=a; " + NAME + "=b")).isInstanceOf(Cookie.Suspect.class);
    }

    @Test
    void find_twiceInTwoHeaders_isSuspect() {
        assertThat(find(NAME + "=a", NAME + "=a")).isInstanceOf(Cookie.Suspect.class);
    }

    @Test
    void find_onceGoodAndOnceWithoutValue_isSuspect() {
        assertThat(find(NAME + "=a; " + NAME)).isInstanceOf(Cookie.Suspect.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "\"a\"", "a,b", "a%20", "a=", "\u00e4", "a\u00a0"})
    void find_valueThatWeNeverSet_isSuspect(String value) {
        assertThat(find(NAME + "=" + value)).isInstanceOf(Cookie.Suspect.class);
    }

    @Test
    void find_nameBehindNoBreakSpace_isAbsent() {
        assertThat(find("a=b;\u00a0" + NAME + "=planted")).isEqualTo(new Cookie.Absent());
    }
}
