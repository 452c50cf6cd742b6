package io.cloakroom.seal;

import io.cloakroom.member.MemberId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** In memory; held to {@link MemberKeyStoreContract} like the others. */
public class FakeMemberKeyStore implements MemberKeyStore {
    private static final Comparator<Position> ORDER = Comparator.comparing(
                    (Position position) -> position.member().value())
            .thenComparingInt(Position::version);

    private final TreeMap<Position, WrappedKey> keys = new TreeMap<>(ORDER);
    private final Map<MemberId, Instant> tombstones = new HashMap<>();

    private static Position position(WrappedKey key) {
        return new Position(key.member(), key.version());
    }

    /** Whether a member's tombstone stands. */
    public synchronized boolean isErased(MemberId member) {
        return tombstones.containsKey(member);
    }

    @Override
    public synchronized KeyLookup newest(MemberId member) {
        return lookup(member, keys.lowerEntry(new Position(member, Integer.MAX_VALUE)));
    }

    private KeyLookup lookup(MemberId member, Map.@Nullable Entry<Position, WrappedKey> found) {
        var tombstone = tombstones.get(member);
        if (tombstone != null) return new KeyLookup.Erased(tombstone);
        return found != null && found.getKey().member().equals(member)
                ? new KeyLookup.Found(found.getValue())
                : new KeyLookup.None();
    }

    @Override
    public synchronized KeyLookup find(MemberId member, int version) {
        var key = keys.get(new Position(member, version));
        return lookup(member, key == null ? null : Map.entry(position(key), key));
    }

    @Override
    public synchronized Added add(WrappedKey key) {
        if (isErased(key.member())) return Added.ERASED;
        return keys.putIfAbsent(position(key), key) == null ? Added.DONE : Added.TAKEN;
    }

    @Override
    public synchronized boolean replace(WrappedKey old, WrappedKey rewrapped) {
        return keys.replace(position(old), old, rewrapped);
    }

    @Override
    public synchronized void bury(MemberId member, Instant at) {
        tombstones.putIfAbsent(member, at);
    }

    @Override
    public synchronized int destroy(MemberId member) {
        var before = keys.size();
        keys.keySet().removeIf(position -> position.member().equals(member));
        return before - keys.size();
    }

    @Override
    public synchronized Page all(Optional<Position> after, int limit) {
        var everything = new TreeSet<>(ORDER);
        everything.addAll(keys.keySet());
        tombstones.keySet().forEach(member -> everything.add(new Position(member, Integer.MAX_VALUE)));
        var rest = after.map(position -> everything.tailSet(position, false)).orElse(everything);
        var page = rest.stream().limit(limit).toList();
        var found = page.stream().filter(keys::containsKey).map(keys::get).toList();
        var isLast = page.size() == rest.size();
        return new Page(found, page.size() - found.size(), isLast ? Optional.empty() : Optional.of(page.getLast()));
    }
}
