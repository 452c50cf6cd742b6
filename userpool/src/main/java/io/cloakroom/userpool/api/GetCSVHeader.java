package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.csvimport.CsvHeader;
import java.util.Map;
import java.util.Set;

/** Tells the columns of a file that brings users over. */
final class GetCSVHeader implements Operation {
    @Override
    public String name() {
        return "GetCSVHeader";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var pool = parts.database().answer(tables -> Lookups.pool(tables, input));
        return Json.members("UserPoolId", pool.id(), "CSVHeader", CsvHeader.of(pool));
    }
}
