package io.cloakroom.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloakroom.config.Settings;
import io.cloakroom.member.MemberId;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.seal.MemberKey;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.MemberKeys.Held;
import io.cloakroom.seal.Place;
import io.cloakroom.seal.SealedValue;
import io.cloakroom.seal.VaultId;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Seals what is said of a member under her key, so that her erasure makes it unreadable and leaves every hash as it is; and
 * marks batches, so that nobody who has the table alone makes one, changes one or puts one elsewhere.
 */
public final class EntrySeal {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();
    /** No collection can be called so. */
    private static final String COLLECTION = "#ledger";

    private static final String MARK = "ledger ";

    private final VaultId vault;
    private final MemberKeys keys;
    private final GatewayKey own;

    /** @param own what marks batches */
    public EntrySeal(VaultId vault, MemberKeys keys, GatewayKey own) {
        this.vault = vault;
        this.keys = keys;
        this.own = own;
    }

    Batch marked(Batch batch) {
        return batch.marked(mark(batch));
    }

    /** Whether it stands as and where somebody wrote it who has the keyset. */
    boolean isMarked(Batch batch) {
        return batch.mark()
                .filter(mark -> MessageDigest.isEqual(mark, mark(batch)))
                .isPresent();
    }

    private byte[] mark(Batch batch) {
        var place = batch.shard() + " " + batch.number() + " " + batch.first();
        var mark = HEX.parseHex(own.mark(MARK + vault.value(), place + " " + Hash.of(batch.body())));
        return Arrays.copyOf(mark, Batch.MARK_BYTES);
    }

    /** What a line says, as far as it can be read. */
    public sealed interface Opened {
        record Read(List<Entry> entries) implements Opened {
            public Read {
                entries = List.copyOf(entries);
            }
        }

        /** The member was erased, and what was said of her with her. */
        record Erased(MemberId member, Instant at, int count) implements Opened {}

        /** It does not open, or is nothing that this program writes: somebody has changed it. */
        record Unreadable(Instant at) implements Opened {}
    }

    /**
     * With what an entry is to be sealed; empty if it is about nobody.
     *
     * @throws UpstreamException if the member's key cannot be had now
     */
    Optional<Held> key(Entry entry) {
        // Of an erasure itself there must be something left to read; and it needs no key, which may open no more.
        if (entry.act() == Act.ERASE) return entry.about().map(_ -> new Held.Erased());
        return entry.about().map(keys::lately);
    }

    Line.Written seal(Entry entry, Optional<Held> key) {
        var id = RANDOM.nextLong();
        if (key.isEmpty()) return written(Line.Form.PLAIN, entry, id, EntryText.write(entry));
        return switch (key.get()) {
            case Held.Erased _ -> written(Line.Form.REDUCED, entry, id, EntryText.reduced(entry));
            case Held.Key(var open) ->
                sealed(open, Line.Form.SEALED, id, List.of(entry), new String(EntryText.write(entry), UTF_8));
        };
    }

    private static Line.Written written(Line.Form form, Entry entry, long id, byte[] payload) {
        return new Line.Written(form, entry.at(), id, 1, entry.about(), payload);
    }

    Line.Written seal(OwnReads reads) {
        var reader = reads.reader();
        var text = OwnReadsText.write(reader.site(), reads.all());
        return sealed(reader.key(), Line.Form.OWN_READS, RANDOM.nextLong(), reads.all(), text);
    }

    private Line.Written sealed(MemberKey key, Line.Form form, long id, List<Entry> entries, String text) {
        var first = entries.getFirst();
        var bare = new Line.Written(form, first.at(), id, entries.size(), first.about(), new byte[0]);
        return bare.with(key.seal(place(bare), text).bytes());
    }

    /** All that stands in plain beside what is sealed is part of the seal; whose it is, is part of every seal. */
    private Place place(Line.Written line) {
        var id = HEX.toHexDigits(line.id()) + HEX.toHexDigits(line.at().toEpochMilli());
        return new Place(vault, COLLECTION, id, line.count(), Settings.spelling(line.form()));
    }

    /** @throws UpstreamException.Unavailable if the member's key cannot be had now */
    Opened open(Line.Written line) {
        return switch (line.form()) {
            case PLAIN, REDUCED -> read(line, new String(line.payload(), UTF_8));
            case SEALED, OWN_READS -> opened(line);
        };
    }

    private Opened opened(Line.Written line) {
        var member = line.about().orElseThrow();
        var sealed = SealedValue.parse(line.payload());
        if (sealed.isEmpty()) return new Opened.Unreadable(line.at());
        try {
            return switch (keys.version(member, sealed.get().keyVersion())) {
                case Held.Erased _ -> new Opened.Erased(member, line.at(), line.count());
                case Held.Key(var key) -> read(line, key.open(place(line), sealed.get()));
            };
        } catch (Malformed changed) {
            return new Opened.Unreadable(line.at());
        }
    }

    private static Opened read(Line.Written line, String text) {
        var entries = line.form() == Line.Form.OWN_READS
                ? OwnReadsText.read(line, text)
                : EntryText.read(line, text).map(List::of);
        return entries.<Opened>map(Opened.Read::new)
                .or(() -> EntryText.isReduced(text)
                        ? Optional.of(new Opened.Erased(line.about().orElseThrow(), line.at(), line.count()))
                        : Optional.empty())
                .orElseGet(() -> new Opened.Unreadable(line.at()));
    }
}
