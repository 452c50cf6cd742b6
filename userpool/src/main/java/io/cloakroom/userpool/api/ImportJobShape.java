package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.ImportJob;
import io.cloakroom.userpool.store.Tables;
import java.util.Map;

/** UserImportJobType, and the job that a call names. */
final class ImportJobShape {
    private ImportJobShape() {}

    static Map<String, Object> of(ImportJob job) {
        var shape = Json.members(
                "JobName", job.name(),
                "JobId", job.id(),
                "UserPoolId", job.poolId(),
                "CreationDate", Shapes.time(job.created()),
                "Status", job.status().wireName(),
                "CloudWatchLogsRoleArn", job.role(),
                "ImportedUsers", job.counts().imported(),
                "SkippedUsers", job.counts().skipped(),
                "FailedUsers", job.counts().failed());
        job.started().ifPresent(time -> shape.put("StartDate", Shapes.time(time)));
        job.completed().ifPresent(time -> shape.put("CompletionDate", Shapes.time(time)));
        job.message().ifPresent(words -> shape.put("CompletionMessage", words));
        return shape;
    }

    static ImportJob named(Tables tables, Input input) {
        var pool = Lookups.pool(tables, input);
        var id = input.text("JobId", TextRule.JOB_ID);
        return tables.imports()
                .find(id)
                .filter(job -> job.poolId().equals(pool.id()))
                .orElseThrow(() ->
                        new ApiFault(ApiFault.Type.RESOURCE_NOT_FOUND, "User import job " + id + " does not exist."));
    }
}
