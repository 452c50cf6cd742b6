package io.cloakroom.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Parameters.Reading;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
    private static Parameters read(String raw) {
        return ((Reading.Read) Parameters.read(raw)).parameters();
    }

    @Test
    void read_encoded_isDecoded() {
        var parameters = read("a=x+y&b=%C3%A4%26&c=&d");
        assertThat(parameters.get("a")).contains("x y");
        assertThat(parameters.get("b")).contains("ä&");
        assertThat(parameters.get("c")).contains("");
        assertThat(parameters.get("d")).contains("");
        assertThat(parameters.get("e")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1&a=2", "a=1&%61=2", "a=%", "a=%4", "a=%zz", "a=%ff", "a=ä", "a=\u0000", "%=1"})
    void read_ambiguousOrBroken_isUnreadable(String raw) {
        assertThat(Parameters.read(raw)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void read_number_isLimitedOnBothSides() {
        assertThat(Parameters.read(many(128))).isInstanceOf(Reading.Read.class);
        assertThat(Parameters.read(many(129))).isInstanceOf(Reading.Unreadable.class);
    }

    private static String many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
    }
}
