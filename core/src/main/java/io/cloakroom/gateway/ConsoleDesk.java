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
import io.cloakroom.record.Collections;
import io.cloakroom.signin.UserPool;
import io.cloakroom.signin.UserPool.Person;
import java.util.List;
import java.util.Optional;

/** Where the staff find a member and say what for. */
final class ConsoleDesk {
    private static final int VALUE_CHARACTERS_MAX = 320;
    private static final Way BY_EMAIL = new Way("email", "E-mail address");
    private static final Way BY_ID = new Way("id", "Member id");

    private final StaffDoor door;
    private final StaffAccount account;
    private final UserPool pool;
    private final People people;
    private final Collections collections;
    private final StaffFrames frames;
    private final FieldSearch fields;
    private final ConsolePages pages;

    ConsoleDesk(
            StaffDoor door,
            StaffAccount account,
            UserPool pool,
            People people,
            Collections collections,
            StaffFrames frames,
            FieldSearch fields,
            ConsolePages pages) {
        this.door = door;
        this.account = account;
        this.pool = pool;
        this.people = people;
        this.collections = collections;
        this.frames = frames;
        this.fields = fields;
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", "/", (_, _) -> Answers.goTo(StaffSignInDesk.HOME)),
                new Route.Desk("GET", StaffSignInDesk.HOME, door.byWindow((_, caller, _) -> home(caller))),
                new Route.Desk("POST", "/console/find", door.byWindow(this::find)),
                new Route.Desk("POST", "/console/search", door.byWindow(this::search)),
                new Route.Desk("GET", "/console/members/{sub}", door.byWindow(this::member)));
    }

    private Response home(StaffCaller caller) {
        return page(200, caller, new Chosen(BY_EMAIL.name()), Optional.empty(), Optional.empty());
    }

    /** What stood in the form that was sent, except for the value. */
    private record Chosen(String way, String field, String purpose) {
        Chosen(String way) {
            this(way, "", "");
        }
    }

    private Response page(
            int status, StaffCaller caller, Chosen chosen, Optional<List<Found>> found, Optional<String> fault) {
        var byField = fields.offer(caller, purposes(caller), chosen.field(), chosen.purpose());
        var page = new SearchPage(List.of(BY_EMAIL, BY_ID), chosen.way(), byField, found, fault);
        return Hardening.ownForm(pages.search(status, StaffFrames.of(caller), page));
    }

    private Response find(Request request, StaffCaller caller, List<String> values) {
        var deed = Deed.of(request, caller.member(), Act.FIND);
        if (!Asked.isForm(request)) return account.refuse(deed, Asked.notAForm());
        var sent = Asked.form(request);
        var way = sent.flatMap(form -> form.get("by")).orElse("");
        var value = sent.flatMap(form -> form.get("value")).map(String::strip).orElse("");
        var chosen = new Chosen(way);
        if (!isValue(value)) return wrong(caller, chosen);
        if (way.equals(BY_EMAIL.name())) return found(deed, caller, chosen, pool.withEmail(value));
        if (way.equals(BY_ID.name())) return found(deed, caller, chosen, withId(value));
        return account.refuse(deed, Fulfilment.badForm());
    }

    private static boolean isValue(String text) {
        return !text.isEmpty() && text.length() <= VALUE_CHARACTERS_MAX;
    }

    private Response wrong(StaffCaller caller, Chosen chosen) {
        var fault = Optional.of("This takes 1 to " + VALUE_CHARACTERS_MAX + " characters.");
        return page(422, caller, chosen, Optional.empty(), fault);
    }

    /** By the value of a field. It comes in a form, is written nowhere, and goes back to nobody. */
    private Response search(Request request, StaffCaller caller, List<String> values) {
        var nothing = Deed.of(request, caller.member(), Act.FIND);
        if (!Asked.isForm(request)) return account.refuse(nothing, Asked.notAForm());
        var sent = Asked.form(request);
        var purpose = sent.flatMap(form -> form.get("purpose"));
        var field = sent.flatMap(form -> form.get("field")).orElse("");
        var value = sent.flatMap(form -> form.get("value")).map(String::strip).orElse("");
        var deed = nothing.because(purpose);
        var chosen = new Chosen(BY_EMAIL.name(), field, purpose.orElse(""));
        return switch (fields.ask(deed, caller, field, chosen.purpose())) {
            case FieldSearch.Permission.Refused(var answer) -> answer;
            case FieldSearch.Permission.Allowed(var target) -> {
                if (!isValue(value)) yield wrong(caller, chosen);
                yield switch (fields.find(deed, caller, target, value)) {
                    case FieldSearch.Result.Refused(var answer) -> answer;
                    case FieldSearch.Result.Found(var named, var people) -> found(named, caller, chosen, people);
                };
            }
        };
    }

    private List<Person> withId(String text) {
        if (!MemberId.isMemberId(text)) return List.of();
        return pool.person(new MemberId(text)).stream().toList();
    }

    /** Each who was found sees in her ledger that she was looked for. */
    private Response found(Deed deed, StaffCaller caller, Chosen chosen, List<Person> people) {
        if (people.isEmpty()) account.write(deed);
        people.forEach(person -> account.write(deed.about(person.member())));
        var found = people.stream()
                .map(person -> new Found(
                        person.displayName(),
                        person.email(),
                        person.member().value(),
                        ConsoleAddresses.member(person.member(), deed.purpose())))
                .toList();
        return page(200, caller, chosen, Optional.of(found), Optional.empty());
    }

    private Response member(Request request, StaffCaller caller, List<String> values) {
        var purpose = Asked.parameter(request, "purpose");
        var deed = Deed.of(request, caller.member(), Act.FIND).because(purpose);
        return people.find(values.getFirst())
                .map(member -> member(deed, caller, member, purpose))
                .orElseGet(() -> account.refuse(deed, Problem.notFound()));
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
        return Policy.purposesOf(caller.groups(), collections.all());
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
