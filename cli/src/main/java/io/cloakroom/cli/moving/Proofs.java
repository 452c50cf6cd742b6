package io.cloakroom.cli.moving;

import io.cloakroom.cli.moving.Rows.Row;
import io.cloakroom.json.Json;
import io.cloakroom.record.Collection;
import io.cloakroom.record.FieldName;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A file that says which values of an export were found in the vault, so that they may be removed where they came from: an
 * object of JSON a line, with a mark in place of the value. The mark is made under a key that the export brought with it and
 * that goes when the values do: a plain hash of a phone number gives the number away to whoever tries them all.
 */
public final class Proofs implements Import.Proven, AutoCloseable {
    /** The column of the key, which is no field's. */
    public static final String KEY_COLUMN = "cloakroom-proof-key";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private final Collection collection;
    private final Mapping mapping;
    private final BufferedWriter file;
    private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong proven = new AtomicLong();
    private final AtomicLong unmarked = new AtomicLong();

    private Proofs(Collection collection, Mapping mapping, BufferedWriter file) {
        this.collection = collection;
        this.mapping = mapping;
        this.file = file;
    }

    /**
     * Makes the file, which its owner alone can read.
     *
     * @throws IOException if it is there already, or cannot be made
     */
    public static Proofs create(Path path, Collection collection, Mapping mapping) throws IOException {
        if (Files.exists(path)) throw new IOException(path + ": there already; it is never written over");
        Files.createFile(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new Proofs(collection, mapping, Files.newBufferedWriter(path));
    }

    @Override
    public void found(Row row, FieldName field, String value) {
        var key = key(row);
        var member = Optional.ofNullable(row.cells().get(mapping.member()));
        var id = Optional.ofNullable(row.cells().get(mapping.id()));
        if (key.isEmpty() || member.isEmpty() || id.isEmpty()) {
            unmarked.incrementAndGet();
            return;
        }
        var column = mapping.fields().getOrDefault(field, field.value());
        waiting.add(Json.writeText(Json.members(
                "collection", collection.id().value(),
                "sub", member.get(),
                "id", id.get(),
                "field", field.value(),
                "column", column,
                "proof", mark(key.get(), member.get(), id.get(), column, value))));
        proven.incrementAndGet();
    }

    private static Optional<byte[]> key(Row row) {
        try {
            return Optional.ofNullable(row.cells().get(KEY_COLUMN))
                    .map(Base64.getDecoder()::decode)
                    .filter(bytes -> bytes.length == KEY_BYTES);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** Each part with its length in bytes before it, so that no two rows say the same. */
    private static String mark(byte[] key, String... parts) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (var part : parts) {
                var bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
                mac.update(bytes);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    /**
     * Writes what was found since the last time.
     *
     * @throws IOException if the disk takes no more
     */
    public void flush() throws IOException {
        for (var line = waiting.poll(); line != null; line = waiting.poll()) {
            file.write(line);
            file.write('\n');
        }
        file.flush();
    }

    /** How many values the file proves. */
    public long proven() {
        return proven.get();
    }

    /** How many were found and are not in the file, because their row brought no key or has no id. */
    public long unmarked() {
        return unmarked.get();
    }

    @Override
    public void close() throws IOException {
        flush();
        file.close();
    }
}
