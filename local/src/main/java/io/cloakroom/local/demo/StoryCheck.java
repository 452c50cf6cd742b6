package io.cloakroom.local.demo;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.local.demo.HttpVisitor.Page;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.terminal.Checklist;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.StoredValue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** Walks the member's story over HTTP, a line a step. A step that fails does not keep the next from being tried. */
public final class StoryCheck {
    private static final String PROFILE = "/my-medical-profile/";
    private static final Pattern TICKET = Pattern.compile("cloakroom_ticket=([A-Za-z0-9_-]{43})");
    private static final Pattern SIGN_IN = Pattern.compile("target=\"_top\" href=\"([^\"]+)\"");
    private static final Pattern SIGN_OUT = Pattern.compile("href=\"([^\"]*action=logout[^\"]*)\"");

    private final LocalSystem system;
    private final Checklist list;

    public StoryCheck(LocalSystem system, Checklist list) {
        this.system = system;
        this.list = list;
    }

    /** Walks the whole story. */
    public void run() {
        strangers();
        ada();
        others();
        ends();
    }

    private void step(String what, BooleanSupplier holds) {
        try {
            list.line(what, holds.getAsBoolean());
        } catch (SetUpException trouble) {
            list.line(what + " (" + trouble.getMessage() + ")", false);
        }
    }

    private void strangers() {
        try (var stranger = new HttpVisitor()) {
            step(
                    "the site shows the page with a card",
                    () -> stranger.open(site(PROFILE)).says("<cloakroom-card"));
            step("the card's shell offers to sign in", () -> shell(stranger).says("Sign in to Alder House"));
            step(
                    "the card's data is refused without a session",
                    () -> card(stranger, "medical-profile").status() == 401);
            step(
                    "a wrong password signs nobody in",
                    () -> password(stranger, PROFILE, "ada", "wrong-passphrase")
                            .says("Incorrect username or password."));
        }
    }

    private void ada() {
        try (var ada = new HttpVisitor()) {
            step("ada signs in on the pool's page and is back where she was", () -> {
                var page = signIn(ada, PROFILE, "ada");
                return page.status() == 200
                        && page.address().equals(site(PROFILE))
                        && ada.hasCookie(system.siteUrl(), system.loginCookie());
            });
            step(
                    "the site knows her as her own user",
                    () -> ada.open(site("/login/")).says("Ada Lindqvist"));
            step(
                    "her card shows her data",
                    () -> card(ada, "medical-profile").says("Penicillin (hives, 2009), hazelnuts"));
            step("secrets are masked", () -> {
                var card = card(ada, "medical-profile");
                return card.says("••••5561") && !card.says("K482-119-730-5561");
            });
            step("DynamoDB holds her fields sealed", this::isSealed);
            step("another member's record is not found, like one that does not exist", () -> {
                var others = card(ada, "training-plan/week-51");
                return others.status() == 404 && withoutId(others).equals(withoutId(card(ada, "training-plan/none")));
            });
            step(
                    "a page of the site gets nothing with her cookies",
                    () -> ada.fetch(
                                            data("medical-profile"),
                                            "same-site",
                                            "Cloakroom-Site",
                                            "demo",
                                            "Origin",
                                            system.siteUrl())
                                    .status()
                            == 400);
            step("the shell is the same for her as for a stranger", () -> {
                try (var stranger = new HttpVisitor()) {
                    return shell(ada).text().equals(shell(stranger).text());
                }
            });
            step("a token of the page opens what allows it, and nothing else", () -> {
                var token = token(ada);
                return bearer(ada, "contact-details", token).says("Valhallavägen")
                        && bearer(ada, "medical-profile", token).says("delivery-not-allowed");
            });
            step("her ticket does not work twice", () -> isTicketUsed(ada));
        }
    }

    private void others() {
        try (var ben = new HttpVisitor();
                var cleo = new HttpVisitor();
                var dana = new HttpVisitor()) {
            step("ben, whose membership lapsed, is told what he needs", () -> {
                signIn(ben, PROFILE, "ben");
                return card(ben, "medical-profile").says("To see this you need a Gold membership.");
            });
            step("cleo, who has none, still sees what asks for nothing", () -> {
                signIn(cleo, PROFILE, "cleo");
                return card(cleo, "contact-details").says("\"records\":[]");
            });
            step("dana is not taken for the user who has her address", () -> {
                signIn(dana, PROFILE, "dana");
                return dana.open(site("/login/")).says("signed in as Dana Whitfield");
            });
        }
    }

    private void ends() {
        try (var eve = new HttpVisitor()) {
            step("signing out on the site ends the gateway's session and the pool's memory", () -> {
                signIn(eve, PROFILE, "eve");
                var login = eve.open(site("/login/"));
                eve.click(login, first(SIGN_OUT, login));
                return card(eve, "contact-details").status() == 401
                        && begin(eve, PROFILE).says("name=\"password\"");
            });
            step("a session ended by staff sends her to the login page, which says why", () -> {
                signIn(eve, PROFILE, "eve");
                endSessions("eve");
                return card(eve, "contact-details").status() == 401
                        && expire(eve).says("Your session has ended");
            });
            aSecondLater();
            step(
                    "she signs in again and is back",
                    () -> signIn(eve, PROFILE, "eve").address().equals(site(PROFILE))
                            && card(eve, "medical-profile").says("Iodine contrast medium"));
        }
    }

    private boolean isSealed() {
        var record = system.withParts((parts, _) -> parts.records()
                .find(new MemberId(system.sub("ada")), new CollectionId("medical-profile"), RecordId.SELF)
                .orElseThrow());
        return record.values().entrySet().stream()
                .allMatch(field ->
                        field.getKey().value().equals("reviewed") != (field.getValue() instanceof StoredValue.Sealed));
    }

    /** What the page around the card does when the card says that she is signed out. */
    private Page expire(HttpVisitor visitor) {
        var page = visitor.open(site(PROFILE));
        var link = first(Pattern.compile("expired-url=\"([^\"]+)\""), page);
        return visitor.click(page, link);
    }

    private boolean isTicketUsed(HttpVisitor visitor) {
        var used = visitor.visited().stream()
                .filter(address -> TICKET.matcher(address).find())
                .findFirst();
        if (used.isEmpty()) return false;
        visitor.open(site("/login/"));
        try (var thief = new HttpVisitor()) {
            var page = thief.open(used.get());
            return page.address().contains("message=sign_in_failed")
                    && !thief.hasCookie(system.siteUrl(), system.loginCookie());
        }
    }

    /** A sign-in in the very second in which all was ended counts as ended: tokens tell their time in whole seconds. */
    private static void aSecondLater() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void endSessions(String name) {
        var sites = system.config().gateway().sites().all();
        system.withParts((_, services) -> services.sessions().endAll(new MemberId(system.sub(name)), sites));
    }

    /** Clicks the card's button; ends at the pool's form, or at the site if the pool remembers her. */
    private Page begin(HttpVisitor visitor, String path) {
        visitor.open(site(path));
        var shell = shell(visitor);
        return visitor.click(shell, first(SIGN_IN, shell));
    }

    private Page signIn(HttpVisitor visitor, String path, String name) {
        return password(visitor, path, name, system.passphrase().reveal());
    }

    private Page password(HttpVisitor visitor, String path, String name, String password) {
        var form = begin(visitor, path);
        return form.says("name=\"password\"")
                ? visitor.submit(form, Map.of("username", name, "password", password))
                : form;
    }

    private Page shell(HttpVisitor visitor) {
        return visitor.open(system.membersUrl() + "/card/demo/medical-profile?page=" + PROFILE);
    }

    private Page card(HttpVisitor visitor, String collection) {
        return visitor.fetch(data(collection), "same-origin", "Cloakroom-Site", "demo");
    }

    /** What the token frame asks for. */
    private String token(HttpVisitor visitor) {
        var answer = visitor.post(system.membersUrl() + "/session/token", "same-origin", "Cloakroom-Site", "demo");
        return first(Pattern.compile("\"access_token\":\"([^\"]+)\""), answer);
    }

    private Page bearer(HttpVisitor visitor, String collection, String token) {
        var address = system.membersUrl() + "/v1/me/collections/" + collection;
        return visitor.fetch(address, "same-site", "Authorization", "Bearer " + token, "Origin", system.siteUrl());
    }

    private String data(String collection) {
        return system.membersUrl() + "/app/me/collections/" + collection;
    }

    private String site(String path) {
        return system.siteUrl() + path;
    }

    private static List<String> withoutId(Page problem) {
        return switch (problem.json()) {
            case Json.Reading.Read(JsonObject json) ->
                json.names().stream()
                        .filter(name -> !name.equals("request_id"))
                        .sorted()
                        .map(name -> name + "=" + json.text(name).orElse(""))
                        .toList();
            case Json.Reading.Unreadable _ -> List.of();
        };
    }

    private static String first(Pattern pattern, Page page) {
        var found = pattern.matcher(page.text());
        if (!found.find()) throw new SetUpException("no link at " + page.address(), "Look at the logs.");
        return found.group(1).replace("&#038;", "&").replace("&amp;", "&");
    }
}
