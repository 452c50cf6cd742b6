package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.ImportJob;
import io.cloakroom.userpool.store.Tables;
import java.util.Map;
import java.util.Set;

/** Stops a job after the lines that it is at. Users whom it has made stay. */
final class StopUserImportJob implements Operation {
    @Override
    public String name() {
        return "StopUserImportJob";
    }

    @Override
    public Set<String> members() {
        return Set.of("UserPoolId", "JobId");
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var stopping = parts.database().answer(tables -> stop(tables, input));
        return Map.of("UserImportJob", ImportJobShape.of(stopping));
    }

    private static ImportJob stop(Tables tables, Input input) {
        var job = ImportJobShape.named(tables, input);
        if (job.status() != ImportJob.Status.IN_PROGRESS) {
            throw StartUserImportJob.refused("The job is " + job.status().wireName() + ".");
        }
        var stopping = job.stopping();
        tables.imports().update(stopping);
        return stopping;
    }
}
