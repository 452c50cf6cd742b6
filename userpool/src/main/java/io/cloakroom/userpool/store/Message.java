package io.cloakroom.userpool.store;

import java.time.Instant;

/**
 * A mail or text message. Its text hides what it says.
 *
 * @param destination an e-mail address or a phone number
 * @param code the code that stands in it
 */
public record Message(String poolId, Medium medium, String destination, String words, String code, Instant sent) {
    /** Spelled as on the wire. */
    public enum Medium {
        EMAIL,
        SMS
    }

    public Message withWords(String newWords) {
        return new Message(poolId, medium, destination, newWords, code, sent);
    }

    @Override
    public String toString() {
        return "Message[" + medium + "]";
    }
}
