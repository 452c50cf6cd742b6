package io.cloakroom.userpool.confirmation;

import io.cloakroom.userpool.store.Message;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.User;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An address of a user's.
 *
 * @param attribute {@code email} or {@code phone_number}
 */
public record Contact(String attribute, String destination) {
    /** Cognito's order where both would do. */
    private static final List<String> ATTRIBUTES = List.of("phone_number", "email");

    /** Where the code for a sign-up goes: what the pool verifies by itself. */
    public static Optional<Contact> toConfirm(Pool pool, User user) {
        return first(user, pool.settings().autoVerifiedAttributes()::contains);
    }

    /** Where a code goes that is worth a password: only what is known to be hers. */
    public static Optional<Contact> toRecover(User user) {
        return first(user, attribute -> user.attribute(attribute + "_verified").equals(Optional.of("true")));
    }

    public static Optional<Contact> of(User user, String attribute) {
        return first(user, attribute::equals);
    }

    private static Optional<Contact> first(User user, Predicate<String> condition) {
        return ATTRIBUTES.stream()
                .filter(condition)
                .flatMap(attribute -> user.attribute(attribute).map(value -> new Contact(attribute, value)).stream())
                .findFirst();
    }

    public Message.Medium medium() {
        return attribute.equals("email") ? Message.Medium.EMAIL : Message.Medium.SMS;
    }

    /** Enough for the user to know it and for nobody else. */
    public String masked() {
        if (!attribute.equals("email")) {
            var digits = Math.min(4, destination.length());
            return "+*******" + destination.substring(destination.length() - digits);
        }
        var at = destination.indexOf('@');
        return destination.charAt(0) + "***@" + destination.charAt(at + 1) + "***";
    }

    @Override
    public String toString() {
        return "Contact[" + attribute + "]";
    }
}
