package io.cloakroom.cli.memberships;

import io.cloakroom.cli.moving.Rows;
import io.cloakroom.cli.moving.Rows.Row;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Links as a CSV file: its first line names the columns {@code user} and {@code sub}, a site's user and a member. */
public final class LinkFile {
    static final int LINES_MAX = 1_000_000;
    static final int FAULTS_TOLD_MAX = 20;
    private static final long BYTES_MAX = 128L << 20;
    private static final String USER = "user";
    private static final String MEMBER = "sub";
    private static final int BATCH = 1_000;

    private final List<Line> lines = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, Integer> users = new HashMap<>();
    private final Map<MemberId, Integer> members = new HashMap<>();

    private LinkFile() {}

    /** @param number of the line, from 1 */
    public record Line(int number, String user, MemberId member) {}

    /** What became of a file. */
    public sealed interface Reading {
        record Read(List<Line> lines) implements Reading {
            public Read {
                lines = List.copyOf(lines);
            }
        }

        /** @param faults each with its line; no more than can be read at once */
        record Faulty(List<String> faults) implements Reading {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** @throws IOException if it cannot be read as a UTF-8 file of CSV */
    public static Reading read(Path file) throws IOException {
        var read = new LinkFile();
        try (var rows = Rows.open(file)) {
            if (Files.size(file) > BYTES_MAX) return new Reading.Faulty(List.of("at most 128 MiB"));
            rows.inBatches(BATCH, batch -> {
                batch.forEach(read::add);
                return read.faults.size() <= FAULTS_TOLD_MAX;
            });
        }
        return read.result();
    }

    private void add(Row row) {
        var number = Math.toIntExact(row.line());
        var user = row.cells().getOrDefault(USER, "").strip();
        var sub = row.cells().getOrDefault(MEMBER, "").strip();
        if (row.fault().isPresent()) fault(number, row.fault().get());
        else if (user.isEmpty() && sub.isEmpty()) fault(number, "the first line says user,sub, and this one both");
        else if (!Snapshot.isUser(user)) fault(number, "user: " + Snapshot.USER_FORM);
        else if (!MemberId.isMemberId(sub)) fault(number, "sub: the sub of a user of the pool");
        else if (lines.size() == LINES_MAX) fault(number, "at most " + LINES_MAX + " links");
        else add(new Line(number, user, new MemberId(sub)));
    }

    private void add(Line line) {
        var other = Optional.ofNullable(users.putIfAbsent(line.user(), line.number()))
                .or(() -> Optional.ofNullable(members.putIfAbsent(line.member(), line.number())));
        if (other.isPresent()) fault(line.number(), "one of the two stands in line " + other.get() + " already");
        else lines.add(line);
    }

    private void fault(int number, String allowed) {
        if (faults.size() < FAULTS_TOLD_MAX) faults.add(number + ": " + allowed);
        else if (faults.size() == FAULTS_TOLD_MAX) faults.add("and more");
    }

    private Reading result() {
        if (users.isEmpty() && faults.isEmpty()) faults.add("1: the first line says user,sub, and a link follows");
        return faults.isEmpty() ? new Reading.Read(lines) : new Reading.Faulty(faults);
    }
}
