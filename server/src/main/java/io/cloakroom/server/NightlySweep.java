package io.cloakroom.server;

import io.cloakroom.ledger.Actor;
import io.cloakroom.upkeep.Sweep;
import io.cloakroom.upkeep.Sweep.Result;
import io.cloakroom.upkeep.Sweep.Sum;
import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes away by night what has been kept long enough. */
final class NightlySweep implements Jobs.Job {
    private static final Actor JOB = new Actor.Job("retention");
    private static final Logger LOG = LoggerFactory.getLogger(NightlySweep.class);

    private final String holder = "serve-" + UUID.randomUUID();
    private final Sweep sweep;
    private final Clock clock;
    private int named;

    NightlySweep(Sweep sweep, Clock clock) {
        this.sweep = sweep;
        this.clock = clock;
    }

    @Override
    public void look() {
        if (!sweep.isDeclared() || !isDue()) return;
        var run = new Sweep.Run(holder, JOB, UUID.randomUUID().toString());
        named = 0;
        switch (sweep.run(run, this::name)) {
            case Result.Done(var sum) -> tell(sum, run);
            case Result.Busy _ -> LOG.debug("retention is another process's");
        }
    }

    private static void tell(Sum sum, Sweep.Run run) {
        LOG.info(
                "retention: {} members, {} records deleted, {} written meanwhile, run {}",
                sum.members(),
                sum.deleted(),
                sum.due() - sum.deleted(),
                run.id());
    }

    /** At each page: whoever goes on with a run that was stopped meets none of those before. */
    private void name(Sum sum) {
        sum.stragglers().stream()
                .skip(named)
                .forEach(straggler -> LOG.error(
                        "retention: something in {} of {} cannot be read",
                        straggler.collection().value(),
                        straggler.member().value()));
        named = sum.stragglers().size();
    }

    private boolean isDue() {
        var now = clock.instant();
        var begins = Nightly.begins(0, now);
        if (now.isBefore(begins) || !now.isBefore(begins.plus(Nightly.NIGHT))) return false;
        return sweep.endedAt().filter(moment -> !moment.isBefore(begins)).isEmpty();
    }
}
