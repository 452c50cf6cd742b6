package io.cloakroom.bench.system;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.record.Tables;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What stands in the ledger's table, and what DynamoDB counts for having written it: each item is put once more, unchanged.
 */
public record LedgerItems(Sum batches, Sum pointers) {
    private static final int PAGE = 2;

    /** @param bytes of the lines of batches */
    public record Sum(double units, long bytes) {
        static final Sum NONE = new Sum(0, 0);

        public Sum minus(Sum other) {
            return new Sum(units - other.units, bytes - other.bytes);
        }

        private Sum plus(double moreUnits, long moreBytes) {
            return new Sum(units + moreUnits, bytes + moreBytes);
        }
    }

    public static LedgerItems all(Vault vault) {
        var table = new Tables("cloakroom-").ledger().name();
        var found = new LedgerItems(Sum.NONE, Sum.NONE);
        Optional<JsonObject> next = Optional.empty();
        do {
            var scan = Json.members(
                    "TableName",
                    table,
                    "Limit",
                    PAGE,
                    "ExclusiveStartKey",
                    next.map(JsonObject::values).orElse(null));
            var answer = read(WriteUnits.ask(vault, "Scan", Json.writeText(scan)));
            for (var item : answer.objects("Items").orElseThrow()) found = found.plus(vault, table, item.values());
            next = answer.object("LastEvaluatedKey");
        } while (next.isPresent());
        return found;
    }

    private static JsonObject read(String answer) {
        if (Json.read(answer.getBytes(StandardCharsets.UTF_8)) instanceof Json.Reading.Read(var json)) return json;
        throw new SetUpException("DynamoDB Local answered with no JSON", "Start again.");
    }

    private LedgerItems plus(Vault vault, String table, Map<String, Object> item) {
        var put = Json.members("TableName", table, "ReturnConsumedCapacity", "TOTAL", "Item", item);
        var units = WriteUnits.of(vault, Json.writeText(put));
        var lines = item.get("lines");
        if (lines == null) return new LedgerItems(batches, pointers.plus(units, 0));
        return new LedgerItems(batches.plus(units, bytes(lines)), pointers);
    }

    /** Of a binary attribute, as DynamoDB's JSON spells it. */
    private static int bytes(Object attribute) {
        if (attribute instanceof Map<?, ?> typed && typed.get("B") instanceof String text)
            return Base64.getDecoder().decode(text).length;
        throw new SetUpException("The ledger's lines are no bytes", "Does this still fit DynamoLedgerStore?");
    }
}
