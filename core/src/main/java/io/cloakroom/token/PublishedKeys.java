package io.cloakroom.token;

import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The issuer's key set (RFC 7517), fetched and kept.
 *
 * <p>An unknown key id fetches the set again, at most once per {@link #COOLDOWN}, so that invented ids cannot make us flood
 * the issuer. While the issuer is down, a set that we have serves on, but not for longer than {@link #STALE_MAX}: after that
 * a key that the issuer has withdrawn might still be believed. Then the answer is "cannot tell", never "no such key".
 */
public final class PublishedKeys implements KeySource {
    static final Duration COOLDOWN = Duration.ofSeconds(30);
    static final Duration FRESH_FOR = Duration.ofHours(1);
    static final Duration STALE_MAX = Duration.ofHours(24);
    static final Duration ANSWER_WITHIN = Duration.ofMillis(1500);
    static final int BYTES_MAX = 150_000;

    private static final Logger LOG = LoggerFactory.getLogger(PublishedKeys.class);
    private static final String SYSTEM = "issuer's key set";

    private final URI address;
    private final Clock clock;
    private final HttpUpstream http = new HttpUpstream(SYSTEM, ANSWER_WITHIN, BYTES_MAX);
    private final ReentrantLock fetching = new ReentrantLock();
    private volatile Kept kept = new Kept(KeySet.EMPTY, Instant.EPOCH);
    private volatile Attempt last = new Attempt(Instant.EPOCH, null);

    private record Kept(KeySet keys, Instant fetchedAt) {}

    private record Attempt(Instant at, @Nullable UpstreamException failure) {}

    public PublishedKeys(URI address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    @Override
    public Optional<VerificationKey> find(String id) {
        var known = kept;
        var age = age(known);
        var key = known.keys().find(id);
        if (key.isPresent() && age.compareTo(FRESH_FOR) < 0) return key;
        var failure = fetchUnlessJustTried();
        var newest = kept;
        if (age(newest).compareTo(STALE_MAX) >= 0) throw failure == null ? new Unavailable(SYSTEM, null) : failure;
        var found = newest.keys().find(id);
        if (found.isEmpty() && failure != null) throw failure;
        return found;
    }

    private Duration age(Kept set) {
        return Duration.between(set.fetchedAt(), clock.instant());
    }

    /** @return why the last attempt failed, if it did */
    private @Nullable UpstreamException fetchUnlessJustTried() {
        fetching.lock();
        try {
            var now = clock.instant();
            if (Duration.between(last.at(), now).abs().compareTo(COOLDOWN) < 0) return last.failure();
            last = new Attempt(now, tryToFetch(now));
            return last.failure();
        } finally {
            fetching.unlock();
        }
    }

    private @Nullable UpstreamException tryToFetch(Instant now) {
        try {
            kept = new Kept(parse(fetch()), now);
            return null;
        } catch (UpstreamException failure) {
            LOG.warn(
                    "{}; {} keys kept from {}",
                    failure.getMessage(),
                    kept.keys().size(),
                    kept.fetchedAt());
            return failure;
        }
    }

    private byte[] fetch() {
        var answer = http.send(HttpRequest.newBuilder(address).build());
        if (answer.statusCode() == 200) return answer.body();
        throw answer.statusCode() >= 500
                ? new Unavailable(SYSTEM, null)
                : new Malformed(SYSTEM, "status " + answer.statusCode());
    }

    private static KeySet parse(byte[] body) {
        var keys = KeySet.parse(body).orElseThrow(() -> new Malformed(SYSTEM, "not a key set"));
        // An empty set would make every token a stranger's: that is an issuer in trouble, not a withdrawal of all keys.
        if (keys.size() == 0) throw new Malformed(SYSTEM, "no usable key");
        return keys;
    }
}
