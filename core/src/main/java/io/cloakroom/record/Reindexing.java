package io.cloakroom.record;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.MemberKeyStore;
import io.cloakroom.seal.MemberKeyStore.Position;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Marks records that were written before their field was searchable, and takes marks away that nobody declares any more.
 * Members notice nothing. Doing it again does no harm.
 */
public final class Reindexing {
    private static final int STRAGGLERS_MAX = 1000;

    private final Vault vault;
    private final MemberKeyStore keys;
    private final RecordStore records;
    private final List<Collection> collections;
    private final boolean isMeant;

    private Optional<MemberId> last = Optional.empty();
    private Progress progress = new Progress(0, 0, 0, List.of(), Optional.empty());

    /** @param isMeant or else records are counted only */
    public Reindexing(
            Vault vault, MemberKeyStore keys, RecordStore records, List<Collection> collections, boolean isMeant) {
        this.vault = vault;
        this.keys = keys;
        this.records = records;
        this.collections = List.copyOf(collections);
        this.isMeant = isMeant;
    }

    /** A record that does not open. */
    public record Straggler(MemberId member, CollectionId collection, RecordId id) {}

    /**
     * How far it is.
     *
     * @param members looked at
     * @param seen records of theirs
     * @param marked records marked anew; others were written or erased meanwhile
     * @param stragglers at most 1,000 are told
     * @param next where to go on; empty at the end
     */
    public record Progress(int members, int seen, int marked, List<Straggler> stragglers, Optional<Position> next) {
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
            var page = keys.all(from, MemberKeyStore.LIST_MAX);
            for (var key : page.keys()) member(key.member());
            progress = new Progress(
                    progress.members(), progress.seen(), progress.marked(), progress.stragglers(), page.next());
            told.accept(progress);
            from = page.next();
        } while (from.isPresent());
        return progress;
    }

    /** A member has a key for each version, one behind the other. */
    private void member(MemberId member) {
        if (last.equals(Optional.of(member))) return;
        last = Optional.of(member);
        count(1, 0, 0, Optional.empty());
        for (var collection : collections) {
            Optional<RecordId> after = Optional.empty();
            while (true) {
                var some = records.list(member, collection.id(), after, RecordStore.LIST_MAX);
                for (var record : some) record(collection, record);
                if (some.size() < RecordStore.LIST_MAX) break;
                after = Optional.of(some.getLast().id());
            }
        }
    }

    private void record(Collection collection, SealedRecord record) {
        try {
            count(0, 1, isMeant && vault.mark(collection, record) ? 1 : 0, Optional.empty());
        } catch (Malformed doesNotOpen) {
            count(0, 1, 0, Optional.of(new Straggler(record.member(), record.collection(), record.id())));
        }
    }

    private void count(int members, int seen, int marked, Optional<Straggler> straggler) {
        var stragglers = new ArrayList<>(progress.stragglers());
        if (stragglers.size() < STRAGGLERS_MAX) straggler.ifPresent(stragglers::add);
        progress = new Progress(
                progress.members() + members,
                progress.seen() + seen,
                progress.marked() + marked,
                stragglers,
                progress.next());
    }
}
