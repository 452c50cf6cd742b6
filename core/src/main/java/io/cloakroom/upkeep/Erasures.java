package io.cloakroom.upkeep;

import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Ledger;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Erasure;
import io.cloakroom.record.Erasure.Receipt;
import io.cloakroom.seal.KeyLookup;
import io.cloakroom.seal.MemberKeyStore;
import io.cloakroom.upkeep.Departures.Departure;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Erases members who ask for it, after a while in which they may change their minds. Whatever stops it half-way, doing it again
 * ends it.
 */
public final class Erasures {
    /** How long one may take before another process goes on with it. */
    static final Duration HELD_FOR = Duration.ofMinutes(10);

    private final ErasureConfig config;
    private final Departures departures;
    private final Erasure erasure;
    private final MemberKeyStore keys;
    private final ToIntFunction<MemberId> sessions;
    private final Consumer<MemberId> addresses;
    private final Ledger ledger;
    private final Clock clock;

    /**
     * @param sessions ends all of a member's, and says how many there were
     * @param addresses forgets all that she has proven
     */
    public Erasures(
            ErasureConfig config,
            Departures departures,
            Erasure erasure,
            MemberKeyStore keys,
            ToIntFunction<MemberId> sessions,
            Consumer<MemberId> addresses,
            Ledger ledger,
            Clock clock) {
        this.config = config;
        this.departures = departures;
        this.erasure = erasure;
        this.keys = keys;
        this.sessions = sessions;
        this.addresses = addresses;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** How a member stands. */
    public sealed interface Standing {
        /** As usual. */
        record Here() implements Standing {}

        record Leaving(Departure departure) implements Standing {}

        /** Nothing of hers is kept any more, or will be. */
        record Gone(Instant since) implements Standing {}
    }

    public Standing standing(MemberId member) {
        if (keys.newest(member) instanceof KeyLookup.Erased gone) return new Standing.Gone(gone.at());
        return departures.departure(member).<Standing>map(Standing.Leaving::new).orElseGet(Standing.Here::new);
    }

    /** When a member would be erased who asks now. */
    public Instant dueAt() {
        return clock.instant().plus(config.waits());
    }

    /** What there is to erase; changes nothing. */
    public Receipt look(MemberId member) {
        return erasure.look(member);
    }

    /** She asks; where she has asked before, that counts. */
    public void ask(Actor by, MemberId member, String requestId) {
        if (departures.departure(member).isPresent()) return;
        account(by, Act.ERASURE_ASKED, member, Optional.empty(), requestId);
        departures.ask(member, clock.instant(), dueAt());
    }

    /**
     * She keeps her data.
     *
     * @param refusal the code of the problem that she is answered if it is too late
     * @return false if it is
     */
    public boolean keep(Actor by, MemberId member, String refusal, String requestId) {
        if (departures.departure(member).isEmpty()) return standing(member) instanceof Standing.Here;
        account(by, Act.ERASURE_CANCELLED, member, Optional.empty(), requestId);
        if (departures.keep(member)) return true;
        // Of two at once, the other may have kept it.
        if (standing(member) instanceof Standing.Here) return true;
        account(by, Act.ERASURE_CANCELLED, member, Optional.of(refusal), requestId);
        return false;
    }

    /**
     * Who is to be erased by now.
     *
     * @param spoilt have asked, and nobody can read for when: somebody has to look
     */
    public record Due(List<Departure> departures, List<MemberId> spoilt) {
        public Due {
            departures = List.copyOf(departures);
            spoilt = List.copyOf(spoilt);
        }

        public int size() {
            return departures.size() + spoilt.size();
        }
    }

    public Due due() {
        var now = clock.instant();
        var due = new ArrayList<Departure>();
        var spoilt = new ArrayList<MemberId>();
        Optional<MemberId> after = Optional.empty();
        do {
            var some = departures.some(after, Departures.LIST_MAX);
            some.departures().stream()
                    .filter(departure -> !now.isBefore(departure.dueAt()))
                    .forEach(due::add);
            spoilt.addAll(some.spoilt());
            after = some.next();
        } while (after.isPresent());
        return new Due(due, spoilt);
    }

    /**
     * Erases who is due. One whom something spoilt keeps from being erased keeps nobody else from it.
     *
     * @param holder names this process
     * @param told of each
     * @return how many are erased
     * @throws UpstreamException if a store cannot be used now; do it again then
     */
    public int run(String holder, Actor by, String runId, BiConsumer<MemberId, Outcome> told) {
        var erased = 0;
        var due = due();
        for (var member : due.spoilt())
            told.accept(member, new Outcome.Stuck(new Malformed("store", "when she is to be erased")));
        for (var departure : due.departures()) {
            var now = clock.instant();
            if (!departures.begin(departure.member(), holder, now, now.plus(HELD_FOR))) continue;
            var outcome = outcome(by, departure.member(), runId);
            told.accept(departure.member(), outcome);
            if (outcome instanceof Outcome.Erased) erased++;
        }
        return erased;
    }

    private Outcome outcome(Actor by, MemberId member, String runId) {
        try {
            var erased = erase(by, member, runId);
            departures.end(member);
            return erased;
        } catch (Malformed spoilt) {
            return new Outcome.Stuck(spoilt);
        }
    }

    /** What became of somebody who is due. */
    public sealed interface Outcome {
        /** @param sessions of hers that were ended */
        record Erased(Receipt receipt, int sessions) implements Outcome {}

        /** Something of hers cannot be read that has to be: somebody has to look. */
        record Stuck(Malformed why) implements Outcome {}
    }

    /** Erases a member now. */
    public Outcome.Erased erase(Actor by, MemberId member, String runId) {
        // Where her tombstone stands, the ledger has it already, and could not keep it under her key any more.
        var isNews = !(keys.newest(member) instanceof KeyLookup.Erased);
        if (isNews) account(by, Act.ERASE, member, Optional.empty(), runId);
        var receipt = erasure.erase(member);
        addresses.accept(member);
        return new Outcome.Erased(receipt, sessions.applyAsInt(member));
    }

    private void account(Actor by, Act act, MemberId about, Optional<String> refusal, String requestId) {
        ledger.write(new Entry(
                clock.instant(), by, act, Optional.of(about), Optional.empty(), Optional.empty(), refusal, requestId));
    }
}
