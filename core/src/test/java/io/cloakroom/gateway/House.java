package io.cloakroom.gateway;

import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.EntrySeal;
import io.cloakroom.ledger.FaultyLedgerStore;
import io.cloakroom.ledger.FaultyLedgerStore.Fault;
import io.cloakroom.ledger.WrittenEntries;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Facts;
import io.cloakroom.membership.FakeFactStore;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Term;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.Vault;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.session.FakeSessionStore;
import io.cloakroom.signin.FakeTicketStore;
import io.cloakroom.signin.FakeUserPool;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.SigningSite;
import io.cloakroom.site.SiteId;
import io.cloakroom.token.FakeRevocationStore;
import io.cloakroom.token.SettableClock;
import io.cloakroom.token.TokenMint;
import io.cloakroom.upkeep.FakeUpkeepStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The gateway with every port in memory, one site, a few members, and a browser's eye on it. */
final class House {
    static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    static final String SITE = "https://www.example.test";
    static final String BIND = Randoms.next();

    final SettableClock clock = new SettableClock(NOON);
    final SigningSite site = new SigningSite();
    final SigningSite otherSite = new SigningSite();
    final FakeUserPool pool = new FakeUserPool(clock);
    final FakeFactStore facts = new FakeFactStore();
    final FakeUpkeepStore upkeep = new FakeUpkeepStore();
    final FakeRevocationStore revocations = new FakeRevocationStore();
    final FakeSessionStore sessions = new FakeSessionStore();
    final FakeMemberKeyStore keys = new FakeMemberKeyStore();
    final FailingRecords records = new FailingRecords(keys);
    final FaultyLedgerStore ledgerStore = new FaultyLedgerStore();
    /** Every refusal and failure: code and reason. */
    final List<String> tallied = new ArrayList<>();

    private int held;
    private int forgotten;

    final GatewayConfig config;
    final Gateway gateway;
    final Services services;
    private final Vault vault;
    private final EntrySeal ledgerSeal;

    House() {
        this("");
    }

    /** @param moreCollections YAML, indented by two */
    House(String moreCollections) {
        this(moreCollections, "");
    }

    /** @param moreOfDemo YAML of the site {@code demo}, indented by four */
    House(String moreCollections, String moreOfDemo) {
        this(moreCollections, moreOfDemo, HouseConfig.CONSOLE);
    }

    static House withoutConsole() {
        return new House("", "", "");
    }

    private House(String moreCollections, String moreOfDemo, String console) {
        config = HouseConfig.of(moreCollections, moreOfDemo, console, site, otherSite);
        var keyset = keyset();
        var parts = new Parts(
                clock,
                TokenMint.keys(),
                pool,
                records,
                keys,
                keyset.keyRing(),
                keyset.gatewayKey(),
                facts,
                upkeep,
                sessions,
                new FakeTicketStore(),
                revocations,
                ledgerStore);
        services = Services.of(config, parts);
        gateway = new Gateway(
                config, parts, services, (code, reason) -> tallied.add(reason.isEmpty() ? code : code + " " + reason));
        vault = services.vault();
        ledgerSeal = new EntrySeal(config.vault(), new MemberKeys(keyset.keyRing(), keys, clock), keyset.gatewayKey());
    }

    /** What the gateway has written into its ledger; what it has only noted is written now. */
    List<Entry> ledger() {
        services.close();
        return WrittenEntries.of(ledgerStore, ledgerSeal);
    }

    /** What was accounted for at the console since it was last forgotten. */
    List<Entry> staffEntries() {
        return allStaffEntries().skip(forgotten).toList();
    }

    void forgetStaffEntries() {
        forgotten = (int) allStaffEntries().count();
    }

    private Stream<Entry> allStaffEntries() {
        return WrittenEntries.of(ledgerStore, ledgerSeal).stream()
                .filter(entry -> entry.actor() instanceof Actor.Staff);
    }

    private static Keyset keyset() {
        try {
            var folder = Files.createTempDirectory("house");
            var file = folder.resolve("keyset.json");
            Keyset.create(file);
            var keyset = Keyset.read(file);
            Files.delete(file);
            Files.delete(folder);
            return keyset;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Writes a record as staff or an import would. */
    void write(String member, String collection, String id, Map<String, String> values) {
        var fields = new LinkedHashMap<FieldName, String>();
        values.forEach((name, value) -> fields.put(new FieldName(name), value));
        var declared = config.collections().find(collection).orElseThrow();
        if (vault.write(new MemberId(member), declared, new RecordId(id), 0, fields) != RecordStore.Put.DONE)
            throw new IllegalStateException();
    }

    /** The site's user of this member holds a product until then. */
    void hold(String member, String product, Instant until) {
        var demo = new SiteId("demo");
        facts.link(demo, "user-" + member, new MemberId(member));
        var membership = Facts.held("mp:1", "memberpress:" + product, Status.ACTIVE, Term.until(until));
        facts.put(Facts.snapshot(demo, "user-" + member, held++, membership));
    }

    Response send(Request request) {
        return gateway.handle(request);
    }

    /** A browser with its cookies; it knows {@code Max-Age} and nothing else about them. */
    final class Browser {
        final Map<String, String> cookies = new LinkedHashMap<>();
        private final String host;

        Browser() {
            this("members.example.test");
        }

        /** @param host that it asks; its cookies are that host's */
        Browser(String host) {
            this.host = host;
        }

        /** The same cookies, taken to another host: no browser does so, a thief might. */
        Browser at(String other) {
            var thief = new Browser(other);
            thief.cookies.putAll(cookies);
            return thief;
        }

        /** Somebody signs in at the console. */
        Response signInAtConsole(String sub) {
            var pool =
                    open("/session/sign-in", "none").headers().only("Location").orElseThrow();
            return finishSignIn(pool, sub);
        }

        Response open(String pathAndQuery, String from) {
            return send("GET", pathAndQuery, "", fetchMetadata(from, "navigate", "document"));
        }

        Response open(String pathAndQuery) {
            return open(pathAndQuery, "same-site");
        }

        Response fetchCard(String path) {
            return send("GET", path, "", cardHeaders());
        }

        List<Headers.Line> cardHeaders() {
            var lines = new ArrayList<>(fetchMetadata("same-origin", "same-origin", "empty"));
            lines.add(new Headers.Line("Cloakroom-Site", "demo"));
            return lines;
        }

        Response send(String method, String pathAndQuery, String body, List<Headers.Line> headers) {
            var lines = new ArrayList<>(headers);
            lines.add(new Headers.Line("Host", host));
            if (!cookies.isEmpty()) lines.add(new Headers.Line("Cookie", cookieHeader()));
            var cut = pathAndQuery.indexOf('?');
            var path = cut < 0 ? pathAndQuery : pathAndQuery.substring(0, cut);
            var query = cut < 0 ? "" : pathAndQuery.substring(cut + 1);
            var answer = House.this.send(
                    new Request("request-id", method, path, query, new Headers(lines), Body.of(body), "127.0.0.1"));
            answer.headers().all("Set-Cookie").forEach(this::keep);
            return answer;
        }

        /** Sends a form of a page that stood in a window. */
        Response post(String address, Map<String, String> form, String from) {
            var lines = new ArrayList<>(fetchMetadata(from, "navigate", "document"));
            lines.add(new Headers.Line("Content-Type", "application/x-www-form-urlencoded"));
            var pairs = new ArrayList<String>();
            form.forEach((name, value) -> pairs.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
            return send("POST", address, String.join("&", pairs), lines);
        }

        Response post(String address, Map<String, String> form) {
            return post(address, form, "same-origin");
        }

        private String cookieHeader() {
            var pairs = new ArrayList<String>();
            cookies.forEach((name, value) -> pairs.add(name + "=" + value));
            return String.join("; ", pairs);
        }

        private void keep(String line) {
            var name = line.substring(0, line.indexOf('='));
            if (line.endsWith("Max-Age=0")) cookies.remove(name);
            else cookies.put(name, line.substring(name.length() + 1, line.indexOf(';')));
        }

        /** From the site's button to the site's ticket. */
        String signIn(String sub) {
            return ticketIn(finishSignIn(beginSignIn("/profile?x=1"), sub));
        }

        /** @return the pool's address */
        String beginSignIn(String returnPath) {
            var answer = open("/session/sign-in?site=demo&return="
                    + URLEncoder.encode(returnPath, StandardCharsets.UTF_8) + "&bind=" + Randoms.sha256(BIND));
            return answer.headers().only("Location").orElseThrow();
        }

        Response finishSignIn(String poolAddress, String sub) {
            return open("/session/callback?" + pool.signIn(poolAddress, sub), "cross-site");
        }
    }

    static List<Headers.Line> fetchMetadata(String site, String mode, String dest) {
        return List.of(
                new Headers.Line("Sec-Fetch-Site", site),
                new Headers.Line("Sec-Fetch-Mode", mode),
                new Headers.Line("Sec-Fetch-Dest", dest));
    }

    static String ticketIn(Response page) {
        var text = text(page);
        var start = text.indexOf("cloakroom_ticket=") + "cloakroom_ticket=".length();
        return text.substring(start, start + 43);
    }

    Response redeem(String ticket, String bind) {
        return redeemAt("demo", site, ticket, bind);
    }

    Response redeemAt(String siteId, SigningSite signer, String ticket, String bind) {
        var body = "{\"ticket\":\"" + ticket + "\",\"bind\":\"" + bind + "\"}";
        return send(
                signer.post("/v1/sites/" + siteId + "/tickets/redeem", body, "msg_" + Randoms.next(), clock.instant()));
    }

    Response bearer(String address, String token) {
        var cut = address.indexOf('?');
        return send(new Request(
                "request-id",
                "GET",
                cut < 0 ? address : address.substring(0, cut),
                cut < 0 ? "" : address.substring(cut + 1),
                new Headers(List.of(new Headers.Line("Authorization", "Bearer " + token))),
                Body.EMPTY,
                "127.0.0.1"));
    }

    static String text(Response response) {
        return new String(response.body().bytes(), StandardCharsets.UTF_8);
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    /** Whether from now on the ledger cannot be written. */
    void failLedger(boolean isDown) {
        ledgerStore.failAdding(isDown ? Optional.of(Fault.BEFORE) : Optional.empty());
    }
}
