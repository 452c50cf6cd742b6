package io.cloakroom.userpool.store;

import java.util.Map;

/**
 * A message on its way: what has to be known to put it into other words. Its text hides everything.
 *
 * @param message in our own words
 * @param sub to whom it goes
 * @param source {@code triggerSource} of the function that may change its words
 * @param clientId of the app that asked for it
 * @param metadata of the call that asked for it
 * @param temporaryPassword whether its code is one, so that the message must name the user too
 */
public record Letter(
        Message message,
        String sub,
        String source,
        String clientId,
        Map<String, String> metadata,
        boolean temporaryPassword) {
    public Letter {
        metadata = Map.copyOf(metadata);
    }

    @Override
    public String toString() {
        return "Letter[" + source + "]";
    }
}
