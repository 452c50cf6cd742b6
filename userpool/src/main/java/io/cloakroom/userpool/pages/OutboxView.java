package io.cloakroom.userpool.pages;

import java.util.List;

/** What would have been sent, the newest first. */
public record OutboxView(List<Line> lines) {
    public OutboxView {
        lines = List.copyOf(lines);
    }

    public record Line(String poolId, String medium, String destination, String words, String sent) {
        @Override
        public String toString() {
            return "Line[" + medium + "]";
        }
    }
}
