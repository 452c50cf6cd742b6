package io.cloakroom.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where a program's own words go. Appended to; set aside when it has grown large. */
final class LogFile {
    static final int BYTES_MAX = 5 << 20;

    private static final int TAIL_BYTES_MAX = 2048;
    private static final int TAIL_LINES_MAX = 8;

    private final Path path;
    private final long begin;

    private LogFile(Path path, long begin) {
        this.path = path;
        this.begin = begin;
    }

    static LogFile open(Path path) {
        try {
            var size = Files.exists(path) ? Files.size(path) : 0;
            if (size <= BYTES_MAX) return new LogFile(path, size);
            Files.move(path, path.resolveSibling(path.getFileName() + ".old"), StandardCopyOption.REPLACE_EXISTING);
            return new LogFile(path, 0);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    Path path() {
        return path;
    }

    /** The last lines since it was opened; empty if there are none. */
    String tail() {
        try (var channel = FileChannel.open(path)) {
            var from = Math.max(begin, channel.size() - TAIL_BYTES_MAX);
            var bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
            channel.read(bytes, from);
            var lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                    .strip()
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES_MAX), lines.size()));
        } catch (IOException none) {
            return "";
        }
    }
}
