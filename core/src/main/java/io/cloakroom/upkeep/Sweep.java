package io.cloakroom.upkeep;

import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Ledger;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Walks;
import io.cloakroom.membership.Walks.Walk;
import io.cloakroom.record.Collection;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.Collections;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.seal.Everybody;
import io.cloakroom.seal.MemberKeyStore.Position;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes away the records that have been kept long enough. One process at a time; one that was stopped is gone on with. A record
 * that is written meanwhile stays: it is deleted only while it is of the version that was looked at.
 */
public final class Sweep {
    /** Names this walk among those over sites; no site's id has such a sign in it. */
    private static final String NAME = "#retention";

    static final int STRAGGLERS_MAX = 1000;

    private static final Duration LEASE = Duration.ofMinutes(10);
    /** One that stood still for longer begins anew. */
    private static final Duration RESUMED_WITHIN = Duration.ofHours(12);

    private final List<Collection> collections;
    private final Everybody everybody;
    private final RecordStore records;
    private final Walks walks;
    private final Ledger ledger;
    private final Clock clock;

    public Sweep(
            Collections collections,
            Everybody everybody,
            RecordStore records,
            Walks walks,
            Ledger ledger,
            Clock clock) {
        this.collections = collections.all().stream()
                .filter(collection -> collection.retention().isPresent())
                .toList();
        this.everybody = everybody;
        this.records = records;
        this.walks = walks;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * How far it is. Of a run that this one goes on with, it has the members and the deleted records up to its last whole page
     * ({@link Walk#seen} and {@link Walk#drifted}), and not what was written meanwhile.
     *
     * @param members looked at
     * @param due records that have been kept long enough
     * @param deleted of those; the others were written meanwhile, since this run began
     * @param stragglers at most {@value #STRAGGLERS_MAX} are told, and none of a run that this one goes on with
     */
    public record Sum(long members, long due, long deleted, List<Straggler> stragglers) {
        static final Sum NONE = new Sum(0, 0, 0, List.of());

        public Sum {
            stragglers = List.copyOf(stragglers);
        }

        Sum plus(long moreMembers, long moreDue, long moreDeleted) {
            return new Sum(members + moreMembers, due + moreDue, deleted + moreDeleted, stragglers);
        }

        Sum plus(Straggler one) {
            if (stragglers.size() == STRAGGLERS_MAX) return this;
            var more = Stream.concat(stragglers.stream(), Stream.of(one)).toList();
            return new Sum(members, due, deleted, more);
        }
    }

    /** Something of a member's in a collection cannot be read: what stands behind it there is kept until somebody looks. */
    public record Straggler(MemberId member, CollectionId collection) {}

    /** How it ended. */
    public sealed interface Result {
        record Done(Sum sum) implements Result {}

        /** Another process is at it. */
        record Busy(Instant until) implements Result {}
    }

    /** Who does it, in the ledger. */
    public record Run(String holder, Actor actor, String id) {}

    /** Whether there is anything to do at all. */
    public boolean isDeclared() {
        return !collections.isEmpty();
    }

    /** When the last whole one was over. */
    public Optional<Instant> endedAt() {
        return walks.walk(NAME).flatMap(Walk::endedAt);
    }

    /**
     * Counts, and changes nothing.
     *
     * @param told after each page of members
     */
    public Sum look(Consumer<Sum> told) {
        var sum = Sum.NONE;
        Optional<Position> after = Optional.empty();
        do {
            var some = everybody.after(after);
            for (var member : some.members()) sum = visit(member, Optional.empty(), sum);
            told.accept(sum);
            after = some.next();
        } while (after.isPresent());
        return sum;
    }

    /**
     * Deletes.
     *
     * @param told after each page of members
     * @throws UpstreamException if a store cannot be used now; do it again then
     */
    public Result run(Run run, Consumer<Sum> told) {
        var now = clock.instant();
        var before = walks.walk(NAME);
        var resumed = before.filter(walk -> walk.cursor().isPresent())
                .filter(walk -> now.isBefore(walk.begunAt().plus(RESUMED_WITHIN)));
        var sum = resumed.map(walk -> new Sum(walk.seen(), walk.drifted(), walk.drifted(), List.of()))
                .orElse(Sum.NONE);
        var begunAt = resumed.map(Walk::begunAt).orElse(now);
        var after = resumed.flatMap(Walk::cursor).map(Sweep::position);
        var endedAt = before.flatMap(Walk::endedAt);
        do {
            if (!step(run, after, begunAt, sum, LEASE, endedAt)) return busy();
            var some = everybody.after(after);
            for (var member : some.members()) sum = visit(member, Optional.of(run), sum);
            told.accept(sum);
            after = some.next();
        } while (after.isPresent());
        step(run, Optional.empty(), begunAt, sum, Duration.ZERO, Optional.of(clock.instant()));
        return new Result.Done(sum);
    }

    private boolean step(
            Run run, Optional<Position> after, Instant begunAt, Sum sum, Duration lease, Optional<Instant> endedAt) {
        var now = clock.instant();
        var cursor = after.map(
                position -> position.version() + " " + position.member().value());
        var walk = new Walk(run.holder(), now.plus(lease), cursor, begunAt, sum.members(), sum.deleted(), endedAt);
        return walks.step(NAME, walk, now);
    }

    private static Position position(String cursor) {
        var cut = cursor.indexOf(' ');
        return new Position(new MemberId(cursor.substring(cut + 1)), Integer.parseInt(cursor.substring(0, cut)));
    }

    private Result busy() {
        return new Result.Busy(walks.walk(NAME).map(Walk::until).orElseGet(clock::instant));
    }

    /** @param run who deletes; empty to look */
    private Sum visit(MemberId member, Optional<Run> run, Sum before) {
        var sum = before.plus(1, 0, 0);
        for (var collection : collections) sum = visit(member, collection, run, sum);
        return sum;
    }

    private Sum visit(MemberId member, Collection collection, Optional<Run> run, Sum before) {
        var sum = before;
        try {
            Optional<RecordId> after = Optional.empty();
            do {
                var found = records.list(member, collection.id(), after, RecordStore.LIST_MAX);
                for (var record : found) {
                    if (!isOver(collection, record)) continue;
                    var isDeleted = run.isPresent() && delete(run.get(), record);
                    sum = sum.plus(0, 1, isDeleted ? 1 : 0);
                }
                after = RecordStore.isFull(found, RecordStore.LIST_MAX)
                        ? Optional.of(found.getLast().id())
                        : Optional.empty();
            } while (after.isPresent());
            return sum;
        } catch (Malformed spoilt) {
            return sum.plus(new Straggler(member, collection.id()));
        }
    }

    private boolean isOver(Collection collection, SealedRecord record) {
        var end = collection.retention().orElseThrow().endOf(record.writtenAt());
        return !clock.instant().isBefore(end);
    }

    private boolean delete(Run run, SealedRecord record) {
        ledger.write(new Entry(
                clock.instant(),
                run.actor(),
                Act.DELETE,
                Optional.of(record.member()),
                Optional.of(new Subject(record.collection(), Optional.of(record.id()), List.of())),
                Optional.empty(),
                Optional.empty(),
                run.id()));
        return records.delete(record.member(), record.collection(), record.id(), record.version());
    }
}
