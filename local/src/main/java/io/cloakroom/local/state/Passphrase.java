package io.cloakroom.local.state;

import java.security.SecureRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Passphrases that can be read aloud and typed: "Tavemo-Rikuso-Belodu-47". */
final class Passphrase {
    private static final String CONSONANTS = "bdfgklmnprstvz";
    private static final String VOWELS = "aeiou";
    private static final int WORDS = 3;
    private static final int SYLLABLES = 3;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passphrase() {}

    static String make() {
        var words = IntStream.range(0, WORDS).mapToObj(_ -> word()).collect(Collectors.joining("-"));
        return words + "-" + (10 + RANDOM.nextInt(90));
    }

    private static String word() {
        var word = IntStream.range(0, SYLLABLES)
                .mapToObj(_ -> "" + any(CONSONANTS) + any(VOWELS))
                .collect(Collectors.joining());
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private static char any(String letters) {
        return letters.charAt(RANDOM.nextInt(letters.length()));
    }
}
