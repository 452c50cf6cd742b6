package io.cloakroom.userpool.csvimport;

import io.cloakroom.http.Body;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.ImportJob;
import io.cloakroom.userpool.store.ImportJob.Status;
import io.cloakroom.userpool.store.ImportJobs.Line;
import io.cloakroom.userpool.store.Opaque;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * {@code PUT /import}: takes the file of a job, as the pre-signed address of S3 does on AWS. {@code GET} at the same address
 * tells what became of its lines, as the log of the job does there. Whoever has the address needs nothing else.
 */
public final class UploadEndpoint {
    public static final String PATH = "/import";

    private static final int LINES_MAX = 100_000;

    private final Database database;
    private final Clock clock;

    public UploadEndpoint(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    public static String query(String id, String secret) {
        return "?job=" + id + "&key=" + secret;
    }

    public Response put(Request request) {
        var bytes = request.body().bytes();
        return database.answer(tables -> {
            var job = find(request, tables.imports()::find);
            if (job.isEmpty()) return plain(403, "No such job, or its address is another one.");
            if (!clock.instant().isBefore(job.get().uploadUntil())) {
                return plain(403, "This address has expired: make another job.");
            }
            if (job.get().status() != Status.CREATED) return plain(409, "The job has been started already.");
            tables.imports().putFile(job.get().id(), bytes);
            return plain(200, "Taken, " + bytes.length + " bytes. StartUserImportJob starts the job.");
        });
    }

    public Response log(Request request) {
        return database.answer(tables -> find(request, tables.imports()::find)
                .map(job -> plain(200, text(job, tables.imports().lines(job.id(), LINES_MAX))))
                .orElseGet(() -> plain(403, "No such job, or its address is another one.")));
    }

    private static Optional<ImportJob> find(Request request, Function<String, Optional<ImportJob>> jobs) {
        if (!(Parameters.read(request.query()) instanceof Parameters.Reading.Read read)) return Optional.empty();
        var key = Opaque.hash(read.parameters().get("key").orElse("")).getBytes(StandardCharsets.US_ASCII);
        return read.parameters()
                .get("job")
                .flatMap(jobs)
                .filter(job -> MessageDigest.isEqual(key, job.uploadHash().getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(ImportJob job, List<Line> lines) {
        var counts = job.counts();
        return "%s: %s. Imported %d, skipped %d, failed %d.%n"
                        .formatted(
                                job.id(),
                                job.message().orElse(job.status().wireName()),
                                counts.imported(),
                                counts.skipped(),
                                counts.failed())
                + lines.stream()
                        .map(line ->
                                "[" + line.outcome() + "] Line Number " + line.number() + " - " + line.words() + "\n")
                        .collect(Collectors.joining());
    }

    private static Response plain(int status, String text) {
        return Response.of(status)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .with("text/plain; charset=utf-8", Body.of(text.endsWith("\n") ? text : text + "\n"));
    }
}
