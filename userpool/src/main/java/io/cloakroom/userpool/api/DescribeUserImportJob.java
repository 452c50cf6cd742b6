package io.cloakroom.userpool.api;

import java.util.Map;
import java.util.Set;

/** Shows a job that brings users over. */
final class DescribeUserImportJob implements Operation {
    @Override
    public String name() {
        return "DescribeUserImportJob";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "JobId");
    }

    @Override
    public String differences() {
        return "no `PreSignedUrl`: it is told once";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var job = parts.database().answer(tables -> ImportJobShape.named(tables, input));
        return Map.of("UserImportJob", ImportJobShape.of(job));
    }
}
