package io.cloakroom.cli.memberships;

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

/**
 * Links as a CSV file (RFC 4180): the first line says {@code user,sub}, and each line names a site's user and a member. Neither
 * can hold a comma or a quote, so fields need no quoting; quotes around a field are taken off.
 */
public final class LinkFile {
    static final int LINES_MAX = 1_000_000;
    static final int FAULTS_TOLD_MAX = 20;
    private static final long BYTES_MAX = 128L << 20;
    private static final String HEADER = "user,sub";

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

    /** @throws IOException if it cannot be read as a UTF-8 file */
    public static Reading read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) throw new IOException(file + ": not a file");
        if (Files.size(file) > BYTES_MAX) return new Reading.Faulty(List.of("at most 128 MiB"));
        var read = new LinkFile();
        try (var reader = Files.newBufferedReader(file)) {
            var number = 0;
            for (var text = reader.readLine(); text != null; text = reader.readLine()) read.add(++number, text);
        }
        return read.result();
    }

    private void add(int number, String text) {
        if (number == 1) {
            var header = text.startsWith("\uFEFF") ? text.substring(1) : text;
            if (!header.replace("\"", "").equals(HEADER)) fault(number, "the first line says " + HEADER);
        } else if (lines.size() >= LINES_MAX) {
            fault(number, "at most " + LINES_MAX + " links");
        } else if (!text.isBlank()) {
            line(number, text);
        }
    }

    private void line(int number, String text) {
        var fields = text.split(",", -1);
        if (fields.length != 2) {
            fault(number, "two fields, " + HEADER);
            return;
        }
        var user = bare(fields[0]);
        var sub = bare(fields[1]);
        if (!Snapshot.isUser(user)) fault(number, "user: " + Snapshot.USER_FORM);
        else if (!MemberId.isMemberId(sub)) fault(number, "sub: the sub of a user of the pool");
        else add(new Line(number, user, new MemberId(sub)));
    }

    private void add(Line line) {
        var other = Optional.ofNullable(users.putIfAbsent(line.user(), line.number()))
                .or(() -> Optional.ofNullable(members.putIfAbsent(line.member(), line.number())));
        if (other.isPresent()) fault(line.number(), "one of the two stands in line " + other.get() + " already");
        else lines.add(line);
    }

    private static String bare(String field) {
        var text = field.strip();
        var isQuoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    private void fault(int number, String allowed) {
        if (faults.size() < FAULTS_TOLD_MAX) faults.add(number + ": " + allowed);
        else if (faults.size() == FAULTS_TOLD_MAX) faults.add("and more");
    }

    private Reading result() {
        if (users.isEmpty() && faults.isEmpty())
            faults.add("1: the first line says " + HEADER + ", and a link follows");
        return faults.isEmpty() ? new Reading.Read(lines) : new Reading.Faulty(faults);
    }
}
