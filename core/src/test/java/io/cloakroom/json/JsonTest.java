package io.cloakroom.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.json.Json.Reading;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static Reading read(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject object(String text) {
        return ((Reading.Read) read(text)).object();
    }

    @Test
    void values_ofEveryForm_areWrittenAsTheyWereRead() {
        var text = "{\"t\":\"x\",\"n\":7,\"d\":1.5,\"f\":true,\"l\":[\"a\",2,{\"i\":[]}],\"o\":{\"i\":1}}";
        assertThat(Json.writeText(object(text).values())).isEqualTo(text);
        assertThat(object("{\"a\":null,\"l\":[null,1]}").values()).isEqualTo(Map.of("l", List.of(1)));
    }

    @Test
    void getters_memberOfItsType_giveIt() {
        var object = object("{\"t\":\"x\",\"n\":7,\"f\":true,\"l\":[\"a\"],\"o\":{\"i\":1},\"os\":[{}]}");
        assertThat(object.text("t")).contains("x");
        assertThat(object.integer("n")).isEqualTo(OptionalLong.of(7));
        assertThat(object.flag("f")).contains(true);
        assertThat(object.texts("l")).contains(List.of("a"));
        assertThat(object.object("o").orElseThrow().integer("i")).hasValue(1);
        assertThat(object.objects("os").orElseThrow()).hasSize(1);
    }

    @Test
    void getters_memberOfAnotherType_giveNothing() {
        var object =
                object("{\"t\":7,\"n\":1.0,\"f\":\"true\",\"l\":[1],\"o\":[],\"os\":[1],\"big\":99999999999999999999}");
        assertThat(object.text("t")).isEmpty();
        assertThat(object.integer("n")).isEmpty();
        assertThat(object.integer("big")).isEmpty();
        assertThat(object.flag("f")).isEmpty();
        assertThat(object.texts("l")).isEmpty();
        assertThat(object.object("o")).isEmpty();
        assertThat(object.objects("os")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "1",
                "null",
                "{",
                "{}x",
                "{}{}",
                "{\"a\":1,\"a\":2}",
                "{a:1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1,}",
                "/**/{}",
                "\ufeff{}",
                "{\"a\":\"\n\"}"
            })
    void read_notOneStrictObject_isUnreadable(String text) {
        assertThat(read(text)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void read_otherEncodings_areUnreadable() {
        assertThat(Json.read("{}".getBytes(StandardCharsets.UTF_16BE))).isInstanceOf(Reading.Unreadable.class);
        assertThat(Json.read(new byte[] {'{', '"', (byte) 0xc3, '"', ':', '1', '}'}))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void read_depth_isLimitedOnBothSides() {
        assertThat(read(nested(15))).isInstanceOf(Reading.Read.class);
        assertThat(read(nested(16))).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void read_length_isLimited() {
        assertThat(read("{\"a\":\"" + "x".repeat(Json.BYTES_MAX) + "\"}")).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void unreadable_reason_quotesNothing() {
        assertThat(read("{\"password\":\"hush").toString()).doesNotContain("hush", "password");
    }

    @Test
    void toString_anyObject_hidesValues() {
        assertThat(object("{\"name\":\"hush\"}").toString()).contains("name").doesNotContain("hush");
    }

    @Test
    void members_nullValue_isLeftOut() {
        assertThat(Json.writeText(Json.members("a", 1, "b", null, "c", "x"))).isEqualTo("{\"a\":1,\"c\":\"x\"}");
    }

    private static String nested(int arrays) {
        return "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }
}
