package io.cloakroom.gateway;

import io.cloakroom.card.LedgerPage.Day;
import io.cloakroom.card.LedgerPage.Line;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.console.ConsolePages;
import io.cloakroom.console.LedgerView;
import io.cloakroom.gateway.StaffAccount.Deed;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.EntrySeal.Opened;
import io.cloakroom.ledger.History;
import io.cloakroom.ledger.Pointer;
import io.cloakroom.member.MemberId;
import io.cloakroom.policy.Decision.Denial;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the staff see what was done with a member's data: of the collections that they may see for their purpose, and what
 * is about none. What she looked at herself is not shown: an hour of it may be about anything.
 */
final class StaffLedger {
    private static final int PAGE = 30;

    private final StaffDoor door;
    private final StaffAccount account;
    private final People people;
    private final Collections collections;
    private final History history;
    private final LedgerWords words;
    private final StaffFrames frames;
    private final ConsolePages pages;

    StaffLedger(
            GatewayConfig config,
            StaffDoor door,
            StaffAccount account,
            People people,
            History history,
            StaffFrames frames,
            ConsolePages pages) {
        this.door = door;
        this.account = account;
        this.people = people;
        this.collections = config.collections();
        this.history = history;
        this.words = new LedgerWords(config.collections(), config.sites(), LedgerWords.Voice.STAFF);
        this.frames = frames;
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", "/console/members/{sub}/ledger", door.byWindow((request, caller, values) -> {
                    var deed = deed(request, caller, Asked.parameter(request, "purpose"));
                    return ledger(deed, caller, values.getFirst(), this::page);
                })),
                new Route.Desk("GET", "/app/members/{sub}/ledger", door.byScript((request, caller, values) -> {
                    var deed = deed(request, caller, request.headers().only(StaffDoor.PURPOSE_HEADER));
                    return ledger(deed, caller, values.getFirst(), StaffLedger::data);
                })));
    }

    private static Deed deed(Request request, StaffCaller caller, Optional<String> purpose) {
        return Deed.of(request, caller.member(), Act.LEDGER_READ).because(purpose);
    }

    /** A part of a member's ledger, and which of it may be shown. */
    private record Sight(
            StaffCaller caller, MemberId member, String purpose, History.Page found, Set<CollectionId> readable) {
        private boolean isReadable(Entry entry) {
            return entry.subject()
                    .map(subject -> readable.contains(subject.collection()))
                    .orElse(true);
        }
    }

    @FunctionalInterface
    private interface Work {
        Response answer(Sight sight);
    }

    private Response ledger(Deed deed, StaffCaller caller, String sub, Work work) {
        return people.find(sub)
                .map(member -> decide(deed.about(member), caller, member, work))
                .orElseGet(() -> account.refuse(deed, Problem.notFound()));
    }

    private Response decide(Deed deed, StaffCaller caller, MemberId member, Work work) {
        var purpose = deed.purpose().orElse("");
        var readable = Policy.ledgerOfStaff(caller.groups(), collections.all(), purpose);
        if (readable.isEmpty()) {
            var choose = new Link("Choose a purpose", ConsoleAddresses.member(member));
            return account.refuse(deed, Problems.of(new Denial.OtherPurpose()).leadingTo(choose));
        }
        var before = Asked.parameter(deed.request(), "before");
        var isPlace = before.isEmpty() || Pointer.parse(member, before.get()).isPresent();
        if (!isPlace) return account.refuse(deed, Problem.notFound());
        var found = history.page(member, before, PAGE, () -> account.write(deed));
        return work.answer(new Sight(caller, member, purpose, found, readable));
    }

    private Response page(Sight sight) {
        var next = sight.found().next().map(key -> ConsoleAddresses.ledger(sight.member(), sight.purpose(), key));
        var frame = frames.of(sight.caller(), sight.member(), Optional.of(sight.purpose()));
        return Hardening.ownForm(pages.ledger(frame, new LedgerView(days(sight), next)));
    }

    private List<Day> days(Sight sight) {
        return LedgerDays.of(
                sight.found().items(),
                (_, items) -> items.stream()
                        .flatMap(item -> item.opened().stream())
                        .flatMap(opened -> lines(opened, sight).stream())
                        .toList());
    }

    private List<Line> lines(Opened opened, Sight sight) {
        return words.lines(opened, sight.member(), sight.caller().member(), sight::isReadable);
    }

    private static Response data(Sight sight) {
        var entries = sight.found().items().stream()
                .flatMap(item -> item.opened().stream())
                .flatMap(opened -> LedgerEntries.of(opened, sight.member(), sight::isReadable))
                .toList();
        return Answers.json(
                Json.members("entries", entries, "next", sight.found().next().orElse(null)));
    }
}
