package io.cloakroom.bench.system;

import io.cloakroom.bench.load.HttpConnection;
import io.cloakroom.bench.load.Requests;
import io.cloakroom.json.Json;
import io.cloakroom.local.dynamodb.DynamoDbLocal;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.record.Tables;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;

/** What DynamoDB counts for a write, by its own account. */
public final class WriteUnits {
    private static final Pattern UNITS = Pattern.compile("\"CapacityUnits\":([0-9.]+)");

    private WriteUnits() {}

    /** Writes what is stored of a site's user once more, unchanged. */
    public static double ofSnapshot(Vault vault, String site, String user) {
        var table = new Tables("cloakroom-").facts().name();
        var key = Map.of("owner", Map.of("S", Tables.siteUser(site, user)), "item", Map.of("S", "snapshot"));
        var found = ask(vault, "GetItem", Json.writeText(Json.members("TableName", table, "Key", key)));
        var item = found.substring("{\"Item\":".length(), found.length() - 1);
        var put = "{\"TableName\":\"" + table + "\",\"ReturnConsumedCapacity\":\"TOTAL\",\"Item\":" + item + "}";
        return of(vault, put);
    }

    /** @param put a PutItem that asks for what it consumes */
    static double of(Vault vault, String put) {
        var units = UNITS.matcher(ask(vault, "PutItem", put));
        if (!units.find()) throw new SetUpException("DynamoDB Local counted nothing", "Does its version still count?");
        return Double.parseDouble(units.group(1));
    }

    static String ask(Vault vault, String operation, String body) {
        var address = URI.create(vault.url());
        var credential = vault.accessKey() + "/20261123/" + DynamoDbLocal.REGION + "/dynamodb/aws4_request";
        var bytes = Requests.post(
                address.getAuthority(),
                "/",
                body,
                "Content-Type: application/x-amz-json-1.0",
                "X-Amz-Target: DynamoDB_20120810." + operation,
                // DynamoDB Local reads who asks, and checks no signature.
                "Authorization: AWS4-HMAC-SHA256 Credential=" + credential + ", SignedHeaders=host, Signature=0");
        try {
            return HttpConnection.ask(address.getPort(), bytes).body();
        } catch (IOException fault) {
            throw new SetUpException("DynamoDB Local did not answer", "Start again.", null, fault);
        }
    }
}
