package io.cloakroom.ledger;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Leads from a member to what the ledger says of her. It says nothing itself that the ledger does not say, so one that is
 * lost can be put back.
 *
 * @param at when it was done; of an hour of own reads, the hour's begin (UTC)
 * @param shard where it stands
 * @param number of the batch; of an hour of own reads, of one from which on they are in that shard
 * @param place of the line in the batch; -1 for an hour of own reads
 */
public record Pointer(MemberId member, Instant at, int shard, long number, int place) {
    private static final int OWN_READS = -1;
    private static final Pattern FORM =
            Pattern.compile("([0-9]{15})#(?:([0-9]{2})#([0-9]{12})#([0-9]{3})|-([0-9]{2})#([0-9]{12}))");

    public Pointer {
        require(at.toEpochMilli() >= 0, "at", "after 1970");
    }

    /** Where a line stands that is about a member; empty for one that is about none. */
    static Optional<Pointer> to(Batch batch, int place, Line line) {
        if (!(line instanceof Line.Written written)) return Optional.empty();
        return written.about()
                .map(member -> written.form() == Line.Form.OWN_READS
                        ? new Pointer(member, hour(written.at()), batch.shard(), batch.number(), OWN_READS)
                        : new Pointer(member, written.at(), batch.shard(), batch.number(), place));
    }

    private static Instant hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }

    /** Whether it leads to where an hour of the member's own reads begins in a shard, and not to one entry. */
    public boolean isHour() {
        return place == OWN_READS;
    }

    /** An hour of a member's own reads in a shard. */
    record Hour(MemberId member, Instant begin, int shard) {}

    /** Empty for one that leads to an entry. Of one hour there may be several pointers. */
    Optional<Hour> hour() {
        return isHour() ? Optional.of(new Hour(member, at, shard)) : Optional.empty();
    }

    /** Its sort key: by time, and an hour of own reads before what else was done in it. */
    public String key() {
        var time = String.format(Locale.ROOT, "%015d#", at.toEpochMilli());
        return isHour()
                ? time + String.format(Locale.ROOT, "-%02d#%012d", shard, number)
                : time + String.format(Locale.ROOT, "%02d#%012d#%03d", shard, number, place);
    }

    /** Reads a key; empty if it is none. */
    public static Optional<Pointer> parse(MemberId member, String key) {
        var form = FORM.matcher(key);
        if (!form.matches()) return Optional.empty();
        var at = Instant.ofEpochMilli(Long.parseLong(form.group(1)));
        return Optional.of(
                form.group(5) != null
                        ? new Pointer(
                                member, at, Integer.parseInt(form.group(5)), Long.parseLong(form.group(6)), OWN_READS)
                        : new Pointer(
                                member,
                                at,
                                Integer.parseInt(form.group(2)),
                                Long.parseLong(form.group(3)),
                                Integer.parseInt(form.group(4))));
    }
}
