package io.cloakroom.e2e;

import io.cloakroom.json.Json;
import io.cloakroom.local.demo.Cast;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.member.MemberId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * WordPress taken over: its database, files, logs, key and pages are used against a member who is signed in and looks at her
 * card. Everything that comes of it is searched for what must not be in it.
 */
public final class Drill {
    private static final String PROFILE = "/my-medical-profile/";

    private final LocalSystem system;
    private final StateFolder state;
    private final Chromium chromium;

    public Drill(LocalSystem system, StateFolder state, Chromium chromium) {
        this.system = system;
        this.state = state;
        this.chromium = chromium;
    }

    /** What was looked for, and what was tried. */
    public record Report(List<String> lookedFor, List<Attempt> attempts) {
        public List<Attempt> thefts() {
            return attempts.stream().filter(Attempt::isTheft).toList();
        }
    }

    public Report run() {
        try (var ada = new Visitor(chromium, system);
                var eve = new Visitor(chromium, system)) {
            ada.signIn("ada", PROFILE);
            eve.signIn("eve", PROFILE);
            ada.card().locator("dl").first().waitFor();
            var canaries = canaries(ada.sessionId(), _ -> true);
            var undeclared = canaries(ada.sessionId(), "medical-profile"::equals);
            var attempts = new ArrayList<Attempt>();
            var siteKey = new SiteKeyDrill(system, canaries);
            attempts.addAll(siteKey.run(sessionRef()));
            attempts.addAll(interceptedSignIn(siteKey));
            attempts.addAll(new PageDrill(system, chromium, canaries, undeclared).run(ada, eve.sessionId()));
            // Last, so that what the attacks may have left behind is found too.
            attempts.addAll(new Loot(system, state, canaries).take());
            return new Report(canaries.kinds(), List.copyOf(attempts));
        }
    }

    /** Dana signs in, and the site keeps her ticket for itself. */
    private List<Attempt> interceptedSignIn(SiteKeyDrill siteKey) {
        try (var dana = new Visitor(chromium, system)) {
            var ticket = dana.ticketOf("dana", PROFILE);
            return siteKey.handOver(ticket, dana.bindSecret());
        }
    }

    private Canaries canaries(String sessionId, Predicate<String> isLookedFor) {
        var canaries = new Canaries().add("session ids", sessionId);
        for (var person : Cast.ALL) {
            person.records().stream()
                    .filter(entry -> isLookedFor.test(entry.collection()))
                    .flatMap(Cast::sealed)
                    .forEach(value -> canaries.add("members' sealed fields", value));
        }
        canaries.add("members' passwords", system.passphrase().reveal());
        canaries.add("the app client's secret", file("client-secret"));
        canaries.add("the keyset", keyMaterial(file("keyset.json")));
        canaries.add("DynamoDB's access key", file("dynamodb-access-key"));
        return canaries;
    }

    /** The longest run of base64 in a Tink keyset is a key. */
    private static String keyMaterial(String keyset) {
        var json = ((Json.Reading.Read) Json.read(keyset.getBytes(StandardCharsets.UTF_8))).object();
        var text = json.text("member-keys").orElseThrow();
        return text.replaceAll("(?s).*\"value\":\\s*\"([^\"]+)\".*", "$1");
    }

    private String file(String name) {
        try {
            return Files.readString(state.keys().resolve(name)).strip();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** What the site knows of her session; its own database holds it. */
    private String sessionRef() {
        var member = new MemberId(system.sub("ada"));
        return system.withParts(
                (parts, _) -> parts.sessions().of(member).getFirst().value());
    }
}
