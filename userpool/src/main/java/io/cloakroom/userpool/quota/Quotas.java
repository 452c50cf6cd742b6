package io.cloakroom.userpool.quota;

import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/** Counts calls: one token for each, as many new ones a second as the category has, and no more saved than a second's. */
public final class Quotas {
    private static final int FREE_ANSWERS = 3;
    private static final String ANSWER = "RespondToAuthChallenge";

    private final Map<Category, Bucket> buckets = new EnumMap<>(Category.class);
    private final Clock clock;
    private int freeAnswers;

    private Quotas(Clock clock) {
        this.clock = clock;
    }

    /** Everything may be as fast as it likes. */
    public static Quotas none(Clock clock) {
        return new Quotas(clock);
    }

    public static Quotas of(QuotasConfig config, Clock clock) {
        var quotas = new Quotas(clock);
        config.perSecond()
                .forEach((category, perSecond) -> quotas.buckets.put(category, new Bucket(perSecond, clock.millis())));
        return quotas;
    }

    /** @return false if it comes too fast and must not be done */
    public synchronized boolean take(String operation) {
        var bucket = Category.of(operation).map(buckets::get);
        if (bucket.isEmpty()) return true;
        if (operation.endsWith(ANSWER) && freeAnswers > 0) {
            freeAnswers--;
            return true;
        }
        var isFree = bucket.get().take(clock.millis());
        if (isFree && operation.endsWith("InitiateAuth")) {
            freeAnswers = Math.min(freeAnswers + FREE_ANSWERS, FREE_ANSWERS * bucket.get().perSecond);
        }
        return isFree;
    }

    /** Counts in thousandths of a token, so that whole numbers do. */
    private static final class Bucket {
        private static final long TOKEN = 1000;

        private final int perSecond;
        private long thousandths;
        private long since;

        Bucket(int perSecond, long now) {
            this.perSecond = perSecond;
            this.thousandths = perSecond * TOKEN;
            this.since = now;
        }

        boolean take(long now) {
            // A clock that goes back brings nothing, and takes nothing away.
            var gained = Math.min(Math.max(0, now - since), TOKEN) * perSecond;
            thousandths = Math.min(thousandths + gained, perSecond * TOKEN);
            since = now;
            if (thousandths < TOKEN) return false;
            thousandths -= TOKEN;
            return true;
        }
    }
}
