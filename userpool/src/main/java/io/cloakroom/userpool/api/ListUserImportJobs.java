package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.ImportJob;
import java.util.Map;
import java.util.Set;

/** Lists the jobs that bring users over, the newest first. */
final class ListUserImportJobs implements Operation {
    private static final int LIMIT_MOST = 60;

    @Override
    public String name() {
        return "ListUserImportJobs";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "MaxResults", "PaginationToken");
    }

    @Override
    public String differences() {
        return "no `PreSignedUrl`: it is told once";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        if (!input.has("MaxResults")) input.text("MaxResults", TextRule.WORD);
        var page = ListPage.read(input, "PaginationToken", "MaxResults", LIMIT_MOST);
        var before = before(page.after());
        var jobs = parts.database()
                .answer(tables ->
                        tables.imports().list(Lookups.pool(tables, input).id(), before, page.fetch()));
        var answer = Json.members();
        page.put(answer, "UserImportJobs", "PaginationToken", jobs, ListUserImportJobs::key, ImportJobShape::of);
        return answer;
    }

    private static String key(ImportJob job) {
        return Long.toString(job.number());
    }

    private static long before(String key) {
        try {
            return key.isEmpty() ? Long.MAX_VALUE : Long.parseLong(key);
        } catch (NumberFormatException notOurs) {
            throw ApiFault.invalid("Invalid pagination token given.");
        }
    }
}
