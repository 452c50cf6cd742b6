package io.cloakroom.server;

import io.cloakroom.membership.Walks;
import io.cloakroom.membership.Walks.Walk;
import io.cloakroom.reconcile.Reconcile;
import io.cloakroom.reconcile.Reconcile.Result;
import io.cloakroom.reconcile.Reconcile.Sum;
import io.cloakroom.site.Site;
import io.cloakroom.upstream.UpstreamException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares every site's users once a night, and mends. Of several gateways one does it: the walk is leased. One that failed is
 * tried again until the night is over.
 */
final class Nightly implements Jobs.Job {
    static final LocalTime BEGINS = LocalTime.of(3, 0);
    static final Duration NIGHT = Duration.ofHours(3);
    /** Sites begin apart, so that they do not all work at once; the same site always at the same time. */
    static final int MINUTES_APART_MAX = 60;

    private static final Logger LOG = LoggerFactory.getLogger(Nightly.class);

    private final String holder = "serve-" + UUID.randomUUID();
    private final List<Site> sites;
    private final Walks walks;
    private final Reconcile reconcile;
    private final Clock clock;

    Nightly(List<Site> sites, Walks walks, Reconcile reconcile, Clock clock) {
        this.sites =
                sites.stream().filter(site -> site.facts().isAskedNightly()).toList();
        this.walks = walks;
        this.reconcile = reconcile;
        this.clock = clock;
    }

    /** A site that fails is told, and keeps no other from being compared. */
    @Override
    public void look() {
        for (var site : sites) {
            try {
                if (isDue(site)) mend(site);
            } catch (UpstreamException failure) {
                LOG.warn("nightly comparison of {}: {}", site.id().value(), failure.getMessage());
            } catch (RuntimeException mistake) {
                LOG.error("nightly comparison of {}", site.id().value(), mistake);
            }
        }
    }

    private boolean isDue(Site site) {
        var now = clock.instant();
        var begins = begins(site, now);
        if (now.isBefore(begins) || !now.isBefore(begins.plus(NIGHT))) return false;
        Optional<Instant> ended = walks.walk(site.id()).flatMap(Walk::endedAt);
        return ended.filter(moment -> !moment.isBefore(begins)).isEmpty();
    }

    private static Instant begins(Site site, Instant now) {
        return begins(Math.floorMod(site.id().value().hashCode(), MINUTES_APART_MAX), now);
    }

    /** @param minutes after all that is done by night begins */
    static Instant begins(int minutes, Instant now) {
        return now.atOffset(ZoneOffset.UTC).with(BEGINS.plusMinutes(minutes)).toInstant();
    }

    private void mend(Site site) {
        switch (reconcile.mend(site, holder, (_, _, _) -> {})) {
            case Result.Done(var sum) -> tell(site, sum, "");
            case Result.Stopped(var sum) -> tell(site, sum, "; stopped, its ceiling is reached");
            case Result.Busy _ ->
                LOG.debug("{} is compared by another process", site.id().value());
        }
    }

    private static void tell(Site site, Sum sum, String more) {
        var text = "nightly comparison of {}: {} users, {} differed, {} mended, {} held{}";
        var isOdd = sum.drifted() > 0 || !more.isEmpty();
        if (isOdd) LOG.warn(text, site.id().value(), sum.seen(), sum.drifted(), sum.mended(), sum.held(), more);
        else LOG.info(text, site.id().value(), sum.seen(), sum.drifted(), sum.mended(), sum.held(), more);
    }
}
