package io.cloakroom.cli.doctor;

import io.cloakroom.membership.FactStore;
import io.cloakroom.site.Site;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;

/** Whether what the site says of memberships is believed. */
record HoldExam(Site site, FactStore facts) implements Exam {
    private static final String NAME = "memberships";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Diagnosis> examine() {
        try {
            return List.of(diagnose());
        } catch (UpstreamException told) {
            // What is wrong with the table is said where tables are looked at.
            return List.of();
        }
    }

    private Diagnosis diagnose() {
        return facts.standing(site.id())
                .hold()
                .map(hold -> Diagnosis.fault(
                        NAME,
                        "held since " + hold.since() + ": " + hold.why(),
                        "./cloakroom memberships held --site " + site.id().value() + " shows what it said since."))
                .orElseGet(() -> Diagnosis.good(NAME, "believed"));
    }
}
