package io.cloakroom.cli;

import io.cloakroom.cli.SiteOption.Opened;
import io.cloakroom.cli.memberships.MembershipWords;
import io.cloakroom.cli.report.Mark;
import io.cloakroom.cli.report.Report;
import io.cloakroom.cli.report.Terminal;
import io.cloakroom.json.Json;
import io.cloakroom.ledger.Act;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Aside;
import io.cloakroom.membership.Holds.Hold;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.site.SiteId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What a held site has said meanwhile. */
@Command(
        name = "held",
        description = {
            "Show whether a site is held, why, and what it has said since.",
            "Exit code 0 if it is believed, 1 if it is held."
        },
        mixinStandardHelpOptions = true)
final class MembershipsHeld implements Callable<Integer> {
    private static final int SHOWN_MAX = 50;

    @Mixin
    private SiteOption site = new SiteOption();

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean isJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (var opened = site.open()) {
            var hold = opened.parts().facts().standing(opened.site().id()).hold();
            var count = aside(opened).all(opened.site().id()).count();
            var first = aside(opened).all(opened.site().id()).limit(SHOWN_MAX).toList();
            var out = spec.commandLine().getOut();
            if (isJson) out.println(json(opened, hold, count, first));
            else show(opened, hold, count, first);
            out.flush();
            return hold.isPresent() ? 1 : 0;
        }
    }

    private static Aside aside(Opened opened) {
        return new Aside(opened.parts().facts(), opened.parts().clock());
    }

    private void show(Opened opened, Optional<Hold> hold, long count, List<Snapshot> first) {
        var report = new Report(spec.commandLine().getOut(), Terminal.of(System.getenv(), System.out.charset()));
        report.heading(opened.site().name());
        report.note(hold.map(held -> "held since " + held.since() + ": " + held.why())
                .orElse("believed"));
        report.rows(first.stream()
                .map(one ->
                        new Report.Row(Mark.WARNING, "user " + one.user(), MembershipWords.of(one.memberships()), ""))
                .toList());
        if (count > first.size()) report.note("  and " + (count - first.size()) + " more users");
        if (hold.isPresent()) report.sum(count + " users wait. release takes what the site says; discard forgets it.");
    }

    private static String json(Opened opened, Optional<Hold> hold, long count, List<Snapshot> first) {
        var now = opened.parts().clock().instant();
        return Json.writeText(Json.members(
                "site", opened.site().id().value(),
                "held", hold.isPresent(),
                "why", hold.map(Hold::why).orElse(null),
                "since", hold.map(held -> held.since().toString()).orElse(null),
                "users", count,
                "first",
                        first.stream()
                                .map(one -> MembershipWords.json(one, now))
                                .toList()));
    }

    /** Changes how we stand with a site, and says what came of it. */
    abstract static class Change implements Callable<Integer> {
        @Mixin
        private SiteOption site = new SiteOption();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public final Integer call() throws IOException {
            try (var opened = site.open()) {
                announce(opened, Optional.empty());
                var done = change(
                        aside(opened),
                        opened.site().id(),
                        snapshot -> opened.memberOf(snapshot.user())
                                .ifPresent(member -> announce(opened, Optional.of(member))));
                spec.commandLine().getOut().println(done);
                return 0;
            }
        }

        private void announce(Opened opened, Optional<MemberId> about) {
            opened.installation().announce(act(), about, Optional.empty());
        }

        abstract Act act();

        /** @param before told of each before something comes of it */
        abstract String change(Aside aside, SiteId site, Consumer<Snapshot> before);
    }

    /** Holds a site by hand. */
    @Command(
            name = "hold",
            description = "Keep aside from now on what a site says, save what only closes.",
            mixinStandardHelpOptions = true)
    static final class HoldSite extends Change {
        @Override
        Act act() {
            return Act.FACTS_HELD;
        }

        @Override
        String change(Aside aside, SiteId site, Consumer<Snapshot> before) {
            aside.hold(site);
            return "held";
        }
    }

    /** Believes a site again. */
    @Command(
            name = "release",
            description = "Believe a site again, and take what was kept aside.",
            mixinStandardHelpOptions = true)
    static final class Release extends Change {
        @Override
        Act act() {
            return Act.FACTS_RELEASED;
        }

        @Override
        String change(Aside aside, SiteId site, Consumer<Snapshot> before) {
            return "released, " + aside.release(site, before) + " users' memberships taken";
        }
    }

    /** Forgets what was kept aside. */
    @Command(
            name = "discard",
            description = {
                "Forget what was kept aside. The site stays held until it is released.",
                "What it says truly comes back by reconcile, once you believe the site again."
            },
            mixinStandardHelpOptions = true)
    static final class Discard extends Change {
        @Override
        Act act() {
            return Act.FACTS_DISCARDED;
        }

        @Override
        String change(Aside aside, SiteId site, Consumer<Snapshot> before) {
            return "forgotten: what " + aside.discard(site, before) + " users would hold";
        }
    }
}
