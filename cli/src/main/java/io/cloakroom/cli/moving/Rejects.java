package io.cloakroom.cli.moving;

import io.cloakroom.cli.moving.Import.Outcome.Rejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of the rows that were not taken, as CSV: lines and reasons, never what stood in them. */
public final class Rejects implements AutoCloseable {
    private final Writer file;

    Rejects(Writer file) {
        this.file = file;
    }

    /** @throws IOException if it is there already, or cannot be made */
    public static Rejects create(Path path) throws IOException {
        var file = Files.newBufferedWriter(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        file.write("line,reason\n");
        return new Rejects(file);
    }

    /** @throws UncheckedIOException if the disk takes no more */
    public void add(Rejected row) {
        try {
            file.write(row.line() + ",\"" + row.reason().replace("\"", "\"\"") + "\"\n");
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
