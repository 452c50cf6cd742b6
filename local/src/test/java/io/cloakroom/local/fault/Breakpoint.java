package io.cloakroom.local.fault;

import java.util.List;

/**
 * A moment in the traffic at which a test strikes: kills a process, say. The connection is reset there, so that nobody hears of
 * what happened.
 *
 * @param nth counted over all connections, from 1
 * @param words each occurrence of one of them in what clients send counts: {@code "DynamoDB_20120810.PutItem"}
 * @param moment of the n-th request
 * @param strike run on a thread of the proxy
 */
public record Breakpoint(int nth, List<String> words, Moment moment, Runnable strike) {
    public Breakpoint {
        if (nth < 1) throw new IllegalArgumentException("nth: from 1");
        words = List.copyOf(words);
    }

    public enum Moment {
        /** The system behind has seen nothing of it. */
        BEFORE_IT_ARRIVES,
        /** The system behind has done it, and its answer has not gone out. */
        BEFORE_ITS_ANSWER
    }
}
