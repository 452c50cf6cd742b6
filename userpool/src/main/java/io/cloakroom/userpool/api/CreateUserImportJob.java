package io.cloakroom.userpool.api;

import io.cloakroom.userpool.csvimport.UploadEndpoint;
import io.cloakroom.userpool.store.ImportJob;
import io.cloakroom.userpool.store.Opaque;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a job that brings users over, and an address to which its file is uploaded. */
final class CreateUserImportJob implements Operation {
    private static final String LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 10;
    private static final int JOBS_MAX = 1000;
    private static final Duration UPLOAD_WITHIN = Duration.ofMinutes(15);

    @Override
    public String name() {
        return "CreateUserImportJob";
    }

    @Override
    public Set<String> members() {
        return Set.of("JobName", "UserPoolId", "CloudWatchLogsRoleArn");
    }

    @Override
    public String differences() {
        return "no `PasswordHashingAlgorithm`; files of at most 10 MiB; `GET` of `PreSignedUrl` shows what CloudWatch Logs would:"
                + " the role is not used";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var name = input.text("JobName", TextRule.JOB_NAME);
        var role = input.text("CloudWatchLogsRoleArn", TextRule.ARN);
        var secret = Opaque.random();
        var now = parts.clock().instant();
        var id = "import-" + Opaque.name(LETTERS_AND_DIGITS, ID_LENGTH);
        var job = parts.database().answer(tables -> {
            var pool = Lookups.pool(tables, input);
            if (tables.imports().count(pool.id()) >= JOBS_MAX) {
                throw new ApiFault(ApiFault.Type.LIMIT_EXCEEDED, "At most 1000 user import jobs");
            }
            tables.imports()
                    .add(new ImportJob(
                            0,
                            id,
                            pool.id(),
                            name,
                            role,
                            Opaque.hash(secret),
                            now.plus(UPLOAD_WITHIN),
                            ImportJob.Status.CREATED,
                            now,
                            Optional.empty(),
                            Optional.empty(),
                            1,
                            ImportJob.Counts.NONE,
                            Optional.empty()));
            return tables.imports().find(id).orElseThrow();
        });
        var shape = ImportJobShape.of(job);
        shape.put("PreSignedUrl", parts.publicUrl() + UploadEndpoint.PATH + UploadEndpoint.query(id, secret));
        return Map.of("UserImportJob", shape);
    }
}
