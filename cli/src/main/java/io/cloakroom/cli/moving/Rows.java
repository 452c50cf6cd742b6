package io.cloakroom.cli.moving;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A file of rows: CSV (RFC 4180, UTF-8, a first line that names the columns) or JSON Lines (an object a line). Read as it
 * goes, so that a large file needs no large memory.
 */
public final class Rows implements AutoCloseable {
    private static final int LINE_CHARACTERS_MAX = 1 << 20;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Stream<Row> rows;

    private Rows(Stream<Row> rows) {
        this.rows = rows;
    }

    /**
     * One row. Does not print what it holds.
     *
     * @param line where it begins, from 1
     * @param cells by column; what is empty is absent
     * @param fault why it could not be read
     */
    public record Row(long line, Map<String, String> cells, Optional<String> fault) {
        public Row {
            cells = Map.copyOf(cells);
        }

        static Row unreadable(long line, String fault) {
            return new Row(line, Map.of(), Optional.of(fault));
        }

        @Override
        public String toString() {
            return "Row[line " + line + "]";
        }
    }

    /**
     * Opens a file by its ending, {@code .csv} or {@code .jsonl}.
     *
     * @throws IOException if it cannot be read, or has another ending
     */
    public static Rows open(Path file) throws IOException {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(file)) throw new IOException(file + ": not a file");
        try {
            if (name.endsWith(".csv")) return csv(file);
            if (name.endsWith(".jsonl")) return jsonLines(file);
        } catch (CharacterCodingException otherEncoding) {
            throw notUtf8(1);
        }
        throw new IOException(file + ": neither .csv nor .jsonl");
    }

    private static Rows csv(Path file) throws IOException {
        var reader = CsvReader.builder()
                .maxBufferSize(LINE_CHARACTERS_MAX)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofNamedCsvRecord(reader(file));
        return new Rows(reader.stream().map(Rows::row).onClose(() -> close(reader)));
    }

    private static Row row(NamedCsvRecord record) {
        if (record.getFieldCount() != record.getHeader().size()) {
            return Row.unreadable(
                    record.getStartingLineNumber(),
                    record.getFieldCount() + " cells where the first line names "
                            + record.getHeader().size());
        }
        var isGuarded = record.getHeader().contains(Formulas.COLUMN);
        var cells = record.getFieldsAsMap().entrySet().stream()
                .filter(cell -> !cell.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, cell -> isGuarded ? Formulas.unguard(cell.getValue()) : cell.getValue()));
        return new Row(record.getStartingLineNumber(), cells, Optional.empty());
    }

    private static Rows jsonLines(Path file) throws IOException {
        var reader = reader(file);
        var line = new long[1];
        return new Rows(Stream.generate(() -> line(reader))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .map(text -> {
                    line[0]++;
                    return text.isBlank() ? Optional.<Row>empty() : Optional.of(row(line[0], text));
                })
                .flatMap(Optional::stream)
                .onClose(() -> close(reader)));
    }

    /** The next line; of one that is too long no more than shows that it is. Empty at the end. */
    private static Optional<String> line(BufferedReader reader) {
        try {
            var character = reader.read();
            if (character < 0) return Optional.empty();
            var text = new StringBuilder();
            for (; character >= 0 && character != '\n'; character = reader.read())
                if (text.length() <= LINE_CHARACTERS_MAX) text.append((char) character);
            return Optional.of(text.toString());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Stops at what is no UTF-8, where others would put another character; a byte order mark is left out. */
    private static BufferedReader reader(Path file) throws IOException {
        var reader = Files.newBufferedReader(file);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) reader.reset();
        return reader;
    }

    private static Row row(long line, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Json.BYTES_MAX) return Row.unreadable(line, "longer than 1 MiB");
        return switch (Json.read(bytes)) {
            case Json.Reading.Read(var object) -> row(line, object);
            case Json.Reading.Unreadable _ -> Row.unreadable(line, "not a JSON object");
        };
    }

    private static Row row(long line, JsonObject object) {
        var cells = new HashMap<String, String>();
        for (var name : object.names()) {
            if (object.isNull(name)) continue;
            var cell = cell(object, name);
            if (cell.isEmpty())
                return Row.unreadable(line, name + ": a text, a whole number, true, false or a list of texts");
            if (!cell.get().isEmpty()) cells.put(name, cell.get());
        }
        return new Row(line, cells, Optional.empty());
    }

    private static Optional<String> cell(JsonObject object, String name) {
        OptionalLong whole = object.integer(name);
        return object.text(name)
                .or(() -> whole.isPresent() ? Optional.of(Long.toString(whole.getAsLong())) : Optional.empty())
                .or(() -> object.flag(name).map(String::valueOf))
                .or(() -> object.texts(name).map(texts -> String.join("\n", texts)));
    }

    /**
     * Hands out the rows, some at a time.
     *
     * @throws IOException if the file breaks off, or is no UTF-8
     */
    public void inBatches(int size, Predicate<List<Row>> work) throws IOException {
        Iterator<Row> all = rows.iterator();
        var batch = new ArrayList<Row>(size);
        var line = 1L;
        try {
            while (all.hasNext()) {
                var row = all.next();
                line = row.line();
                batch.add(row);
                if (batch.size() == size || !all.hasNext()) {
                    if (!work.test(List.copyOf(batch))) return;
                    batch.clear();
                }
            }
        } catch (CsvParseException fault) {
            // Its message quotes the file.
            throw new IOException("the CSV cannot be read behind line " + line);
        } catch (UncheckedIOException fault) {
            throw fault.getCause() instanceof CharacterCodingException ? notUtf8(line) : fault.getCause();
        }
    }

    private static IOException notUtf8(long line) {
        return new IOException("not UTF-8 behind line " + line + "; save the file as UTF-8 and run again");
    }

    private static void close(AutoCloseable reader) {
        try {
            reader.close();
        } catch (Exception gone) {
            // It was read, not written.
        }
    }

    @Override
    public void close() {
        rows.close();
    }
}
