package io.cloakroom.cli;

import io.cloakroom.cli.SiteOption.Opened;
import io.cloakroom.cli.memberships.MembershipWords;
import io.cloakroom.cli.report.Counted;
import io.cloakroom.cli.report.Mark;
import io.cloakroom.cli.report.Report;
import io.cloakroom.cli.report.Terminal;
import io.cloakroom.config.Settings;
import io.cloakroom.gateway.Loading;
import io.cloakroom.json.Json;
import io.cloakroom.membership.Entitlements;
import io.cloakroom.policy.Decision;
import io.cloakroom.policy.Decision.Denial;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Decision.Showing;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Delivery;
import io.cloakroom.record.StaffRights;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The rules. */
@Command(
        name = "policy",
        description = "Say what somebody may see, and why.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = PolicyCommand.Explain.class)
final class PolicyCommand {

    /** Decides as the gateway would now, and opens nothing. */
    @Command(
            name = "explain",
            description =
                    "Say what a member would be shown of a collection now, by each way, and why; or with --staff and --purpose "
                            + "what somebody of the staff would be shown of it. Opens no record. Exit code 0 if it is shown by "
                            + "any way, 1 if by none.",
            mixinStandardHelpOptions = true)
    static final class Explain implements Callable<Integer> {
        @Mixin
        private SiteOption site = new SiteOption();

        @Mixin
        private MemberOption member = new MemberOption();

        @Mixin
        private CollectionOption collection = new CollectionOption();

        @Option(names = "--staff", paramLabel = "GROUP", split = ",", description = "Group of the staff, or several.")
        private Set<String> staff = Set.of();

        @Option(names = "--purpose", paramLabel = "WORDS", description = "What somebody of the staff does it for.")
        private Optional<String> purpose = Optional.empty();

        @Option(names = "--json", description = "Print JSON, for scripts.")
        private boolean isJson;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            var who = member.id();
            if (staff.isEmpty() != purpose.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "--staff and --purpose go together");
            }
            try (var opened = site.open()) {
                var asked = collection.of(opened.config().collections());
                if (purpose.isPresent()) return explainStaff(asked, purpose.get());
                var parts = opened.parts();
                var loading = new Loading(
                        parts.records(), parts.facts(), opened.config().sites());
                var held = loading.entitlements(who, asked);
                var now = parts.clock().instant();
                var decisions = decisions(opened, asked, held, now);
                if (isJson) spec.commandLine().getOut().println(json(asked, decisions, held, now));
                else show(opened, asked, held, decisions);
                return decisions.values().stream().anyMatch(Grant.class::isInstance) ? 0 : 1;
            }
        }

        /** Whose record it is makes no difference: the rules know groups, purposes and fields. */
        private int explainStaff(Collection asked, String said) {
            var decision = Policy.ofStaff(staff, asked, said);
            if (isJson) spec.commandLine().getOut().println(Json.writeText(ofStaff(asked, said, decision)));
            else show(asked, said, decision);
            return decision instanceof Grant ? 0 : 1;
        }

        private void show(Collection asked, String said, Decision decision) {
            var report = new Report(spec.commandLine().getOut(), Terminal.of(System.getenv(), System.out.charset()));
            report.heading(asked.title() + " for " + groupWords() + ", purpose: " + said);
            report.rows(asked.staff().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(rule -> row(rule.getKey(), rule.getValue(), said))
                    .toList());
            if (decision instanceof Grant grant) show(report, grant);
            else report.note(words(decision));
        }

        private Report.Row row(String group, StaffRights rights, String said) {
            var counts = staff.contains(group) && rights.purposes().contains(said);
            var words = "reads "
                    + rights.reads().stream().map(Settings::spelling).sorted().collect(Collectors.joining(", "))
                    + "; for: " + String.join(", ", rights.purposes());
            return new Report.Row(counts ? Mark.GOOD : Mark.SKIPPED, group, words, "");
        }

        private String groupWords() {
            return staff.stream().sorted().collect(Collectors.joining(" and "));
        }

        private Map<String, Object> ofStaff(Collection asked, String said, Decision decision) {
            List<Map<String, Object>> fields = decision instanceof Grant grant
                    ? grant.fields().stream().map(Explain::json).toList()
                    : List.of();
            return Json.members(
                    "sub",
                    member.id().value(),
                    "collection",
                    asked.id().value(),
                    "staff",
                    staff.stream().sorted().toList(),
                    "purpose",
                    said,
                    "granted",
                    decision instanceof Grant,
                    "why",
                    words(decision),
                    "fields",
                    fields);
        }

        private static Map<Delivery, Decision> decisions(
                Opened opened, Collection collection, Entitlements held, Instant now) {
            var decisions = new EnumMap<Delivery, Decision>(Delivery.class);
            for (var way : Delivery.values()) {
                decisions.put(way, Policy.ofMember(opened.site().id(), Set.of(way), collection, held, now));
            }
            return decisions;
        }

        private void show(Opened opened, Collection collection, Entitlements held, Map<Delivery, Decision> decisions) {
            var report = new Report(spec.commandLine().getOut(), Terminal.of(System.getenv(), System.out.charset()));
            report.heading(collection.title() + " on " + opened.site().name());
            report.note("by her sites' word she holds: " + MembershipWords.of(held.told()));
            if (!held.confirmed().isEmpty()) {
                report.note("by others' own word: " + MembershipWords.of(held.confirmed()));
            }
            var rows = new ArrayList<Report.Row>();
            decisions.forEach((way, decision) -> rows.add(row(way, decision)));
            report.rows(rows);
            decisions.values().stream()
                    .filter(Grant.class::isInstance)
                    .map(Grant.class::cast)
                    .findFirst()
                    .ifPresent(grant -> show(report, grant));
        }

        private static void show(Report report, Grant grant) {
            report.heading("Fields");
            report.rows(grant.fields().stream().map(Explain::row).toList());
            if (grant.canAdd()) report.note("Records may be added.");
            if (grant.canDelete()) report.note("Records may be deleted.");
            report.note("Changed and seen whole only on the gateway's own pages.");
        }

        private static Report.Row row(Delivery way, Decision decision) {
            var isGranted = decision instanceof Grant;
            return new Report.Row(isGranted ? Mark.GOOD : Mark.SKIPPED, Settings.spelling(way), words(decision), "");
        }

        private static Report.Row row(Showing showing) {
            var words = new ArrayList<String>();
            words.add(showing.mask()
                    .map(mask -> "masked, " + Settings.spelling(mask))
                    .orElse("shown"));
            if (showing.isEditable()) words.add("may be changed");
            if (showing.isUnmaskable()) words.add("may be seen whole after signing in again");
            return new Report.Row(Mark.GOOD, showing.field().name().value(), String.join("; ", words), "");
        }

        private static String words(Decision decision) {
            return switch (decision) {
                case Grant grant -> Counted.of(grant.fields().size(), "field");
                case Decision.Denied(Denial.NotHere _) ->
                    "no: the collection is not shown on this site (collections.NAME.sites)";
                case Decision.Denied(Denial.DeliveryNotAllowed _) -> "no: the collection does not allow this way";
                case Decision.Denied(Denial.MembershipRequired(var needed)) -> "no: she needs " + needed;
                case Decision.Denied(Denial.NotForStaff _) -> "no: no rule of this collection names such a group";
                case Decision.Denied(Denial.OtherPurpose _) -> "no: no rule of such a group allows this purpose";
            };
        }

        private String json(Collection asked, Map<Delivery, Decision> decisions, Entitlements held, Instant now) {
            var ways = new ArrayList<Map<String, Object>>();
            decisions.forEach((way, decision) -> ways.add(json(way, decision)));
            return Json.writeText(Json.members(
                    "sub",
                    member.id().value(),
                    "collection",
                    asked.id().value(),
                    "memberships",
                    Stream.concat(held.told().stream(), held.confirmed().stream())
                            .map(membership -> MembershipWords.json(membership, now))
                            .toList(),
                    "ways",
                    ways));
        }

        private static Map<String, Object> json(Delivery way, Decision decision) {
            List<Map<String, Object>> fields = decision instanceof Grant grant
                    ? grant.fields().stream().map(Explain::json).toList()
                    : List.of();
            return Json.members(
                    "way",
                    Settings.spelling(way),
                    "granted",
                    decision instanceof Grant,
                    "why",
                    words(decision),
                    "adds",
                    decision instanceof Grant grant && grant.canAdd(),
                    "deletes",
                    decision instanceof Grant grant && grant.canDelete(),
                    "fields",
                    fields);
        }

        private static Map<String, Object> json(Showing showing) {
            return Json.members(
                    "name", showing.field().name().value(),
                    "mask", showing.mask().map(Settings::spelling).orElse(null),
                    "editable", showing.isEditable(),
                    "unmaskable", showing.isUnmaskable());
        }
    }
}
