package io.cloakroom.userpool.confirmation;

import io.cloakroom.userpool.store.ConfirmationCode;
import io.cloakroom.userpool.store.ConfirmationCode.Purpose;
import io.cloakroom.userpool.store.Letter;
import io.cloakroom.userpool.store.Message;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Sends six digits and takes them back, once. A million codes are soon tried: whoever calls {@link #check} counts the tries
 * first ({@link io.cloakroom.userpool.signin.HourlyLimit}). Belongs inside a transaction.
 */
public final class Codes {
    private static final Duration RESET_LIFE = Duration.ofHours(1);
    private static final Duration OTHERS_LIFE = Duration.ofHours(24);
    private static final int NUMBERS = 1_000_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Clock clock;

    public Codes(Clock clock) {
        this.clock = clock;
    }

    /** What became of a code that was typed. */
    public enum Check {
        RIGHT,
        WRONG,
        /** Too late, used, never sent, or sent to an address that the user no longer has. */
        EXPIRED
    }

    /**
     * Sends a new code; an earlier one for the same purpose is worth nothing from now on.
     *
     * @param occasion by which a function that words messages knows this one: {@code triggerSource} without its beginning
     */
    public void send(Tables tables, User user, Purpose purpose, Contact to, String occasion, CallerContext caller) {
        var now = clock.instant();
        var code = sixDigits();
        var expires = now.plus(purpose == Purpose.PASSWORD_RESET ? RESET_LIFE : OTHERS_LIFE);
        var hash = hash(tables, user, purpose.name(), code);
        tables.confirmationCodes()
                .put(new ConfirmationCode(user.sub(), purpose, to.attribute(), to.destination(), hash, expires), now);
        var message = new Message(user.poolId(), to.medium(), to.destination(), words(purpose, code), code, now);
        tables.messages()
                .add(new Letter(
                        message, user.sub(), "CustomMessage_" + occasion, caller.clientId(), caller.metadata(), false));
    }

    private static String words(Purpose purpose, String code) {
        return switch (purpose) {
            case SIGN_UP -> "Welcome. Your code to confirm the new account: " + code;
            case PASSWORD_RESET -> "Your code to choose a new password: " + code;
            case VERIFY_EMAIL -> "Your code to confirm this e-mail address: " + code;
            case VERIFY_PHONE_NUMBER -> "Your code to confirm this phone number: " + code;
        };
    }

    /** Looks at a code and leaves it as it is. */
    public Check check(Tables tables, User user, Purpose purpose, String typed) {
        var sent = tables.confirmationCodes()
                .find(user.sub(), purpose)
                .filter(code -> clock.instant().isBefore(code.expires()))
                .filter(code -> user.attribute(code.attribute()).equals(Optional.of(code.destination())));
        if (sent.isEmpty()) return Check.EXPIRED;
        var isRight = isSame(sent.get().hash(), hash(tables, user, purpose.name(), typed));
        return isRight ? Check.RIGHT : Check.WRONG;
    }

    /** The same; a code that is right is used up. Answers the attribute whose address it was sent to. */
    public Optional<String> spend(Tables tables, User user, Purpose purpose, String typed) {
        if (check(tables, user, purpose, typed) != Check.RIGHT) return Optional.empty();
        var attribute = tables.confirmationCodes().find(user.sub(), purpose).map(ConfirmationCode::attribute);
        tables.confirmationCodes().remove(user.sub(), purpose);
        return attribute;
    }

    static String sixDigits() {
        return "%06d".formatted(RANDOM.nextInt(NUMBERS));
    }

    /** With a secret: six digits by themselves would be found from their hash at once. */
    static String hash(Tables tables, User user, String purpose, String code) {
        var secret = tables.secrets().get("confirmation-code");
        return Opaque.keyed(secret, user.sub() + " " + purpose + " " + code);
    }

    static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
