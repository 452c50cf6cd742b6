package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.ImportJob;
import io.cloakroom.userpool.store.Tables;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Starts a job whose file has been uploaded. A pool works on one at a time. */
final class StartUserImportJob implements Operation {
    private static final Duration START_WITHIN = Duration.ofHours(24);

    @Override
    public String name() {
        return "StartUserImportJob";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "JobId");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var started = parts.database().answer(tables -> start(parts, tables, input));
        if (started.status() == ImportJob.Status.EXPIRED) throw refused("The job has expired.");
        parts.imports().run(started.id());
        return Map.of("UserImportJob", ImportJobShape.of(started));
    }

    private static ImportJob start(ApiParts parts, Tables tables, Input input) {
        var job = ImportJobShape.named(tables, input);
        var now = parts.clock().instant();
        if (job.status() != ImportJob.Status.CREATED)
            throw refused("The job is " + job.status().wireName() + ".");
        if (!now.isBefore(job.created().plus(START_WITHIN))) return expire(tables, job, parts);
        if (tables.imports().hasActive(job.poolId())) throw refused("Another job of this user pool is in progress.");
        if (tables.imports().file(job.id()).isEmpty()) throw refused("No file has been uploaded for this job.");
        if (Lookups.pool(tables, input).settings().autoVerifiedAttributes().isEmpty()) {
            throw refused(
                    "The user pool verifies no attribute automatically: imported users could not choose a password.");
        }
        var started = job.started(now);
        tables.imports().update(started);
        return started;
    }

    private static ImportJob expire(Tables tables, ImportJob job, ApiParts parts) {
        var expired = job.ended(
                ImportJob.Status.EXPIRED, "Import Job Expired", parts.clock().instant());
        tables.imports().update(expired);
        tables.imports().removeFile(job.id());
        return expired;
    }

    static ApiFault refused(String words) {
        return new ApiFault(ApiFault.Type.PRECONDITION_NOT_MET, words);
    }
}
