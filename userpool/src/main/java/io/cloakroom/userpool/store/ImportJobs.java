package io.cloakroom.userpool.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The jobs that bring users over from files, their files, and what became of the lines. */
public final class ImportJobs {
    private final Handle handle;

    ImportJobs(Handle handle) {
        this.handle = handle;
    }

    /** A line that made no user. */
    public record Line(int number, String outcome, String words) {}

    public void add(ImportJob job) {
        handle.createUpdate(
                        "INSERT INTO import_jobs (id, pool_id, name, role, upload_hash, upload_until, status, created)"
                                + " VALUES (:id, :poolId, :name, :role, :uploadHash, :uploadUntil, :status, :created)")
                .bind("id", job.id())
                .bind("poolId", job.poolId())
                .bind("name", job.name())
                .bind("role", job.role())
                .bind("uploadHash", job.uploadHash())
                .bind("uploadUntil", job.uploadUntil().toEpochMilli())
                .bind("status", job.status().name())
                .bind("created", job.created().toEpochMilli())
                .execute();
    }

    public void update(ImportJob job) {
        handle.createUpdate("UPDATE import_jobs SET status = :status, started = :started, completed = :completed,"
                        + " line = :line, imported = :imported, skipped = :skipped, failed = :failed, message = :message"
                        + " WHERE id = :id")
                .bind("id", job.id())
                .bind("status", job.status().name())
                .bind("started", job.started().map(Instant::toEpochMilli))
                .bind("completed", job.completed().map(Instant::toEpochMilli))
                .bind("line", job.line())
                .bind("imported", job.counts().imported())
                .bind("skipped", job.counts().skipped())
                .bind("failed", job.counts().failed())
                .bind("message", job.message())
                .execute();
    }

    public Optional<ImportJob> find(String id) {
        return handle.createQuery("SELECT * FROM import_jobs WHERE id = :id")
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne();
    }

    public int count(String poolId) {
        return handle.createQuery("SELECT count(*) FROM import_jobs WHERE pool_id = :poolId")
                .bind("poolId", poolId)
                .mapTo(Integer.class)
                .one();
    }

    /** The newest first, those before {@code before}. */
    public List<ImportJob> list(String poolId, long before, int most) {
        return read(handle.createQuery("SELECT * FROM import_jobs WHERE pool_id = :poolId AND number < :before"
                        + " ORDER BY number DESC LIMIT :most")
                .bind("poolId", poolId)
                .bind("before", before)
                .bind("most", most));
    }

    /** Those of all pools that work on their files, or did when the process ended. */
    public List<ImportJob> active() {
        return read(handle.createQuery(
                "SELECT * FROM import_jobs WHERE status IN ('IN_PROGRESS', 'STOPPING') ORDER BY number"));
    }

    public boolean hasActive(String poolId) {
        return active().stream().anyMatch(job -> job.poolId().equals(poolId));
    }

    private static List<ImportJob> read(Query query) {
        return query.map((row, _) -> read(row)).list();
    }

    public void putFile(String id, byte[] csv) {
        handle.createUpdate("INSERT OR REPLACE INTO import_files VALUES (:id, :csv)")
                .bind("id", id)
                .bind("csv", csv)
                .execute();
    }

    public Optional<byte[]> file(String id) {
        return handle.createQuery("SELECT csv FROM import_files WHERE job_id = :id")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne();
    }

    public void removeFile(String id) {
        handle.createUpdate("DELETE FROM import_files WHERE job_id = :id")
                .bind("id", id)
                .execute();
    }

    public void addLine(String id, Line line) {
        handle.createUpdate("INSERT INTO import_lines VALUES (:id, :line, :outcome, :words)")
                .bind("id", id)
                .bind("line", line.number())
                .bind("outcome", line.outcome())
                .bind("words", line.words())
                .execute();
    }

    public List<Line> lines(String id, int most) {
        return handle.createQuery("SELECT * FROM import_lines WHERE job_id = :id ORDER BY line LIMIT :most")
                .bind("id", id)
                .bind("most", most)
                .map((row, _) -> new Line(row.getInt("line"), row.getString("outcome"), row.getString("words")))
                .list();
    }

    private static ImportJob read(ResultSet row) throws SQLException {
        return new ImportJob(
                row.getLong("number"),
                row.getString("id"),
                row.getString("pool_id"),
                row.getString("name"),
                row.getString("role"),
                row.getString("upload_hash"),
                Columns.instant(row, "upload_until"),
                ImportJob.Status.valueOf(row.getString("status")),
                Columns.instant(row, "created"),
                Columns.optionalInstant(row, "started"),
                Columns.optionalInstant(row, "completed"),
                row.getInt("line"),
                new ImportJob.Counts(row.getInt("imported"), row.getInt("skipped"), row.getInt("failed")),
                Columns.optionalText(row, "message"));
    }
}
