package io.cloakroom.bench.load;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;

/** Whole HTTP requests for wrk to walk, each with its length on a line before it. */
public record RequestFile(Path file) {

    /** @param requests at least one */
    public static RequestFile write(Path file, Stream<byte[]> requests) {
        try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (Iterator<byte[]> each = requests.iterator(); each.hasNext(); ) {
                var request = each.next();
                out.write((request.length + "\n").getBytes(StandardCharsets.US_ASCII));
                out.write(request);
            }
            return new RequestFile(file);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
