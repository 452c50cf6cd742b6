package io.cloakroom.ledger;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.MemberKey;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.MemberKeys.Held;
import io.cloakroom.seal.Place;
import io.cloakroom.seal.SealedValue;
import io.cloakroom.seal.VaultId;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Seals what is said of a member under her key, so that her erasure makes it unreadable and leaves every hash as it is.
 */
public final class EntrySeal {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** No collection can be called so. */
    private static final String COLLECTION = "#ledger";

    private final VaultId vault;
    private final MemberKeys keys;

    public EntrySeal(VaultId vault, MemberKeys keys) {
        this.vault = vault;
        this.keys = keys;
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
        return entry.about().map(keys::lately);
    }

    Line.Written seal(Entry entry, Optional<Held> held) {
        var id = RANDOM.nextLong();
        // Of an erasure itself there must be something left to read.
        var key = entry.act() == Act.ERASE ? held.map(_ -> new Held.Erased()) : held;
        if (key.isEmpty()) return written(Line.Form.PLAIN, entry, id, EntryText.write(entry));
        return switch (key.get()) {
            case Held.Erased _ -> written(Line.Form.REDUCED, entry, id, EntryText.reduced(entry));
            case Held.Key(var open) ->
                written(Line.Form.SEALED, entry, id, sealed(open, id, entry.at(), EntryText.write(entry)));
        };
    }

    private static Line.Written written(Line.Form form, Entry entry, long id, byte[] payload) {
        return new Line.Written(form, entry.at(), id, 1, entry.about(), payload);
    }

    Line.Written seal(OwnReads reads) {
        var id = RANDOM.nextLong();
        var all = reads.all();
        var at = all.getFirst().at();
        var reader = reads.reader();
        var payload = sealed(reader.key(), id, at, EntryText.write(reader.site(), all));
        return new Line.Written(Line.Form.OWN_READS, at, id, all.size(), Optional.of(reader.member()), payload);
    }

    private byte[] sealed(MemberKey key, long id, Instant at, byte[] text) {
        return key.seal(place(id, at), new String(text, StandardCharsets.UTF_8)).bytes();
    }

    /** The time stands in plain beside what is sealed, and so it is part of the seal. */
    private Place place(long id, Instant at) {
        return new Place(vault, COLLECTION, hex(id) + hex(at.toEpochMilli()), 1, "entry");
    }

    private static String hex(long number) {
        return String.format(Locale.ROOT, "%016x", number);
    }

    /** @throws UpstreamException.Unavailable if the member's key cannot be had now */
    Opened open(Line.Written line) {
        return switch (line.form()) {
            case PLAIN, REDUCED -> read(line, new String(line.payload(), StandardCharsets.UTF_8));
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
                case Held.Key(var key) -> read(line, key.open(place(line.id(), line.at()), sealed.get()));
            };
        } catch (Malformed changed) {
            return new Opened.Unreadable(line.at());
        }
    }

    private static Opened read(Line.Written line, String text) {
        return EntryText.read(line, text)
                .<Opened>map(Opened.Read::new)
                .or(() -> EntryText.isReduced(text)
                        ? Optional.of(new Opened.Erased(line.about().orElseThrow(), line.at(), line.count()))
                        : Optional.empty())
                .orElseGet(() -> new Opened.Unreadable(line.at()));
    }
}
