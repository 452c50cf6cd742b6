package io.cloakroom.ledger;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** In memory; held to {@link LedgerStoreContract} like the others. */
public class FakeLedgerStore implements LedgerStore {
    private final Map<Integer, TreeMap<Long, Batch>> shards = new HashMap<>();
    private final Map<MemberId, TreeMap<String, Pointer>> pointers = new HashMap<>();
    private final TreeMap<Long, Milestone> milestones = new TreeMap<>();

    /** A shard's batches, to be looked at or tampered with. */
    public synchronized NavigableMap<Long, Batch> shard(int shard) {
        return shards.computeIfAbsent(shard, _ -> new TreeMap<>());
    }

    @Override
    public synchronized boolean add(Batch batch) {
        return shard(batch.shard()).putIfAbsent(batch.number(), batch) == null;
    }

    @Override
    public synchronized Optional<Batch> last(int shard) {
        return Optional.ofNullable(shard(shard).lastEntry()).map(Map.Entry::getValue);
    }

    @Override
    public synchronized Optional<Batch> find(int shard, long number) {
        return Optional.ofNullable(shard(shard).get(number));
    }

    @Override
    public synchronized List<Batch> list(int shard, long from, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        return shard(shard).tailMap(from).values().stream().limit(limit).toList();
    }

    @Override
    public synchronized void point(List<Pointer> more) {
        for (var pointer : more) {
            pointers.computeIfAbsent(pointer.member(), _ -> new TreeMap<>()).putIfAbsent(pointer.key(), pointer);
        }
    }

    @Override
    public synchronized List<Pointer> pointers(MemberId member, Optional<String> before, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        var all = pointers.getOrDefault(member, new TreeMap<>());
        return before.map(key -> all.headMap(key, false)).orElse(all).reversed().values().stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean add(Milestone milestone) {
        return milestones.putIfAbsent(milestone.number(), milestone) == null;
    }

    @Override
    public synchronized Optional<Milestone> lastMilestone() {
        return Optional.ofNullable(milestones.lastEntry()).map(Map.Entry::getValue);
    }
}
