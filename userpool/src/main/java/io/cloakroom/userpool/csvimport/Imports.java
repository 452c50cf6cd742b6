package io.cloakroom.userpool.csvimport;

import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.ImportJob;
import io.cloakroom.userpool.store.ImportJob.Counts;
import io.cloakroom.userpool.store.ImportJob.Status;
import io.cloakroom.userpool.store.ImportJobs.Line;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on import jobs, one at a time for each pool. Lines are taken in small lots, each with its users, its counts and how
 * far it came in one transaction: whenever the process ends, a job goes on with the next start where it was.
 */
public final class Imports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Imports.class);
    private static final int LOT = 100;

    private final Database database;
    private final Clock clock;
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    public Imports(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Goes on with what was under way when the process ended. */
    public void resume() {
        database.answer(tables -> tables.imports().active()).forEach(job -> run(job.id()));
    }

    /** Works on a job that is started, beside whoever called. */
    public void run(String id) {
        var worker = Thread.ofVirtual().name("import " + id).unstarted(() -> work(id));
        workers.add(worker);
        worker.start();
    }

    private void work(String id) {
        try {
            var file = database.answer(tables -> tables.imports().file(id));
            var reading = CsvFile.read(file.orElse(new byte[0]));
            var isMore = true;
            while (isMore && !isClosed) isMore = database.answer(tables -> lot(tables, id, reading));
        } catch (UpstreamException outage) {
            LOG.error("import {}: {}", id, outage.getMessage(), outage);
        } finally {
            workers.remove(Thread.currentThread());
        }
    }

    /** Whether there is more to do. */
    private boolean lot(Tables tables, String id, CsvFile.Reading reading) {
        var found = tables.imports().find(id).filter(ImportJob::isActive);
        if (found.isEmpty()) return false;
        var job = found.get();
        if (job.status() == Status.STOPPING) return end(tables, job, Status.STOPPED, "Import Job Stopped");
        var pool = tables.pools().find(job.poolId()).orElseThrow();
        return switch (reading) {
            case CsvFile.Reading.Unreadable bad -> end(tables, job, Status.FAILED, bad.reason());
            case CsvFile.Reading.Read read -> lot(tables, job, pool, read.lines());
        };
    }

    private boolean lot(Tables tables, ImportJob job, Pool pool, List<String> lines) {
        var columns = CsvFile.values(lines.getFirst());
        if (!CsvHeader.isOf(pool, columns)) {
            return end(tables, job, Status.FAILED, "The header of the file is not that of the user pool.");
        }
        var last = Math.min(job.line() + LOT, lines.size());
        var counts = job.counts();
        for (var number = job.line() + 1; number <= last; number++) {
            var line = lines.get(number - 1);
            if (!line.isBlank()) counts = add(tables, job, pool, columns, number, line, counts);
        }
        var gone = job.at(last, counts);
        if (last < lines.size()) {
            tables.imports().update(gone);
            return true;
        }
        return end(tables, gone, Status.SUCCEEDED, "Import Job Completed Successfully.");
    }

    private Counts add(
            Tables tables, ImportJob job, Pool pool, List<String> columns, int number, String line, Counts counts) {
        return switch (CsvUser.add(tables, pool, columns, line, clock.instant())) {
            case CsvUser.Outcome.Imported _ -> new Counts(counts.imported() + 1, counts.skipped(), counts.failed());
            case CsvUser.Outcome.Skipped skipped -> {
                tables.imports().addLine(job.id(), new Line(number, "SKIPPED", skipped.words()));
                yield new Counts(counts.imported(), counts.skipped() + 1, counts.failed());
            }
            case CsvUser.Outcome.Failed failed -> {
                tables.imports().addLine(job.id(), new Line(number, "FAILED", failed.words()));
                yield new Counts(counts.imported(), counts.skipped(), counts.failed() + 1);
            }
        };
    }

    private boolean end(Tables tables, ImportJob job, Status status, String words) {
        tables.imports().update(job.ended(status, words, clock.instant()));
        tables.imports().removeFile(job.id());
        LOG.info("import {}: {}", job.id(), status.wireName());
        return false;
    }

    /** Waits for the lots under way. */
    @Override
    public void close() {
        isClosed = true;
        for (var worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
