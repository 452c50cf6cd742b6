package io.cloakroom.cli.moving;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.cloakroom.json.Json;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.MemberRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A file in the making, for {@link Rows} to read: its owner's alone, and under another name until it is whole. What a run left
 * behind that was stopped is begun anew; never is a whole file written over.
 */
public final class RowFile implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path file;
    private final Path partial;
    private final FileChannel channel;
    private final Form form;

    private RowFile(Path file, Path partial, FileChannel channel, Columns columns) throws IOException {
        this.file = file;
        this.partial = partial;
        this.channel = channel;
        var writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8.newEncoder(), -1));
        this.form = isCsv(file) ? new Csv(writer, columns) : new JsonLines(writer, columns);
    }

    /**
     * What the columns are called.
     *
     * @param id empty where a member has one record
     * @param fields in the order in which they are written
     */
    public record Columns(String member, Optional<String> id, SequencedMap<FieldName, String> fields) {
        public List<String> names() {
            var names = new ArrayList<String>();
            names.add(member);
            id.ifPresent(names::add);
            names.addAll(fields.values());
            return names;
        }
    }

    /** How a record is written. */
    private interface Form {
        void write(MemberRecord record) throws IOException;

        void flush() throws IOException;
    }

    /** @throws IOException if a file of that name is there, cannot be made, or is being written by somebody else */
    public static RowFile begin(Path file, Columns columns) throws IOException {
        check(file);
        var partial = file.resolveSibling(file.getFileName() + ".partial");
        clear(partial);
        var channel = FileChannel.open(
                partial,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        lock(channel, partial);
        return new RowFile(file, partial, channel, columns);
    }

    /** @throws IOException if there could be no file of that name */
    public static void check(Path file) throws IOException {
        if (!isCsv(file) && !hasEnding(file, ".jsonl")) throw new IOException(file + ": neither .csv nor .jsonl");
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) throw isThere(file);
    }

    private static boolean isCsv(Path file) {
        return hasEnding(file, ".csv");
    }

    private static boolean hasEnding(Path file, String ending) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private static IOException isThere(Path file) {
        return new IOException(file + ": is there already; an export is never written over");
    }

    /** Somebody who is still writing holds its lock: to take the file from under him would end in a half one of his name. */
    private static void clear(Path partial) throws IOException {
        try (var old = FileChannel.open(partial, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            lock(old, partial);
        } catch (NoSuchFileException none) {
            return;
        }
        Files.delete(partial);
    }

    private static void lock(FileChannel channel, Path partial) throws IOException {
        try {
            if (channel.tryLock() != null) return;
        } catch (OverlappingFileLockException ours) {
            // In this process.
        }
        throw new IOException(partial + ": another export is writing it");
    }

    public void write(MemberRecord record) throws IOException {
        form.write(record);
    }

    /**
     * Leaves the file under its other name: something is missing in it.
     *
     * @return that name
     */
    public Path leave() throws IOException {
        form.flush();
        channel.force(true);
        return partial;
    }

    /** Gives the file its name: it is whole. */
    public void finish() throws IOException {
        leave();
        try {
            // A link, unlike a move, fails if the name is taken.
            Files.createLink(file, partial);
        } catch (FileAlreadyExistsException taken) {
            throw isThere(file);
        }
        Files.delete(partial);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Every cell in quotes: a semicolon in one would part it, for spreadsheets of half the world. */
    private static final class Csv implements Form {
        private final CsvWriter csv;
        private final Columns columns;

        Csv(Writer writer, Columns columns) {
            this.columns = columns;
            this.csv = CsvWriter.builder()
                    .quoteStrategy(QuoteStrategies.ALWAYS)
                    .lineDelimiter(LineDelimiter.LF)
                    .build(writer);
            var names = new ArrayList<>(columns.names());
            names.add(Formulas.COLUMN);
            csv.writeRecord(names);
        }

        @Override
        public void write(MemberRecord record) throws IOException {
            var cells = new ArrayList<String>();
            cells.add(Formulas.guard(record.member().value()));
            columns.id().ifPresent(_ -> cells.add(Formulas.guard(record.id().value())));
            for (var name : columns.fields().keySet()) {
                cells.add(Formulas.guard(record.fields().getOrDefault(name, "")));
            }
            cells.add("");
            try {
                csv.writeRecord(cells);
            } catch (UncheckedIOException fault) {
                throw fault.getCause();
            }
        }

        @Override
        public void flush() throws IOException {
            csv.flush();
        }
    }

    private record JsonLines(Writer writer, Columns columns) implements Form {
        @Override
        public void write(MemberRecord record) throws IOException {
            var members = Json.members(columns.member(), record.member().value());
            columns.id().ifPresent(id -> members.put(id, record.id().value()));
            columns.fields().forEach((name, column) -> {
                var value = record.fields().get(name);
                if (value != null) members.put(column, value);
            });
            writer.write(Json.writeText(members));
            writer.write('\n');
        }

        @Override
        public void flush() throws IOException {
            writer.flush();
        }
    }
}
