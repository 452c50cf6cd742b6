package io.cloakroom.ledger;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that somebody asked for, and what was decided. Holds no value of any field.
 *
 * @param about whose data it was; empty where it was nobody's in particular
 * @param subject which records; empty where it was about none
 * @param purpose why, in the words that staff chose; 1 to 200 characters
 * @param refusal the code of the problem that was answered; empty if it was allowed and done
 * @param requestId of the request or the command that it belongs to
 */
public record Entry(
        Instant at,
        Actor actor,
        Act act,
        Optional<MemberId> about,
        Optional<Subject> subject,
        Optional<String> purpose,
        Optional<String> refusal,
        String requestId) {
    public static final int PURPOSE_CHARACTERS_MAX = 200;

    public Entry {
        purpose.ifPresent(text ->
                require(!text.isBlank() && text.length() <= PURPOSE_CHARACTERS_MAX, "purpose", "1 to 200 characters"));
    }
}
