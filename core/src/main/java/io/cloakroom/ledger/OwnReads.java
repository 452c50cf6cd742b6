package io.cloakroom.ledger;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.MemberKey;
import io.cloakroom.seal.MemberKeys.Held;
import io.cloakroom.site.SiteId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a member has read of her own on one site, within a second: one line for all of it. */
final class OwnReads {
    static final int READS_MAX = 20;

    /** With names of 64 characters, well within a line. */
    static final int FIELDS_MAX = 400;

    private static final Pattern REQUEST_ID = Pattern.compile("[!-~]{1,64}");

    private final Reader reader;
    private final List<Entry> reads = new ArrayList<>();
    private int fields;

    private OwnReads(Reader reader) {
        this.reader = reader;
    }

    /** Who reads. */
    record Reader(MemberId member, SiteId site, MemberKey key) {}

    /** One of them, before it is put together with others. */
    record Read(Reader reader, Entry entry) {}

    /** Empty if this is no ordinary read of somebody's own. */
    static Optional<Read> read(Entry entry, Optional<Held> held) {
        return isOrdinary(entry)
                        && entry.actor() instanceof Actor.Member(var member, var site)
                        && entry.about().equals(Optional.of(member))
                        && held.isPresent()
                        && held.get() instanceof Held.Key(var key)
                ? Optional.of(new Read(new Reader(member, site, key), entry))
                : Optional.empty();
    }

    private static boolean isOrdinary(Entry entry) {
        return (entry.act() == Act.READ || entry.act() == Act.LEDGER_READ)
                && entry.refusal().isEmpty()
                && entry.purpose().isEmpty()
                && fields(entry) <= FIELDS_MAX
                && REQUEST_ID.matcher(entry.requestId()).matches();
    }

    private static int fields(Entry read) {
        return read.subject().map(subject -> subject.fields().size()).orElse(0);
    }

    /** As few as take all of these, in their order. */
    static List<OwnReads> of(List<Read> reads) {
        var all = new ArrayList<OwnReads>();
        var open = new HashMap<Reader, OwnReads>();
        for (var read : reads) {
            var group = open.get(read.reader());
            if (group == null || !group.hasRoom(read.entry())) {
                group = new OwnReads(read.reader());
                open.put(read.reader(), group);
                all.add(group);
            }
            group.add(read.entry());
        }
        return all;
    }

    private boolean hasRoom(Entry read) {
        return reads.size() < READS_MAX && fields + fields(read) <= FIELDS_MAX;
    }

    private void add(Entry read) {
        fields += fields(read);
        reads.add(read);
    }

    Reader reader() {
        return reader;
    }

    List<Entry> all() {
        return List.copyOf(reads);
    }
}
