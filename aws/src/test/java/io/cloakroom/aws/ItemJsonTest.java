package io.cloakroom.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.aws.ItemJson.UnreadableException;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

final class ItemJsonTest {
    private static final String NASTY = "Zo\u00eb \"quoted\" \\ \uD83D\uDE00 \u0000\u2028 </script>\n";

    @Test
    void item_everyTypeOfOurs_isRead() throws Exception {
        var bytes = new byte[] {0, 1, -1, 127, -128};
        var answer = """
                {"ConsumedCapacity": {"TableName": "t", "CapacityUnits": 1.0, "More": [1, {"a": null}]},
                 "Item": {
                  "text": {"S": %s}, "empty": {"S": ""}, "number": {"N": "-12"}, "bytes": {"B": "%s"}, "none": {"B": ""},
                  "yes": {"BOOL": true}, "no": {"BOOL": false},
                  "map": {"M": {"inner": {"M": {}}, "list": {"L": []}}},
                  "list": {"L": [{"S": "a"}, {"M": {"n": {"N": "1"}}}]}}}
                """.formatted(quoted(NASTY), Base64.getEncoder().encodeToString(bytes));

        var item = ItemJson.item(answer.getBytes(UTF_8)).orElseThrow().attributes();

        assertThat(item)
                .containsOnly(
                        Map.entry("text", AttributeValue.fromS(NASTY)),
                        Map.entry("empty", AttributeValue.fromS("")),
                        Map.entry("number", AttributeValue.fromN("-12")),
                        Map.entry("bytes", AttributeValue.fromB(SdkBytes.fromByteArray(bytes))),
                        Map.entry("none", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[0]))),
                        Map.entry("yes", AttributeValue.fromBool(true)),
                        Map.entry("no", AttributeValue.fromBool(false)),
                        Map.entry(
                                "map",
                                AttributeValue.fromM(Map.of(
                                        "inner", AttributeValue.fromM(Map.of()),
                                        "list", AttributeValue.fromL(List.of())))),
                        Map.entry(
                                "list",
                                AttributeValue.fromL(List.of(
                                        AttributeValue.fromS("a"),
                                        AttributeValue.fromM(Map.of("n", AttributeValue.fromN("1")))))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"Item\":{}}", "{\"ConsumedCapacity\":{\"Item\":{\"a\":{\"S\":\"\"}}}}"})
    void item_none_isEmpty(String answer) throws Exception {
        assertThat(ItemJson.item(answer.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"Item\":[]}",
                "{\"Item\":null}",
                "{\"Item\":{\"a\":\"text\"}}",
                "{\"Item\":{\"a\":{}}}",
                "{\"Item\":{\"a\":{\"S\":1}}}",
                "{\"Item\":{\"a\":{\"N\":1}}}",
                "{\"Item\":{\"a\":{\"N\":null}}}",
                "{\"Item\":{\"a\":{\"B\":\"?\"}}}",
                "{\"Item\":{\"a\":{\"BOOL\":\"true\"}}}",
                "{\"Item\":{\"a\":{\"NULL\":true}}}",
                "{\"Item\":{\"a\":{\"SS\":[\"x\"]}}}",
                "{\"Item\":{\"a\":{\"L\":{}}}}",
                "{\"Item\":{\"a\":{\"M\":[]}}}",
                "{\"Item\":{\"a\":{\"S\":\"x\",\"N\":\"1\"}}}",
                "{\"Item\":{\"a\":{\"S\":\"x\"},\"a\":{\"S\":\"y\"}}}",
                "{\"Item\":{\"a\":{\"S\":\"x\"}}}{}",
                "{\"Item\":{\"a\":{\"S\":\"\u00e9\"}}",
                "<html>"
            })
    void item_anythingElse_isUnreadable(String answer) {
        assertThatThrownBy(() -> ItemJson.item(answer.getBytes(UTF_8))).isInstanceOf(UnreadableException.class);
    }

    @Test
    void item_brokenUtf8_isUnreadable() {
        var answer = "{\"Item\":{\"a\":{\"S\":\"?\"}}}".getBytes(UTF_8);
        answer[19] = (byte) 0xff;

        assertThatThrownBy(() -> ItemJson.item(answer)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void item_deep_isUnreadable() {
        var deep = "{\"Item\":" + "{\"a\":{\"M\":".repeat(20) + "{}" + "}}".repeat(20) + "}";

        assertThatThrownBy(() -> ItemJson.item(deep.getBytes(UTF_8))).isInstanceOf(UnreadableException.class);
    }

    @Test
    void unreadable_secretInside_doesNotQuoteIt() {
        assertThatThrownBy(() -> ItemJson.item("{\"Item\":{\"a\":{\"S\":canary}}}".getBytes(UTF_8)))
                .isInstanceOf(UnreadableException.class)
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @Test
    void items_ofAQuery_areInOrderAndWithoutEmptyOnes() throws Exception {
        var answer =
                "{\"Count\":2,\"Items\":[{\"a\":{\"S\":\"1\"}},{},{\"a\":{\"S\":\"2\"}}],\"LastEvaluatedKey\":{\"a\":{\"S\":\"2\"}}}";

        var page = ItemJson.page(answer.getBytes(UTF_8));
        assertThat(page.items()).extracting(item -> item.text("a")).containsExactly("1", "2");
        assertThat(page.next()).contains(Map.of("a", Item.textValue("2")));
        assertThat(ItemJson.page("{\"Items\":[]}".getBytes(UTF_8)).next()).isEmpty();
    }

    @Test
    void items_ofABatch_areThoseOfTheTable() throws Exception {
        var answer = "{\"Responses\":{\"t\":[{\"a\":{\"S\":\"1\"}}]},\"UnprocessedKeys\":{}}";

        assertThat(ItemJson.items(answer.getBytes(UTF_8), "t"))
                .extracting(item -> item.text("a"))
                .containsExactly("1");
        assertThat(ItemJson.items("{\"Responses\":{}}".getBytes(UTF_8), "t")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Responses\":{\"other\":[]}}",
                "{\"Responses\":{\"t\":[]},\"UnprocessedKeys\":{\"t\":{\"Keys\":[{\"a\":{\"S\":\"1\"}}]}}}",
                "{\"Responses\":[]}"
            })
    void items_ofABatchWithSomethingLeftOut_areUnreadable(String answer) {
        assertThatThrownBy(() -> ItemJson.items(answer.getBytes(UTF_8), "t")).isInstanceOf(UnreadableException.class);
    }

    @Test
    void getItem_anyKey_isWrittenAsJson() {
        var json = read(ItemJson.getItem("t", Map.of("sub", Item.textValue(NASTY), "version", Item.numberValue(7))));

        assertThat(json.text("TableName")).contains("t");
        assertThat(json.flag("ConsistentRead")).contains(true);
        var key = json.object("Key").orElseThrow();
        assertThat(key.object("sub").orElseThrow().text("S")).contains(NASTY);
        assertThat(key.object("version").orElseThrow().text("N")).contains("7");
    }

    @Test
    void batchGetItem_keys_standInTheirTable() {
        var json = read(ItemJson.batchGetItem(
                "t", List.of(Map.of("k", Item.textValue("1")), Map.of("k", Item.textValue("2")))));

        var table =
                json.object("RequestItems").flatMap(items -> items.object("t")).orElseThrow();
        assertThat(table.flag("ConsistentRead")).contains(true);
        assertThat(table.objects("Keys").orElseThrow())
                .extracting(key -> key.object("k").orElseThrow().text("S").orElseThrow())
                .containsExactly("1", "2");
    }

    @Test
    void query_range_isWritten() {
        var between = new Range.Between("item", "from", "to");
        var json = read(ItemJson.query(new Range("t", "sub", "ada", Optional.of(between), 5, false)));

        assertThat(json.text("KeyConditionExpression")).contains("#p = :p AND #s BETWEEN :from AND :to");
        assertThat(json.object("ExpressionAttributeNames").orElseThrow().text("#p"))
                .contains("sub");
        assertThat(json.object("ExpressionAttributeNames").orElseThrow().text("#s"))
                .contains("item");
        var values = json.object("ExpressionAttributeValues").orElseThrow();
        assertThat(values.object(":to").orElseThrow().text("S")).contains("to");
        assertThat(json.integer("Limit")).hasValue(5);
        assertThat(json.flag("ScanIndexForward")).contains(false);
        assertThat(json.flag("ConsistentRead")).contains(true);
    }

    @Test
    void query_goingOnInARangeByItsBeginning_isWritten() {
        var beginning = Optional.of(new Range.Beginning("item", "record#"));
        var behind = Map.of("sub", Item.textValue("ada"), "version", Item.numberValue(7));
        var json = read(ItemJson.query(new Range("t", "sub", "ada", beginning, 5, true).goingOn(behind, 3)));

        assertThat(json.text("KeyConditionExpression")).contains("#p = :p AND begins_with(#s, :start)");
        var values = json.object("ExpressionAttributeValues").orElseThrow();
        assertThat(values.object(":start").orElseThrow().text("S")).contains("record#");
        assertThat(json.integer("Limit")).hasValue(3);
        var key = json.object("ExclusiveStartKey").orElseThrow();
        assertThat(key.object("sub").orElseThrow().text("S")).contains("ada");
        assertThat(key.object("version").orElseThrow().text("N")).contains("7");
    }

    private static JsonObject read(byte[] json) {
        return ((Json.Reading.Read) Json.read(json)).object();
    }

    private static String quoted(String text) {
        return Json.writeText(Map.of("x", text)).replaceFirst("^\\{\"x\":", "").replaceFirst("}$", "");
    }
}
