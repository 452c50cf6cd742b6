package io.cloakroom.userpool.csvimport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A file in the form that Cognito takes: no quotes; a comma inside a value has a backslash before it.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html">Cognito,
 *     importing users from a CSV file</a>
 */
final class CsvFile {
    static final int LINES_MAX = 500_001;
    static final int LINE_CHARACTERS_MAX = 16_000;

    private CsvFile() {}

    /** What became of the bytes. */
    sealed interface Reading {
        /** @param lines the header first */
        record Read(List<String> lines) implements Reading {
            @Override
            public String toString() {
                return "Read[" + lines.size() + " lines]";
            }
        }

        record Unreadable(String reason) implements Reading {}
    }

    static Reading read(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            var lines = text.replaceFirst("^\\uFEFF", "").lines().toList();
            if (lines.isEmpty()) return new Reading.Unreadable("The file is empty.");
            return lines.size() > LINES_MAX
                    ? new Reading.Unreadable("More than 500000 users.")
                    : new Reading.Read(lines);
        } catch (CharacterCodingException notUtf8) {
            return new Reading.Unreadable("The file is not UTF-8.");
        }
    }

    static List<String> values(String line) {
        var values = new ArrayList<String>();
        var value = new StringBuilder();
        for (var i = 0; i < line.length(); i++) {
            var letter = line.charAt(i);
            if (letter == '\\' && i + 1 < line.length() && line.charAt(i + 1) == ',') value.append(line.charAt(++i));
            else if (letter == ',') {
                values.add(value.toString().strip());
                value.setLength(0);
            } else value.append(letter);
        }
        values.add(value.toString().strip());
        return values;
    }
}
