package io.cloakroom.gateway;

import io.cloakroom.card.ErasurePage;
import io.cloakroom.card.ExportPage;
import io.cloakroom.card.Leaving;
import io.cloakroom.card.Pages;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.policy.Decision.Showing;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Erasure.Receipt;
import io.cloakroom.record.Field;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordStore;
import io.cloakroom.site.Site;
import io.cloakroom.upkeep.Erasures;
import io.cloakroom.upkeep.Erasures.Standing;
import io.cloakroom.upkeep.Requests;
import io.cloakroom.upkeep.Requests.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/** Where a member takes a copy of all her data, or has all of it erased: on pages of our own, after she has proved herself. */
final class OwnDataDesk {
    static final String EXPORT = "/app/me/export";
    static final String ERASURE = "/app/me/erasure";

    /** Each holds its whole answer in memory. */
    private static final int EXPORTS_AT_ONCE = 4;

    private final GatewayConfig config;
    private final WindowDoor door;
    private final OwnExport export;
    private final Account account;
    private final Erasures erasures;
    private final Requests requests;
    private final Freshness freshness;
    private final Pages pages;
    private final Problems problems;
    private final Clock clock;
    private final Semaphore exports = new Semaphore(EXPORTS_AT_ONCE);

    OwnDataDesk(
            GatewayConfig config,
            WindowDoor door,
            Loading loading,
            Opening opening,
            Freshness freshness,
            Account account,
            Services services,
            Parts parts,
            Pages pages,
            Problems problems) {
        this.config = config;
        this.door = door;
        this.export = new OwnExport(config.collections(), loading, opening, account, parts.clock());
        this.account = account;
        this.erasures = services.erasures();
        this.requests = parts.upkeep();
        this.freshness = freshness;
        this.pages = pages;
        this.problems = problems;
        this.clock = parts.clock();
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", EXPORT, toAPage(this::exportPage)),
                new Route.Desk("POST", EXPORT, toAPage(fresh(EXPORT, Act.EXPORT, this::download))),
                new Route.Desk("GET", ERASURE, toAPage(this::erasurePage)),
                new Route.Desk("POST", ERASURE, toAPage(fresh(ERASURE, Act.ERASURE_ASKED, this::ask))),
                new Route.Desk(
                        "POST",
                        LeavingWords.KEEP,
                        door.bySession((request, caller, _) -> keep(new Visit(request, caller)))));
    }

    /** A member at one of these pages. */
    private record Visit(Request request, Caller caller) {
        String at(String path) {
            return path + "?site=" + caller.site().id().value();
        }

        String name() {
            return caller.displayName().orElseThrow();
        }

        Optional<Leaving> leaving() {
            return caller.leaving();
        }

        Actor actor() {
            return new Actor.Member(caller.member(), caller.site().id());
        }
    }

    /** What she comes for. */
    @FunctionalInterface
    private interface Work {
        Response answer(Visit visit);
    }

    private Route.Work toAPage(Work work) {
        return door.toAPage((request, caller, _) -> work.answer(new Visit(request, caller)));
    }

    private Work fresh(String path, Act act, Work work) {
        return visit -> isFresh(visit) ? work.answer(visit) : refuse(visit, act, proveAgain(visit, path));
    }

    private static Problem proveAgain(Visit visit, String path) {
        return Problem.proveAgain("Sign in again before this is done.")
                .leadingTo(new Link("Sign in again", prove(visit, path)));
    }

    private Response refuse(Visit visit, Act act, Problem problem) {
        account.refused(visit.request(), visit.caller(), act, problem);
        return problems.answer(visit.request(), problem);
    }

    private boolean isFresh(Visit visit) {
        return freshness.isFresh(visit.request(), visit.caller());
    }

    private static String prove(Visit visit, String path) {
        return visit.at("/session/prove") + "&return=" + URLEncoder.encode(visit.at(path), StandardCharsets.UTF_8);
    }

    private Optional<String> proveFirst(Visit visit, String path) {
        return isFresh(visit) ? Optional.empty() : Optional.of(prove(visit, path));
    }

    private Response exportPage(Visit visit) {
        var scope = export.scope(visit.caller());
        return Hardening.ownForm(pages.export(new ExportPage(
                visit.caller().site(),
                visit.name(),
                scope.granted().stream().map(OwnDataDesk::part).toList(),
                scope.missing().stream()
                        .map(missing -> "Not in it: " + missing.collection().title() + ". To see this you need "
                                + missing.words() + ".")
                        .toList(),
                visit.at(EXPORT),
                proveFirst(visit, EXPORT),
                "at most " + (OwnExport.BYTES_MAX >> 20) + " MiB",
                visit.leaving())));
    }

    private static ExportPage.Part part(OwnExport.Granted granted) {
        var fields = granted.grant().fields();
        var masked =
                fields.stream().filter(showing -> showing.mask().isPresent()).toList();
        return new ExportPage.Part(granted.collection().title(), titles(fields), titles(masked));
    }

    private static List<String> titles(List<Showing> fields) {
        return fields.stream().map(showing -> showing.field().title()).toList();
    }

    private Response download(Visit visit) {
        if (!exports.tryAcquire()) return refuse(visit, Act.EXPORT, busy());
        try {
            return export.take(visit.request(), visit.caller())
                    .map(document -> downloaded(visit, document))
                    .orElseGet(() -> tooLarge(visit));
        } finally {
            exports.release();
        }
    }

    private Response downloaded(Visit visit, byte[] document) {
        var site = visit.caller().site().id();
        requests.close(site, visit.caller().member(), Kind.EXPORT);
        var day = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        var name = "my-data-" + site.value() + "-" + day + ".json";
        return Hardening.data(Response.of(200).with("application/json", new Body(document)))
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"");
    }

    private static Problem busy() {
        return Problem.of(Code.RATE_LIMITED, "Others are taking their data just now. Try again in a minute.")
                .with(new Headers.Line("Retry-After", "60"))
                .because(Cause.TOO_MANY_REQUESTS);
    }

    private Response tooLarge(Visit visit) {
        var problem = Problem.of(
                Code.TOO_LARGE,
                "More is kept of you than fits into one download. Ask the staff of "
                        + visit.caller().site().name() + ": they can give you all of it.");
        account.cameToNothing(Act.EXPORT, visit.request(), visit.caller(), problem);
        return problems.answer(visit.request(), problem);
    }

    private Response erasurePage(Visit visit) {
        var found = erasures.look(visit.caller().member());
        var sites = config.sites().all().stream().map(Site::name).toList();
        var wait = LeavingWords.in(config.erasure().waits());
        var day = config.erasure().waits().isZero()
                ? " (within ten minutes)"
                : ", on " + LeavingWords.day(erasures.dueAt());
        return Hardening.ownForm(pages.erasure(new ErasurePage(
                visit.caller().site(),
                visit.name(),
                kept(found),
                fields(found.plain()),
                fields(found.marked()),
                untouched(),
                sites.size() == 1 ? List.of() : sites,
                wait,
                day,
                visit.at(ERASURE),
                proveFirst(visit, ERASURE),
                visit.leaving())));
    }

    private List<String> kept(Receipt found) {
        var counted = found.records().values().stream().mapToInt(count -> count).sum();
        var isAll = counted < RecordStore.LIST_MAX;
        var kept = new TreeMap<>(found.records())
                .entrySet().stream()
                        .map(entry -> title(entry.getKey()) + ": " + (isAll ? "" : "at least ") + entry.getValue()
                                + (entry.getValue() == 1 ? " record" : " records"));
        // Of what is declared no more, only what was counted is known by name.
        return Stream.concat(kept, isAll ? Stream.empty() : Stream.of("and perhaps more"))
                .toList();
    }

    /** A collection that is declared no more has no title. */
    private String title(String collection) {
        return config.collections().find(collection).map(Collection::title).orElse(collection);
    }

    private List<String> untouched() {
        return config.collections().all().stream()
                .filter(collection -> collection.table().isPresent())
                .map(Collection::title)
                .toList();
    }

    /** @param names as {@code collection.field} */
    private List<String> fields(Set<String> names) {
        return names.stream()
                .sorted()
                .map(name -> name.split("\\.", 2))
                .map(parts -> title(parts[0], parts[1]) + " (" + title(parts[0]) + ")")
                .toList();
    }

    private String title(String collection, String field) {
        return config.collections()
                .find(collection)
                .flatMap(found -> found.field(new FieldName(field)))
                .map(Field::title)
                .orElse(field);
    }

    private Response ask(Visit visit) {
        erasures.ask(visit.actor(), visit.caller().member(), visit.request().id());
        requests.close(visit.caller().site().id(), visit.caller().member(), Kind.ERASURE);
        return Answers.goTo(visit.at(ERASURE));
    }

    private Response keep(Visit visit) {
        var member = visit.caller().member();
        if (erasures.keep(
                visit.actor(), member, Code.CONFLICT.word(), visit.request().id()))
            return Answers.goTo(visit.at("/app/me"));
        return problems.answer(
                visit.request(),
                switch (erasures.standing(member)) {
                    case Standing.Gone gone -> Problem.erased(gone);
                    case Standing _ -> Problem.of(Code.CONFLICT, "It is too late: your data is being erased.");
                });
    }
}
