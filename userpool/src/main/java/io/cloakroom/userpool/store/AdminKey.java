package io.cloakroom.userpool.store;

import io.cloakroom.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The access key for calls that on AWS would need IAM credentials. Made once for each data folder, in a file of the form
 * that AWS tools read ({@code AWS_SHARED_CREDENTIALS_FILE}).
 *
 * @param file where it stands
 */
public record AdminKey(Path file, String accessKeyId, Secret secretAccessKey) {
    private static final String FILE = "credentials";
    private static final String CAPITALS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final Pattern ID = Pattern.compile("aws_access_key_id\\s*=\\s*(\\S{16,128})");
    private static final Pattern SECRET = Pattern.compile("aws_secret_access_key\\s*=\\s*(\\S{16,128})");

    /** @throws IllegalStateException if the file cannot be read, or others can read it too */
    public static AdminKey in(DataFolder folder) {
        try {
            if (!folder.has(FILE)) make(folder);
            var file = folder.file(FILE);
            var lines = Files.readAllLines(file);
            return new AdminKey(file, value(file, lines, ID), new Secret(value(file, lines, SECRET)));
        } catch (IOException fault) {
            throw new IllegalStateException("the admin key cannot be read or written", fault);
        }
    }

    /** Both parts as HTTP Basic sends them. */
    public Secret basic() {
        return new Secret(accessKeyId + ":" + secretAccessKey.reveal());
    }

    /** In one move, so that no half a key is ever found. */
    private static void make(DataFolder folder) throws IOException {
        // Not in the form of a real AWS key, for which scanners of secrets would take it.
        var id = "LOCAL" + Opaque.name(CAPITALS_AND_DIGITS, 15);
        var file = folder.file(FILE + ".new");
        Files.writeString(
                file, "[default]\naws_access_key_id = " + id + "\naws_secret_access_key = " + Opaque.random() + "\n");
        Files.move(file, file.resolveSibling(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String value(Path file, List<String> lines, Pattern form) {
        return lines.stream()
                .map(form::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(file + ": holds no access key; delete it for a new one"));
    }
}
