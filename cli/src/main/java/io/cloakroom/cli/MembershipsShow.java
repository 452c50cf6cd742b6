package io.cloakroom.cli;

import io.cloakroom.cli.SiteOption.Opened;
import io.cloakroom.cli.WhoOption.Who;
import io.cloakroom.cli.memberships.MembershipWords;
import io.cloakroom.cli.report.Mark;
import io.cloakroom.cli.report.Printable;
import io.cloakroom.cli.report.Report;
import io.cloakroom.cli.report.Terminal;
import io.cloakroom.json.Json;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Moment;
import io.cloakroom.membership.Snapshot;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** One user's memberships. */
@Command(
        name = "show",
        description = {
            "Show what a site says of one user, and what of it is open now.",
            "Exit code 0 if anything is open, 1 if nothing is."
        },
        mixinStandardHelpOptions = true)
final class MembershipsShow implements Callable<Integer> {
    @Mixin
    private SiteOption site = new SiteOption();

    @Mixin
    private WhoOption who = new WhoOption();

    @Option(names = "--json", description = "Print JSON, for scripts.")
    private boolean isJson;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        try (var opened = site.open()) {
            var found = who.find(opened);
            var snapshot = found.user().flatMap(opened::of);
            var now = opened.parts().clock().instant();
            if (isJson) spec.commandLine().getOut().println(json(found, snapshot, now));
            else show(opened, found, snapshot, now);
            var isOpen = snapshot.stream()
                    .flatMap(one -> one.memberships().stream())
                    .anyMatch(membership -> membership.isOpen(Moment.at(now)));
            return isOpen ? 0 : 1;
        }
    }

    private void show(Opened opened, Who found, Optional<Snapshot> snapshot, Instant now) {
        var report = new Report(spec.commandLine().getOut(), Terminal.of(System.getenv(), System.out.charset()));
        report.heading(found.user().map(user -> "User " + user).orElse("No user") + " of "
                + opened.site().name());
        report.note(found.member()
                .map(member -> "tied to " + member.value())
                .orElse("tied to nobody: what the site says opens nothing yet"));
        if (snapshot.isEmpty()) {
            report.sum("Nothing is known.");
            return;
        }
        report.rows(snapshot.get().memberships().stream()
                .map(membership -> row(membership, now))
                .toList());
        var telling = snapshot.get().telling();
        report.note("last told: " + telling.type() + " " + telling.observedAt() + " by the site's clock, sequence "
                + snapshot.get().sequence()
                + telling.cause().map(cause -> ", " + Printable.of(cause)).orElse(""));
    }

    private static Report.Row row(Membership membership, Instant now) {
        var isOpen = membership.isOpen(Moment.at(now));
        return new Report.Row(
                isOpen ? Mark.GOOD : Mark.SKIPPED, isOpen ? "open" : "closed", MembershipWords.of(membership), "");
    }

    private static String json(Who found, Optional<Snapshot> snapshot, Instant now) {
        return Json.writeText(Json.members(
                "user", found.user().orElse(null),
                "sub", found.member().map(MemberId::value).orElse(null),
                "snapshot", snapshot.map(one -> MembershipWords.json(one, now)).orElse(null)));
    }
}
