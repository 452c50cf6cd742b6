package io.cloakroom.userpool.trigger;

import io.cloakroom.http.Body;

/** What became of one call of a function. */
sealed interface Reply {
    /**
     * It gave something back.
     *
     * @param json unread
     */
    record Returned(Body json) implements Reply {}

    /**
     * It threw.
     *
     * @param words those of its exception
     */
    record Threw(String words) implements Reply {
        @Override
        public String toString() {
            return "Threw[hidden]";
        }
    }

    /**
     * It was not reached, or did not end in time: another try may help.
     *
     * @param error as AWS calls it
     */
    record Unanswered(String error) implements Reply {}

    /**
     * It cannot be called at all.
     *
     * @param error as AWS calls it
     */
    record Impossible(String error) implements Reply {}
}
