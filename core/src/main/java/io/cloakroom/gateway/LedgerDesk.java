package io.cloakroom.gateway;

import io.cloakroom.card.LedgerPage;
import io.cloakroom.card.LedgerPage.Day;
import io.cloakroom.card.LedgerPage.Line;
import io.cloakroom.card.Pages;
import io.cloakroom.card.Pages.Link;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Batch;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.History;
import io.cloakroom.ledger.Pointer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a member sees who saw her data. Looking at it is itself noted. */
final class LedgerDesk {
    static final String ADDRESS = "/app/me/ledger";

    private static final int PAGE = 30;
    private static final int HOURS = 24;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
    private static final String INTRO =
            "Everything that was done with the data kept here for you, the latest first. This account is kept so that a "
                    + "change of it can be found out. Times are in UTC.";
    private static final String HOUR_INTRO = "What you looked at yourself in this hour. Times are in UTC.";

    private final WindowDoor door;
    private final History history;
    private final LedgerWords words;
    private final Account account;
    private final Pages pages;
    private final Problems problems;

    LedgerDesk(
            GatewayConfig config, WindowDoor door, History history, Account account, Pages pages, Problems problems) {
        this.door = door;
        this.history = history;
        this.words = new LedgerWords(config.collections(), config.sites(), LedgerWords.Voice.HERSELF);
        this.account = account;
        this.pages = pages;
        this.problems = problems;
    }

    List<Route> routes() {
        return List.of(
                new Route.Desk("GET", ADDRESS, door.toAPage((request, caller, _) -> all(request, caller))),
                new Route.Desk(
                        "GET",
                        ADDRESS + "/{day}",
                        door.toAPage((request, caller, values) -> hour(request, caller, values.getFirst()))));
    }

    private Response all(Request request, Caller caller) {
        var before = Asked.parameter(request, "before");
        if (before.isPresent() && Pointer.parse(caller.member(), before.get()).isEmpty()) {
            return problems.answer(request, Problem.notFound());
        }
        var found = history.page(caller.member(), before, PAGE);
        account.ledgerRead(request, caller);
        var next = found.next().map(key -> address(caller, ADDRESS) + "&before=" + encoded(key));
        var back = new Link("Back to your pages", address(caller, "/app/me"));
        var days = LedgerDays.of(found.items(), (date, items) -> lines(caller, date, items));
        return page(caller, "Who saw my data", INTRO, days, back, next);
    }

    private List<Line> lines(Caller caller, String date, List<History.Item> items) {
        var lines = new ArrayList<Line>();
        var own = new ArrayList<Link>();
        for (var item : items) {
            if (item.opened().isEmpty()) own.add(each(caller, date, item.pointer(), own));
            item.opened()
                    .ifPresent(
                            opened -> lines.addAll(words.lines(opened, caller.member(), caller.member(), _ -> true)));
        }
        if (!own.isEmpty()) lines.add(LedgerWords.ownReads(own));
        return lines;
    }

    /** Of an hour there is one for each gateway that she came to. */
    private static Link each(Caller caller, String date, Pointer pointer, List<Link> before) {
        var hour = pointer.at().atOffset(ZoneOffset.UTC).getHour();
        var label = "Show each time from " + hour + ":00";
        var others =
                before.stream().filter(link -> link.label().startsWith(label)).count();
        return new Link(
                others == 0 ? label : label + " (" + (others + 1) + ")",
                hourAddress(caller, date, hour, pointer.shard(), pointer.number()));
    }

    private Response hour(Request request, Caller caller, String date) {
        var hour = number(request, "hour").filter(number -> number < HOURS);
        var begin = hour.flatMap(number -> begin(date).map(day -> day.plus(Duration.ofHours(number))));
        var shard = number(request, "shard").filter(number -> number < Batch.SHARDS_MAX);
        var from = number(request, "from");
        if (begin.isEmpty() || shard.isEmpty() || from.isEmpty()) {
            return problems.answer(request, Problem.notFound());
        }
        var found = history.hour(caller.member(), begin.get(), shard.get().intValue(), from.get());
        account.ledgerRead(request, caller);
        var next = found.next().map(number -> hourAddress(caller, date, hour.get(), shard.get(), number));
        var back = new Link("Back to all", address(caller, ADDRESS));
        var lines = new ArrayList<Line>();
        found.reads().forEach(read -> lines.add(line(read, caller)));
        if (!found.isWhole()) lines.add(LedgerWords.unreadable(begin.get()));
        var days = lines.isEmpty() ? List.<Day>of() : List.of(new Day(date, LedgerWords.day(begin.get()), lines));
        return page(caller, "What I looked at myself", HOUR_INTRO, days, back, next);
    }

    private Line line(Entry read, Caller caller) {
        return words.line(read, caller.member(), caller.member());
    }

    private static Optional<Instant> begin(String date) {
        try {
            return Optional.of(
                    LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Optional<Long> number(Request request, String name) {
        return Asked.parameter(request, name)
                .filter(text -> NUMBER.matcher(text).matches())
                .map(Long::valueOf);
    }

    private Response page(Caller caller, String title, String intro, List<Day> days, Link back, Optional<String> next) {
        var name = caller.displayName().orElseThrow();
        var page = new LedgerPage(caller.site(), name, title, intro, days, Optional.of(back), next, caller.leaving());
        return Hardening.ownForm(pages.ledger(page));
    }

    private static String hourAddress(Caller caller, String date, long hour, long shard, long from) {
        return address(caller, ADDRESS + "/" + date) + "&hour=" + hour + "&shard=" + shard + "&from=" + from;
    }

    private static String address(Caller caller, String path) {
        return path + "?site=" + caller.site().id().value();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
