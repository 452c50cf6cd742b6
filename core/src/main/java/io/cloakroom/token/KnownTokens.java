package io.cloakroom.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tokens whose signature was checked before, by their hash: no token that lives lies in our memory. Only what stays true for
 * all of a token's life is kept; its times and its revocation are for the asker to look at, every time.
 */
final class KnownTokens {
    static final int TOKENS_MAX = 20_000;

    private final Cache<Hash, Known> tokens;

    /** @param keptFor no token is believed for longer than that after its issue */
    KnownTokens(Duration keptFor, Clock clock) {
        this.tokens = Caffeine.newBuilder()
                .maximumSize(TOKENS_MAX)
                .expireAfterWrite(keptFor)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** What a token says for good. */
    record Known(AccessToken token, Times times) {}

    /** The SHA-256 of a token. As four numbers it is compared and kept at the least cost. */
    private record Hash(long one, long two, long three, long four) {
        // The strict parser leaves each token one spelling, so that the hash of the text names the token.
        static Hash of(String compact) {
            try {
                var digest = MessageDigest.getInstance("SHA-256").digest(compact.getBytes(StandardCharsets.UTF_8));
                var words = ByteBuffer.wrap(digest);
                return new Hash(words.getLong(), words.getLong(), words.getLong(), words.getLong());
            } catch (NoSuchAlgorithmException mistake) {
                throw new IllegalStateException(mistake);
            }
        }
    }

    Optional<Known> find(String compact) {
        return Optional.ofNullable(tokens.getIfPresent(Hash.of(compact)));
    }

    void add(String compact, Known known) {
        tokens.put(Hash.of(compact), known);
    }
}
