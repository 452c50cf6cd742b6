package io.cloakroom.gateway;

import io.cloakroom.card.LedgerPage.Day;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.console.ConsolePages;
import io.cloakroom.console.LedgerView;
import io.cloakroom.gateway.StaffAccount.Deed;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Entry;
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
 * is about none. What she looked at herself is not shown: a day of it may be about anything.
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
        return List.of(new Route.Desk("GET", "/console/members/{sub}/ledger", door.byWindow(this::ledger)));
    }

    private Response ledger(Request request, StaffCaller caller, List<String> values) {
        var purpose = Asked.parameter(request, "purpose");
        var deed = Deed.of(request, caller.member(), Act.LEDGER_READ).because(purpose);
        return people.find(values.getFirst())
                .map(member -> decide(deed.about(member), caller, member, purpose.orElse("")))
                .orElseGet(() -> account.refuse(deed, Problem.notFound()));
    }

    private Response decide(Deed deed, StaffCaller caller, MemberId member, String purpose) {
        var readable = Policy.ledgerOfStaff(caller.groups(), collections.all(), purpose);
        if (readable.isEmpty()) {
            var choose = new Link("Choose a purpose", ConsoleAddresses.member(member));
            return account.refuse(deed, Problems.of(new Denial.OtherPurpose()).leadingTo(choose));
        }
        var before = Asked.parameter(deed.request(), "before");
        var isPlace = before.isEmpty() || Pointer.parse(member, before.get()).isPresent();
        if (!isPlace) return account.refuse(deed, Problem.notFound());
        var found = history.page(member, before, PAGE);
        account.write(deed);
        return shown(caller, member, purpose, found, readable);
    }

    private Response shown(
            StaffCaller caller, MemberId member, String purpose, History.Page found, Set<CollectionId> readable) {
        var next = found.next().map(key -> ConsoleAddresses.ledger(member, purpose, key));
        var page = new LedgerView(days(member, found, readable), next);
        return Hardening.ownForm(pages.ledger(frames.of(caller, member, Optional.of(purpose)), page));
    }

    private List<Day> days(MemberId member, History.Page found, Set<CollectionId> readable) {
        return LedgerDays.of(
                found.items(),
                (_, items) -> items.stream()
                        .flatMap(item -> item.opened().stream())
                        .flatMap(opened -> words.lines(opened, member, entry -> isReadable(entry, readable)).stream())
                        .toList());
    }

    private static boolean isReadable(Entry entry, Set<CollectionId> readable) {
        return entry.subject()
                .map(subject -> readable.contains(subject.collection()))
                .orElse(true);
    }
}
