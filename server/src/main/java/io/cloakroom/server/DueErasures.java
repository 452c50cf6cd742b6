package io.cloakroom.server;

import io.cloakroom.ledger.Actor;
import io.cloakroom.upkeep.Erasures;
import io.cloakroom.upkeep.Erasures.Outcome;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Erases the members whose time to change their minds is over. */
final class DueErasures implements Jobs.Job {
    private static final Actor JOB = new Actor.Job("erasure");
    private static final Logger LOG = LoggerFactory.getLogger(DueErasures.class);

    private final String holder = "serve-" + UUID.randomUUID();
    private final Erasures erasures;

    DueErasures(Erasures erasures) {
        this.erasures = erasures;
    }

    @Override
    public void look() {
        var runId = UUID.randomUUID().toString();
        var erased = erasures.run(holder, JOB, runId, (member, outcome) -> {
            if (outcome instanceof Outcome.Stuck(var why))
                LOG.error("{} cannot be erased: {}", member.value(), why.getMessage());
        });
        if (erased > 0) LOG.info("{} members erased who had asked for it, run {}", erased, runId);
    }
}
