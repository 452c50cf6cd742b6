package io.cloakroom.local.standin;

import java.util.Arrays;
import java.util.Locale;

/** What the login page says about what has just happened. */
enum Message {
    SESSION_EXPIRED("Your session has ended. Sign in again and you will be back where you were."),
    SIGN_IN_FAILED("Signing in did not work. Please try again."),
    UNAVAILABLE("Signing in is not possible at this time. Please try again in a few minutes."),
    SIGNED_OUT("You are signed out.");

    private final String sentence;

    Message(String sentence) {
        this.sentence = sentence;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @return the sentence for a word that an address has; empty for any other */
    static String sentence(String word) {
        return Arrays.stream(values())
                .filter(message -> message.word().equals(word))
                .map(message -> message.sentence)
                .findFirst()
                .orElse("");
    }

    /** The login page's address with this message. */
    String address(Target next) {
        return SitePage.LOGIN.path() + "?message=" + word() + "&redirect_to=" + LoginDesk.encoded(next.path());
    }
}
