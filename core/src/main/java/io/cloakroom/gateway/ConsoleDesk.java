package io.cloakroom.gateway;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.console.ConsolePages;
import io.cloakroom.console.MemberPage;
import io.cloakroom.console.SearchPage;
import io.cloakroom.console.SearchPage.Found;
import io.cloakroom.gateway.StaffAccount.Deed;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.ledger.Act;
import io.cloakroom.member.MemberId;
import io.cloakroom.policy.Decision.Denial;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.Collections;
import io.cloakroom.signin.UserPool.Person;
import java.util.List;
import java.util.Optional;

/** Where the staff find a member and say what for. */
final class ConsoleDesk {
    private final StaffDoor door;
    private final StaffAccount account;
    private final People people;
    private final Collections collections;
    private final StaffFrames frames;
    private final StaffSearch search;
    private final ConsolePages pages;

    ConsoleDesk(
            StaffDoor door,
            StaffAccount account,
            People people,
            Collections collections,
            StaffFrames frames,
            StaffSearch search,
            ConsolePages pages) {
        this.door = door;
        this.account = account;
        this.people = people;
        this.collections = collections;
        this.frames = frames;
        this.search = search;
        this.pages = pages;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", "/", (_, _) -> Answers.goTo(StaffSignInDesk.HOME)),
                new Route.Desk("GET", StaffSignInDesk.HOME, door.byWindow((_, caller, _) -> home(caller))),
                new Route.Desk("POST", "/console/find", door.byWindow(this::find)),
                new Route.Desk("POST", "/console/search", door.byWindow(this::search)),
                new Route.Desk("POST", "/app/members/find", door.byScript(this::data)),
                new Route.Desk("GET", "/console/members/{sub}", door.byWindow(this::member)));
    }

    private Response home(StaffCaller caller) {
        return page(200, caller, new Chosen(StaffSearch.BY_EMAIL.name()), Optional.empty(), Optional.empty());
    }

    /** What stood in the form that was sent, except for the value. */
    private record Chosen(String way, String field, String purpose) {
        Chosen(String way) {
            this(way, "", "");
        }
    }

    private Response page(
            int status, StaffCaller caller, Chosen chosen, Optional<List<Found>> found, Optional<String> fault) {
        var byField = search.offer(caller, purposes(caller), chosen.field(), chosen.purpose());
        var page =
                new SearchPage(List.of(StaffSearch.BY_EMAIL, StaffSearch.BY_ID), chosen.way(), byField, found, fault);
        return Hardening.ownForm(pages.search(status, StaffFrames.of(caller), page));
    }

    private Response find(Request request, StaffCaller caller, List<String> values) {
        var deed = Deed.of(request, caller.member(), Act.FIND);
        if (!Asked.isForm(request)) return account.refuse(deed, Asked.notAForm());
        var sent = Asked.form(request);
        var way = sent.flatMap(form -> form.get("by")).orElse("");
        var value = sent.flatMap(form -> form.get("value")).orElse("");
        return answer(caller, new Chosen(way), Optional.empty(), search.find(deed, way, value));
    }

    /** By the value of a field. */
    private Response search(Request request, StaffCaller caller, List<String> values) {
        var nothing = Deed.of(request, caller.member(), Act.FIND);
        if (!Asked.isForm(request)) return account.refuse(nothing, Asked.notAForm());
        var sent = Asked.form(request);
        var purpose = sent.flatMap(form -> form.get("purpose"));
        var field = sent.flatMap(form -> form.get("field")).orElse("");
        var value = sent.flatMap(form -> form.get("value")).orElse("");
        var chosen = new Chosen(StaffSearch.BY_EMAIL.name(), field, purpose.orElse(""));
        return answer(caller, chosen, purpose, search.findByField(nothing.because(purpose), caller, field, value));
    }

    private Response answer(StaffCaller caller, Chosen chosen, Optional<String> purpose, StaffSearch.Result result) {
        return switch (result) {
            case StaffSearch.Result.Refused(var answer) -> answer;
            case StaffSearch.Result.BadValue(var fault) ->
                page(422, caller, chosen, Optional.empty(), Optional.of(fault));
            case StaffSearch.Result.Found(var people) ->
                page(200, caller, chosen, Optional.of(found(people, purpose)), Optional.empty());
        };
    }

    private static List<Found> found(List<Person> people, Optional<String> purpose) {
        return people.stream()
                .map(person -> new Found(
                        person.displayName(),
                        person.email(),
                        person.member().value(),
                        ConsoleAddresses.member(person.member(), purpose)))
                .toList();
    }

    /** For script: all ways at one address, and what is looked for in the body, for addresses are logged. */
    private Response data(Request request, StaffCaller caller, List<String> values) {
        var purpose = request.headers().only(StaffDoor.PURPOSE_HEADER);
        var deed = Deed.of(request, caller.member(), Act.FIND).because(purpose);
        if (!Asked.isJson(request)) return account.refuse(deed, Asked.notJson());
        if (purpose.filter(purposes(caller)::contains).isEmpty()) {
            return account.refuse(deed, Problems.of(new Denial.OtherPurpose()));
        }
        return switch (Json.read(request.body().bytes())) {
            case Json.Reading.Unreadable _ -> account.refuse(deed, Asked.badBody());
            case Json.Reading.Read(var body) -> data(deed, caller, body);
        };
    }

    private Response data(Deed deed, StaffCaller caller, JsonObject body) {
        var way = body.text("by").orElse("");
        var value = body.text("value").orElse("");
        // Only a field's name has a dot in it.
        var result = way.contains(".") ? search.findByField(deed, caller, way, value) : search.find(deed, way, value);
        return switch (result) {
            case StaffSearch.Result.Refused(var answer) -> answer;
            case StaffSearch.Result.BadValue(var fault) ->
                account.refuse(deed, Problem.of(Code.BAD_REQUEST, fault).because(Cause.BAD_BODY));
            case StaffSearch.Result.Found(var people) -> Answers.members(people);
        };
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
