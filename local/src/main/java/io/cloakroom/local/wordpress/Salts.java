package io.cloakroom.local.wordpress;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** WordPress's eight secrets, by which it signs cookies and nonces. */
final class Salts {
    private static final List<String> NAMES = List.of(
            "AUTH_KEY",
            "SECURE_AUTH_KEY",
            "LOGGED_IN_KEY",
            "NONCE_KEY",
            "AUTH_SALT",
            "SECURE_AUTH_SALT",
            "LOGGED_IN_SALT",
            "NONCE_SALT");
    private static final int LENGTH = 64;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Salts() {}

    /** All eight as one secret of a state folder. */
    static String make() {
        return letters(LENGTH * NAMES.size());
    }

    static Constants constants(String all) {
        return IntStream.range(0, NAMES.size())
                .boxed()
                .reduce(
                        Constants.none(),
                        (constants, at) -> constants.text(NAMES.get(at), all.substring(at * LENGTH, (at + 1) * LENGTH)),
                        Constants::and);
    }

    static String letters(int length) {
        return new SecureRandom()
                .ints(length, 0, LETTERS.length())
                .mapToObj(at -> LETTERS.substring(at, at + 1))
                .collect(Collectors.joining());
    }
}
