package io.cloakroom.ledger;

import io.cloakroom.seal.VaultId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How the whole ledger stood at a time: every shard with its size and its tree's root, in one text to be signed and carried
 * off. Its own root is that of a tree over the shards' lines in this text, so that one hash names them all.
 *
 * @param shards by number; those that hold something
 * @see <a href="https://c2sp.org/tlog-checkpoint">C2SP tlog-checkpoint, whose first three lines these are</a>
 */
public record Checkpoint(String origin, Instant at, List<Head> shards) {
    private static final Pattern SHARD = Pattern.compile("shard ([0-9]{1,2}) ([1-9][0-9]{0,17}) ([A-Za-z0-9+/]{43}=)");
    private static final int LINES_BEFORE_SHARDS = 4;

    public Checkpoint {
        shards = List.copyOf(shards);
    }

    /** One shard. */
    public record Head(int shard, long size, Hash root) {
        private String line() {
            return "shard " + shard + " " + size + " " + root;
        }
    }

    /** What a vault's ledger is called in its checkpoints. */
    public static String origin(VaultId vault) {
        return "cloakroom/" + vault.value() + "/ledger";
    }

    /** How many lines there are in all shards. */
    public long size() {
        return shards.stream().mapToLong(Head::size).sum();
    }

    Hash root() {
        return Merkle.root(shards.stream()
                .map(head -> Merkle.leaf(head.line().getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    Optional<Head> head(int shard) {
        return shards.stream().filter(head -> head.shard() == shard).findFirst();
    }

    /** The text that is signed. */
    String text() {
        var text = new StringBuilder();
        text.append(origin).append('\n');
        text.append(size()).append('\n');
        text.append(root()).append('\n');
        text.append("time ").append(at).append('\n');
        shards.forEach(head -> text.append(head.line()).append('\n'));
        return text.toString();
    }

    /** Reads a text; empty if {@link #text} does not write it just so. */
    static Optional<Checkpoint> parse(String text) {
        var lines = text.lines().toList();
        if (lines.size() < LINES_BEFORE_SHARDS
                || !lines.get(LINES_BEFORE_SHARDS - 1).startsWith("time ")) {
            return Optional.empty();
        }
        try {
            var at = Instant.parse(lines.get(LINES_BEFORE_SHARDS - 1).substring("time ".length()));
            var heads = new ArrayList<Head>();
            for (var line : lines.subList(LINES_BEFORE_SHARDS, lines.size()))
                head(line).ifPresent(heads::add);
            return Optional.of(new Checkpoint(lines.getFirst(), at, heads))
                    .filter(checkpoint -> checkpoint.text().equals(text));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private static Optional<Head> head(String line) {
        var form = SHARD.matcher(line);
        if (!form.matches()) return Optional.empty();
        return Hash.parse(form.group(3))
                .map(root -> new Head(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2)), root));
    }

    /** Reads a signed note; empty if this key has not signed it, or it is not of this ledger. */
    public static Optional<Checkpoint> read(String note, CheckpointKey.Verifier verifier, VaultId vault) {
        return verifier.verifies(note)
                .flatMap(Checkpoint::parse)
                .filter(checkpoint -> checkpoint.origin().equals(origin(vault)));
    }
}
