package io.cloakroom.userpool.confirmation;

import io.cloakroom.userpool.store.Letter;
import io.cloakroom.userpool.store.Message;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import java.time.Clock;
import java.util.Map;

/**
 * Codes that are good for one step of one sign-in: whoever keeps the hash with that step decides how long. Belongs inside a
 * transaction.
 */
public final class SignInCodes {
    private static final String PURPOSE = "SIGN_IN";

    private final Clock clock;

    public SignInCodes(Clock clock) {
        this.clock = clock;
    }

    /** Sends a new code and answers its hash. */
    public String send(Tables tables, User user, Contact to) {
        var code = Codes.sixDigits();
        var words = "Your code to sign in: " + code;
        var message = new Message(user.poolId(), to.medium(), to.destination(), words, code, clock.instant());
        var letter = new Letter(
                message, user.sub(), "CustomMessage_Authentication", CallerContext.NO_CLIENT, Map.of(), false);
        tables.messages().add(letter);
        // With something random, so that the same digits for another step have another hash.
        var salt = Opaque.random();
        return salt + " " + Codes.hash(tables, user, PURPOSE + salt, code);
    }

    public static boolean isRight(Tables tables, User user, String sent, String typed) {
        var salt = sent.substring(0, sent.indexOf(' '));
        return Codes.isSame(sent, salt + " " + Codes.hash(tables, user, PURPOSE + salt, typed));
    }
}
