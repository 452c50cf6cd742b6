package io.cloakroom.membership;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.membership.Membership.Status;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * All current memberships of one user of a site. Whole and never a change, so that a lost, doubled or late one does no harm.
 *
 * @param user the site's own id of the user
 * @param sequence grows with each snapshot of this site; a lower one is older
 * @param memberships each key once
 */
public record Snapshot(SiteId site, String user, long sequence, List<Membership> memberships, Telling telling) {
    public static final int MEMBERSHIPS_MAX = 200;
    /** What every JSON reader can hold (RFC 8259, section 6). */
    public static final long SEQUENCE_MOST = (1L << 53) - 1;

    public static final String USER_FORM = "1 to 64 letters, digits, . _ and -";
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    public Snapshot {
        memberships = List.copyOf(memberships);
        require(isUser(user), "user", USER_FORM);
        require(isWithin(0, sequence, SEQUENCE_MOST), "sequence", "0 to 2^53 - 1");
        require(memberships.size() <= MEMBERSHIPS_MAX, "memberships", "at most " + MEMBERSHIPS_MAX);
        require(hasEachKeyOnce(memberships), "memberships", "each key once");
    }

    public static boolean isUser(String text) {
        return USER.matcher(text).matches();
    }

    public static boolean hasEachKeyOnce(List<Membership> memberships) {
        return memberships.stream().map(Membership::key).distinct().count() == memberships.size();
    }

    boolean isRepetitionOf(Snapshot other) {
        return sequence == other.sequence && telling.id().equals(other.telling.id());
    }

    /** Whether it says the same of the user as another one, which may be older. */
    public boolean saysTheSameAs(Snapshot other) {
        return memberships.size() == other.memberships.size() && memberships.containsAll(other.memberships);
    }

    /** How many of its memberships are open now that were not by what we knew before. */
    int opens(Optional<Snapshot> before, Instant now) {
        var moment = Moment.at(now);
        return Math.toIntExact(memberships.stream()
                .filter(membership -> membership.isOpen(moment))
                .filter(membership -> before.flatMap(known -> known.held(membership))
                        .filter(held -> held.isOpen(moment))
                        .isEmpty())
                .count());
    }

    /** Whether whatever it says could be open was so before, and for as long: it may be believed of the worst site. */
    boolean onlyCloses(Optional<Snapshot> before) {
        return memberships.stream().allMatch(membership -> closes(before, membership));
    }

    private static boolean closes(Optional<Snapshot> before, Membership membership) {
        return switch (membership.status()) {
            case PENDING, PAUSED, REVOKED -> true;
            case ACTIVE, TRIALING, PAST_DUE, CANCELLED, EXPIRED ->
                before.flatMap(known -> known.held(membership))
                        .filter(held -> isNoMore(membership, held))
                        .isPresent();
        };
    }

    private static boolean isNoMore(Membership now, Membership before) {
        if (now.equals(before)) return true;
        var hasEnded = now.status() == Status.CANCELLED || now.status() == Status.EXPIRED;
        return hasEnded && before.status() == Status.ACTIVE && now.term().isAsLongAs(before.term());
    }

    /** The same product under the same key. */
    private Optional<Membership> held(Membership membership) {
        return memberships.stream()
                .filter(one -> one.key().equals(membership.key()))
                .filter(one -> one.product().key().equals(membership.product().key()))
                .findFirst();
    }
}
