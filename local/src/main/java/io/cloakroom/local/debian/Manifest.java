package io.cloakroom.local.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** The files of a download with their hashes, so that a damaged one is not taken for whole years later. */
final class Manifest {
    private static final String NAME = "SHA256SUMS";

    private Manifest() {}

    static void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(NAME), sums(folder));
    }

    static boolean isWhole(Path folder) throws IOException {
        var manifest = folder.resolve(NAME);
        return Files.exists(manifest) && Files.readString(manifest).equals(sums(folder));
    }

    /** In the form of sha256sum(1). */
    private static String sums(Path folder) throws IOException {
        var sums = new TreeMap<String, String>();
        try (var files = Files.newDirectoryStream(folder, "*.deb")) {
            for (var file : files) sums.put(file.getFileName().toString(), hash(file));
        }
        var text = new StringBuilder();
        sums.forEach((name, hash) -> text.append(hash).append("  ").append(name).append('\n'));
        return text.toString();
    }

    private static String hash(Path file) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
