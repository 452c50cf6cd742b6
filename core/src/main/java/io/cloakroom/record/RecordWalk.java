package io.cloakroom.record;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.Everybody;
import io.cloakroom.seal.MemberKeyStore.Position;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Brings everybody's records of a collection to what is declared by now, while members use them. Whatever the work is, doing it again does no
 * harm; so a walk that was stopped is gone on with, or begun anew.
 */
public final class RecordWalk {
    static final int STRAGGLERS_MAX = 1000;

    private final Everybody everybody;
    private final RecordStore records;
    private final Collection collection;
    private final Work work;

    private Progress progress = new Progress(0, 0, 0, List.of(), Optional.empty());

    public RecordWalk(Everybody everybody, RecordStore records, Collection collection, Work work) {
        this.everybody = everybody;
        this.records = records;
        this.collection = collection;
        this.work = work;
    }

    /** What is done to each record. */
    @FunctionalInterface
    public interface Work {
        /**
         * @return whether it was done; it is not where there is no need, or not by now
         * @throws Malformed if it cannot be done to this record
         */
        boolean at(Collection collection, SealedRecord record);
    }

    /**
     * A record to which it cannot be done: mostly one that does not open.
     *
     * @param id empty where it cannot even be read: what stands behind it in that collection of hers is not looked at
     */
    public record Straggler(MemberId member, CollectionId collection, Optional<RecordId> id) {}

    /**
     * How far it is.
     *
     * @param members looked at
     * @param seen records of theirs
     * @param done records to which it was done
     * @param stragglers at most 1,000 are told
     * @param next where to go on; empty at the end
     */
    public record Progress(int members, int seen, int done, List<Straggler> stragglers, Optional<Position> next) {
        public Progress {
            stragglers = List.copyOf(stragglers);
        }
    }

    /**
     * @param after where an earlier run was stopped; empty to begin
     * @param told after each page of members
     * @throws UpstreamException if a store cannot be used now; go on where the last page ended
     */
    public Progress run(Optional<Position> after, Consumer<Progress> told) {
        var from = after;
        do {
            var page = everybody.after(from);
            for (var member : page.members()) member(member);
            progress = new Progress(
                    progress.members(), progress.seen(), progress.done(), progress.stragglers(), page.next());
            told.accept(progress);
            from = page.next();
        } while (from.isPresent());
        return progress;
    }

    private void member(MemberId member) {
        count(1, 0, 0, Optional.empty());
        try {
            records(member);
        } catch (Malformed spoilt) {
            count(0, 0, 0, Optional.of(new Straggler(member, collection.id(), Optional.empty())));
        }
    }

    private void records(MemberId member) {
        Optional<RecordId> after = Optional.empty();
        while (true) {
            var some = records.list(member, collection.id(), after, RecordStore.LIST_MAX);
            for (var record : some) record(record);
            if (!RecordStore.isFull(some, RecordStore.LIST_MAX)) return;
            after = Optional.of(some.getLast().id());
        }
    }

    private void record(SealedRecord record) {
        try {
            count(0, 1, work.at(collection, record) ? 1 : 0, Optional.empty());
        } catch (Malformed cannotBeDone) {
            var straggler = new Straggler(record.member(), record.collection(), Optional.of(record.id()));
            count(0, 1, 0, Optional.of(straggler));
        }
    }

    private void count(int members, int seen, int done, Optional<Straggler> straggler) {
        var stragglers = new ArrayList<>(progress.stragglers());
        if (stragglers.size() < STRAGGLERS_MAX) straggler.ifPresent(stragglers::add);
        progress = new Progress(
                progress.members() + members,
                progress.seen() + seen,
                progress.done() + done,
                stragglers,
                progress.next());
    }
}
