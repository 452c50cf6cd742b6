package io.cloakroom.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program run to its end: fed, read, and bounded in time and in size. */
final class Tool {
    /** More than that on standard output is a fault. */
    static final int OUTPUT_BYTES_MAX = 8 << 20;

    private final Child child;

    Tool(Child child) {
        this.child = child;
    }

    Finished run(byte[] input, Duration within) {
        var deadline = System.nanoTime() + within.toNanos();
        var process = child.process();
        var _ = Thread.ofVirtual().start(() -> feed(process, input));
        var reading = new FutureTask<>(() -> read(process.getInputStream()));
        var _ = Thread.ofVirtual().start(reading);
        try {
            var output = reading.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (output.length > OUTPUT_BYTES_MAX) throw child.trouble("printed too much");
            if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) throw late(within);
            return new Finished(process.exitValue(), new String(output, StandardCharsets.UTF_8), child.log());
        } catch (TimeoutException late) {
            throw late(within);
        } catch (ExecutionException fault) {
            throw child.trouble("could not be read");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw child.trouble("was not waited for: we are stopping");
        }
    }

    private RuntimeException late(Duration within) {
        return child.trouble("took longer than " + within.toSeconds() + " s");
    }

    private static byte[] read(InputStream output) throws IOException {
        return output.readNBytes(OUTPUT_BYTES_MAX + 1);
    }

    private static void feed(Process process, byte[] input) {
        try (var stream = process.getOutputStream()) {
            stream.write(input);
        } catch (IOException uninterested) {
            // It may end without reading what we say; its exit status tells whether that was right.
        }
    }
}
