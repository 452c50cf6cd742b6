package io.cloakroom.cli.memberships;

import io.cloakroom.cli.report.Mark;
import io.cloakroom.cli.report.Report;
import io.cloakroom.config.Settings;
import io.cloakroom.json.Json;
import io.cloakroom.membership.Intake.Outcome;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.reconcile.Drift;
import io.cloakroom.reconcile.Reconcile.Sum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The users of whom a site says something else than is stored: the first of them, and how many more. */
public final class DriftTable {
    static final int ROWS_MAX = 200;

    private final List<Drift> shown = new ArrayList<>();
    private long more;

    public void add(List<Drift> drift) {
        var room = Math.min(drift.size(), ROWS_MAX - shown.size());
        shown.addAll(drift.subList(0, room));
        more += drift.size() - room;
    }

    public void show(Report report) {
        report.rows(shown.stream().map(DriftTable::row).toList());
        if (more > 0) report.note("  and " + more + " more");
    }

    private static Report.Row row(Drift drift) {
        var stored = drift.stored()
                .map(snapshot -> MembershipWords.of(snapshot.memberships()))
                .orElse("nothing");
        var atSite = MembershipWords.of(drift.atSite().memberships());
        var found = "stored: " + stored + " | the site says: " + atSite;
        return new Report.Row(mark(drift), "user " + drift.atSite().user(), found, advice(drift));
    }

    private static Mark mark(Drift drift) {
        return drift.outcome().map(DriftTable::mark).orElse(Mark.WARNING);
    }

    private static Mark mark(Outcome outcome) {
        return switch (outcome) {
            case TAKEN, UNCHANGED, STALE -> Mark.GOOD;
            case HELD -> Mark.WARNING;
            case REFUSED -> Mark.FAULT;
        };
    }

    private static String advice(Drift drift) {
        return drift.outcome().filter(outcome -> outcome == Outcome.HELD).isPresent()
                ? "held: ./cloakroom memberships held shows why"
                : "";
    }

    /** @param now says what is open */
    public Map<String, Object> json(Sum sum, Instant now) {
        return Json.members(
                "users", sum.seen(),
                "drifted", sum.drifted(),
                "mended", sum.mended(),
                "held", sum.held(),
                "unreadable", sum.unreadable(),
                "resumed", sum.isResumed(),
                "drift", shown.stream().map(drift -> json(drift, now)).toList(),
                "drift_not_shown", more);
    }

    private static Map<String, Object> json(Drift drift, Instant now) {
        return Json.members(
                "stored",
                        drift.stored()
                                .map((Snapshot snapshot) -> MembershipWords.json(snapshot, now))
                                .orElse(null),
                "at_site", MembershipWords.json(drift.atSite(), now),
                "outcome", drift.outcome().map(Settings::spelling).orElse(null));
    }
}
