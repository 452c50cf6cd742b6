package io.cloakroom.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.cloakroom.json.Json;
import io.cloakroom.local.demo.LocalSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Hostile script in the site's own pages, beside a card that shows a member's data. */
final class PageDrill {
    private static final String PART = "What script in the site's pages gets";
    private static final String PROFILE = "/my-medical-profile/";
    private static final List<String> COLLECTIONS = List.of("medical-profile", "training-plan", "contact-details");

    private final LocalSystem system;
    private final Chromium chromium;
    private final Canaries canaries;
    private final Canaries undeclared;

    /** @param undeclared the canaries of collections that no page of the site may read by {@code direct} */
    PageDrill(LocalSystem system, Chromium chromium, Canaries canaries, Canaries undeclared) {
        this.system = system;
        this.chromium = chromium;
        this.canaries = canaries;
        this.undeclared = undeclared;
    }

    /**
     * Runs every attack against a member who is signed in and looks at her card.
     *
     * @param strangersSession a session of the attacker's own, to plant
     */
    List<Attempt> run(Visitor member, String strangersSession) {
        var attempts = new ArrayList<Attempt>();
        attempts.addAll(new Fences(system, chromium).check(member));
        attempts.addAll(script(member, strangersSession));
        attempts.add(planted(member));
        attempts.addAll(token(member));
        return attempts;
    }

    private List<Attempt> script(Visitor member, String strangersSession) {
        var page = member.open(PROFILE).page();
        member.card().locator("dl").first().waitFor();
        var found = evaluate(
                page,
                "drill.js",
                Map.of(
                        "gateway", system.membersUrl(),
                        "collections", COLLECTIONS,
                        "strangersSession", strangersSession));
        return found.stream()
                .map(one -> new Attempt(PART, one.what(), shortened(one.got()), canaries.in(one.got())))
                .toList();
    }

    /** Who is signed in after the planting? Still she, or nobody; never the attacker, whose card she would trust. */
    private Attempt planted(Visitor member) {
        member.open(PROFILE);
        member.card().locator("#content[aria-busy=false]").waitFor();
        var who = member.card().locator("body").innerText();
        var stolen = who.contains("Eve Nakamura")
                ? Set.of("her place: the card shows the attacker's session")
                : Set.<String>of();
        var got = who.contains("Ada Lindqvist") ? "still her own" : "signed out";
        member.profile().cookies().stream()
                .filter(cookie -> cookie.domain.startsWith("."))
                .forEach(cookie -> member.profile().addCookies(List.of(ended(cookie))));
        return new Attempt(PART, "whose card is it after the planting", got, stolen);
    }

    private static Cookie ended(Cookie cookie) {
        return new Cookie(cookie.name, "")
                .setDomain(cookie.domain)
                .setPath(cookie.path)
                .setExpires(1);
    }

    /** What {@code direct} gives away, it gives away knowingly; it must give nothing else. */
    private List<Attempt> token(Visitor member) {
        var page = member.open(PROFILE).page();
        var found = evaluate(page, "token.js", Map.of("gateway", system.membersUrl(), "collections", COLLECTIONS));
        return found.stream()
                .map(one -> new Attempt(
                        "What an access token of the page opens", one.what(), given(one), undeclared.in(one.got())))
                .toList();
    }

    private String given(Found found) {
        return canaries.in(found.got()).isEmpty()
                ? shortened(found.got())
                : "her data, because it is declared so (direct)";
    }

    /** What a script brought back. */
    private record Found(String what, String got) {}

    private static List<Found> evaluate(Page page, String script, Map<String, Object> parameters) {
        try (var in = PageDrill.class.getResourceAsStream(script)) {
            if (in == null) throw new IllegalStateException(script + ": missing");
            var answer = (String) page.evaluate(new String(in.readAllBytes(), StandardCharsets.UTF_8), parameters);
            return found(answer);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static List<Found> found(String answer) {
        if (!(Json.read(answer.getBytes(StandardCharsets.UTF_8)) instanceof Json.Reading.Read(var json))) {
            throw new IllegalStateException("the drill's script answered badly");
        }
        return json.objects("found").orElseThrow().stream()
                .map(one -> new Found(
                        one.text("what").orElseThrow(), one.text("got").orElseThrow()))
                .toList();
    }

    private static String shortened(String got) {
        if (got.startsWith("refused") || got.length() <= 40) return got.isEmpty() ? "nothing" : got;
        return "an answer of " + got.length() + " characters";
    }
}
