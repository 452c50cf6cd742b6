package io.cloakroom.userpool.pages;

import java.util.List;

/** What was sent, or would have been, the newest first. */
public record OutboxView(List<Line> lines) {
    public OutboxView {
        lines = List.copyOf(lines);
    }

    /**
     * One message.
     *
     * @param fate what became of it
     */
    public record Line(
            String poolId,
            String medium,
            String destination,
            String subject,
            String words,
            String code,
            String fate,
            String sent) {
        @Override
        public String toString() {
            return "Line[" + medium + "]";
        }
    }
}
