package io.cloakroom.seal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Hands out members' data keys, and makes a member's first one. Unwrapped keys are kept for a minute, so that a page of
 * records does not unwrap one key many times, and a key that is erased is gone from memory soon after.
 */
public final class MemberKeys {
    static final Duration KEPT_FOR = Duration.ofSeconds(60);

    private static final int KEPT_MAX = 10_000;
    private static final String STORE = "key store";

    private final KeyRing ring;
    private final MemberKeyStore store;
    private final Cache<Name, MemberKey> kept;
    private final Cache<MemberId, Integer> newest;

    private record Name(MemberId member, int version) {}

    public MemberKeys(KeyRing ring, MemberKeyStore store, Clock clock) {
        this.ring = ring;
        this.store = store;
        this.kept = cache(clock);
        this.newest = cache(clock);
    }

    private static <K, V> Cache<K, V> cache(Clock clock) {
        return Caffeine.newBuilder()
                .maximumSize(KEPT_MAX)
                .expireAfterWrite(KEPT_FOR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                // A cache that nobody asks anything would keep them until somebody does.
                .scheduler(Scheduler.systemScheduler())
                .build();
    }

    /** What there is to seal or open with. */
    public sealed interface Held {
        record Key(MemberKey key) implements Held {}

        /** The member was erased: nothing of hers opens or is sealed any more. */
        record Erased() implements Held {}
    }

    /** The key to seal with, made if the member has none. Asks the store every time, so that an erased member is seen. */
    public Held current(MemberId member) {
        return switch (store.newest(member)) {
            case KeyLookup.Found(var wrapped) -> unwrapped(wrapped);
            case KeyLookup.Erased _ -> new Held.Erased();
            case KeyLookup.None _ -> first(member);
        };
    }

    /**
     * A key to seal with, of those of hers that were used within the last minute; asks the store where there is none. For what
     * may be sealed for a member who is erased by now, because it opens no more then.
     */
    public Held lately(MemberId member) {
        var version = newest.getIfPresent(member);
        var known = version == null ? null : kept.getIfPresent(new Name(member, version));
        return known != null ? new Held.Key(known) : current(member);
    }

    /** A key like the member's, thrown away after use: for what is sealed to see what would become of it. Stores nothing. */
    public Held foreseen(MemberId member) {
        return switch (store.newest(member)) {
            case KeyLookup.Erased _ -> new Held.Erased();
            case KeyLookup.Found _, KeyLookup.None _ -> new Held.Key(new MemberKey(member, 1, AesGcm.newKey()));
        };
    }

    private Held first(MemberId member) {
        var first = ring.wrap(member, 1, AesGcm.newKey());
        return switch (store.add(first)) {
            case DONE -> unwrapped(first);
            case ERASED -> new Held.Erased();
            // Somebody made one between the look and the add: theirs is the member's key, ours was never used.
            case TAKEN -> known(store.newest(member), "a key vanished");
        };
    }

    /**
     * The key to open a value with.
     *
     * @throws Malformed if the member has no key of that version: a value that we stored cannot be opened
     */
    public Held version(MemberId member, int version) {
        var known = kept.getIfPresent(new Name(member, version));
        return known != null ? new Held.Key(known) : known(store.find(member, version), "no such key version");
    }

    private Held known(KeyLookup lookup, String otherwise) {
        return switch (lookup) {
            case KeyLookup.Found(var wrapped) -> unwrapped(wrapped);
            case KeyLookup.Erased _ -> new Held.Erased();
            case KeyLookup.None _ -> throw new Malformed(STORE, otherwise);
        };
    }

    private Held unwrapped(WrappedKey wrapped) {
        var name = new Name(wrapped.member(), wrapped.version());
        var known = kept.getIfPresent(name);
        if (known != null) return new Held.Key(known);
        // Not as the cache's own loader, which would let others' keys wait for a slow ring as well.
        var key = new MemberKey(name.member(), name.version(), ring.unwrap(wrapped));
        kept.put(name, key);
        newest.asMap().merge(name.member(), name.version(), Math::max);
        return new Held.Key(key);
    }
}
