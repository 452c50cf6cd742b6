package io.cloakroom.seal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

    private record Name(MemberId member, int version) {}

    public MemberKeys(KeyRing ring, MemberKeyStore store, Clock clock) {
        this.ring = ring;
        this.store = store;
        this.kept = Caffeine.newBuilder()
                .maximumSize(KEPT_MAX)
                .expireAfterWrite(KEPT_FOR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** The key to seal with, made if the member has none. */
    public MemberKey current(MemberId member) {
        var newest = store.newest(member);
        if (newest.isPresent()) return unwrapped(newest.get());
        var first = ring.wrap(member, 1, AesGcm.newKey());
        if (store.add(first)) return unwrapped(first);
        // Somebody made one between the look and the add: theirs is the member's key, ours was never used.
        return unwrapped(store.newest(member).orElseThrow(() -> new Malformed(STORE, "a key vanished")));
    }

    /**
     * The key to open a value with.
     *
     * @throws Malformed if the member has no key of that version: a value that we stored cannot be opened
     */
    public MemberKey version(MemberId member, int version) {
        var known = kept.getIfPresent(new Name(member, version));
        if (known != null) return known;
        return unwrapped(store.find(member, version).orElseThrow(() -> new Malformed(STORE, "no such key version")));
    }

    private MemberKey unwrapped(WrappedKey wrapped) {
        var name = new Name(wrapped.member(), wrapped.version());
        return kept.get(name, _ -> new MemberKey(wrapped.member(), wrapped.version(), ring.unwrap(wrapped)));
    }
}
