package io.cloakroom.gateway;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.console.ConsolePages;
import io.cloakroom.console.MemberPage;
import io.cloakroom.console.SearchPage;
import io.cloakroom.console.SearchPage.Found;
import io.cloakroom.console.SearchPage.Way;
import io.cloakroom.gateway.StaffAccount.Deed;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.member.MemberId;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import io.cloakroom.record.StaffRights;
import io.cloakroom.signin.UserPool;
import io.cloakroom.signin.UserPool.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where the staff find a member and say what for. */
final class ConsoleDesk {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int VALUE_CHARACTERS_MAX = 320;
    private static final Way BY_EMAIL = new Way("email", "E-mail address");
    private static final Way BY_ID = new Way("id", "Member id");

    private final StaffDoor door;
    private final StaffAccount account;
    private final UserPool pool;
    private final Collections collections;
    private final StaffFrames frames;
    private final ConsolePages pages;
    private final Problems problems;

    ConsoleDesk(
            StaffDoor door,
            StaffAccount account,
            UserPool pool,
            Collections collections,
            StaffFrames frames,
            ConsolePages pages,
            Problems problems) {
        this.door = door;
        this.account = account;
        this.pool = pool;
        this.collections = collections;
        this.frames = frames;
        this.pages = pages;
        this.problems = problems;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", "/", (_, _) -> SignInDesk.redirect(StaffSignInDesk.HOME)),
                new Route.Desk("GET", StaffSignInDesk.HOME, (request, _) -> home(request)),
                new Route.Desk("POST", "/console/find", (request, _) -> find(request)),
                new Route.Desk(
                        "GET", "/console/members/{sub}", (request, values) -> member(request, values.getFirst())));
    }

    private Response home(Request request) {
        return switch (door.byWindow(request)) {
            case StaffDoor.Outcome.Refused refused -> problems.answer(request, refused.problem());
            case StaffDoor.Outcome.Known(var caller) ->
                search(200, caller, BY_EMAIL.name(), Optional.empty(), Optional.empty());
        };
    }

    private Response search(
            int status, StaffCaller caller, String way, Optional<List<Found>> found, Optional<String> fault) {
        var page = new SearchPage(List.of(BY_EMAIL, BY_ID), way, found, fault);
        return Hardening.ownForm(pages.search(status, StaffFrames.of(caller), page));
    }

    private Response find(Request request) {
        return switch (door.byWindow(request)) {
            case StaffDoor.Outcome.Refused refused -> problems.answer(request, refused.problem());
            case StaffDoor.Outcome.Known(var caller) -> find(request, caller);
        };
    }

    private Response find(Request request, StaffCaller caller) {
        var deed = Deed.of(request, caller.member(), Act.FIND);
        if (!Asked.isOfType(request, FORM)) return account.refuse(deed, Asked.wrongType(FORM));
        var sent = Asked.form(request);
        var way = sent.flatMap(form -> form.get("by")).orElse("");
        var value = sent.flatMap(form -> form.get("value")).map(String::strip).orElse("");
        if (value.isEmpty() || value.length() > VALUE_CHARACTERS_MAX) {
            var fault = Optional.of("This takes 1 to " + VALUE_CHARACTERS_MAX + " characters.");
            return search(422, caller, way, Optional.empty(), fault);
        }
        if (way.equals(BY_EMAIL.name())) return found(deed, caller, way, pool.withEmail(value));
        if (way.equals(BY_ID.name())) return found(deed, caller, way, withId(value));
        return account.refuse(deed, Fulfilment.badForm());
    }

    private List<Person> withId(String text) {
        if (!MemberId.isMemberId(text)) return List.of();
        return pool.person(new MemberId(text)).stream().toList();
    }

    /** Each who was found sees in her ledger that she was looked for. */
    private Response found(Deed deed, StaffCaller caller, String way, List<Person> people) {
        if (people.isEmpty()) account.write(deed);
        people.forEach(person -> account.write(deed.about(person.member())));
        var found = people.stream()
                .map(person -> new Found(
                        person.displayName(),
                        person.email(),
                        person.member().value(),
                        ConsoleAddresses.member(person.member())))
                .toList();
        return search(200, caller, way, Optional.of(found), Optional.empty());
    }

    private Response member(Request request, String sub) {
        return switch (door.byWindow(request)) {
            case StaffDoor.Outcome.Refused refused -> problems.answer(request, refused.problem());
            case StaffDoor.Outcome.Known(var caller) -> {
                var purpose = Asked.parameter(request, "purpose");
                var deed = new Deed(request, caller.member(), Act.FIND, Optional.empty(), Optional.empty(), purpose);
                if (!MemberId.isMemberId(sub)) yield account.refuse(deed, Problem.notFound());
                yield member(deed, caller, new MemberId(sub), purpose);
            }
        };
    }

    private Response member(Deed deed, StaffCaller caller, MemberId member, Optional<String> said) {
        var purposes = purposes(caller);
        // What nobody could have chosen counts as not chosen yet.
        var purpose = said.filter(purposes::contains);
        account.write(deed.about(member));
        var places = purpose.map(text -> places(caller, member, text)).orElse(List.of());
        var ledger = purpose.map(text -> ConsoleAddresses.ledger(member, text));
        var frame = frames.of(caller, member, purpose);
        return Hardening.ownForm(pages.member(frame, new MemberPage(purposes, places, ledger)));
    }

    private List<String> purposes(StaffCaller caller) {
        return collections.all().stream()
                .flatMap(collection -> rights(caller, collection))
                .flatMap(rights -> rights.purposes().stream())
                .distinct()
                .toList();
    }

    private static Stream<StaffRights> rights(StaffCaller caller, Collection collection) {
        return collection.staff().entrySet().stream()
                .filter(rule -> caller.groups().contains(rule.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue);
    }

    private List<Link> places(StaffCaller caller, MemberId member, String purpose) {
        return collections.all().stream()
                .filter(collection -> Policy.ofStaff(caller.groups(), collection, purpose) instanceof Grant)
                .map(collection -> new Link(
                        collection.title(),
                        ConsoleAddresses.records(member, collection, Optional.empty(), "", purpose)))
                .toList();
    }
}
