package io.cloakroom.local.fault;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Counts words in a stream that comes in pieces, also those that lie across two. */
final class WordCount {
    private final List<String> words;
    private final int overlap;
    private String last = "";

    WordCount(List<String> words) {
        this.words = words;
        this.overlap = words.stream().mapToInt(String::length).max().orElse(1) - 1;
    }

    /** How many end in this piece. */
    int in(byte[] piece, int length) {
        var text = last + new String(piece, 0, length, StandardCharsets.ISO_8859_1);
        var count = 0;
        for (var word : words) {
            for (var at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                // One that ended in an earlier piece was counted there.
                if (at + word.length() > last.length()) count++;
            }
        }
        last = text.substring(Math.max(0, text.length() - overlap));
        return count;
    }
}
