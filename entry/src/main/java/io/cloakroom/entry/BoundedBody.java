package io.cloakroom.entry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Collects a body up to a size and a moment, whichever comes first. */
final class BoundedBody {
    private static final int CHUNK_BYTES = 8 << 10;

    enum Outcome {
        WHOLE,
        TOO_LARGE,
        TOO_SLOW
    }

    private final int bytesMax;
    private final long deadlineNanos;
    private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

    /** @param deadlineNanos on the scale of {@link System#nanoTime} */
    BoundedBody(int bytesMax, long deadlineNanos) {
        this.bytesMax = bytesMax;
        this.deadlineNanos = deadlineNanos;
    }

    // The socket's own time-out bounds each read; without the deadline a byte now and then would hold on for ever.
    Outcome read(InputStream in) throws IOException {
        var chunk = new byte[CHUNK_BYTES];
        for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            collected.write(chunk, 0, n);
            if (collected.size() > bytesMax) return Outcome.TOO_LARGE;
            if (System.nanoTime() - deadlineNanos > 0) return Outcome.TOO_SLOW;
        }
        return Outcome.WHOLE;
    }

    byte[] bytes() {
        return collected.toByteArray();
    }
}
