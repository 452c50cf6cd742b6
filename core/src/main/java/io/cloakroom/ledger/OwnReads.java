package io.cloakroom.ledger;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.MemberKey;
import io.cloakroom.seal.MemberKeys.Held;
import io.cloakroom.site.SiteId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a member has read of her own on one site, within a second: one line for all of it. */
final class OwnReads {
    static final int READS_MAX = 20;

    private static final int FIELDS_MAX = 400;

    private final Reader reader;
    private final List<Entry> reads = new ArrayList<>();
    private int fields;

    OwnReads(Reader reader) {
        this.reader = reader;
    }

    /** Who reads. */
    record Reader(MemberId member, SiteId site, MemberKey key) {}

    /** Empty if this is no ordinary read of somebody's own. */
    static Optional<Reader> reader(Entry entry, Optional<Held> held) {
        var isOrdinary = (entry.act() == Act.READ || entry.act() == Act.LEDGER_READ)
                && entry.refusal().isEmpty()
                && entry.purpose().isEmpty();
        return isOrdinary
                        && entry.actor() instanceof Actor.Member(var member, var site)
                        && entry.about().equals(Optional.of(member))
                        && held.isPresent()
                        && held.get() instanceof Held.Key(var key)
                ? Optional.of(new Reader(member, site, key))
                : Optional.empty();
    }

    /** @return false if there is no room */
    boolean add(Entry read) {
        var more = read.subject().map(subject -> subject.fields().size()).orElse(0);
        if (reads.size() == READS_MAX || (!reads.isEmpty() && fields + more > FIELDS_MAX)) return false;
        fields += more;
        return reads.add(read);
    }

    Reader reader() {
        return reader;
    }

    List<Entry> all() {
        return List.copyOf(reads);
    }
}
