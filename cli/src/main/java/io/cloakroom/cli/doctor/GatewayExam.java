package io.cloakroom.cli.doctor;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import io.cloakroom.record.Delivery;
import io.cloakroom.signin.Randoms;
import io.cloakroom.site.Site;
import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the gateway answers where browsers look for it, and what it sends and is sent comes through whatever stands in
 * front of it: a proxy that edits cookies or headers takes the ground from under the card.
 */
final class GatewayExam implements Exam {
    private static final int BYTES_MAX = 256 << 10;

    private final Site site;
    private final List<Collection> cards;
    private final String publicUrl;
    private final HttpUpstream http;

    GatewayExam(Site site, Collections collections, String publicUrl, Duration answerWithin) {
        this.site = site;
        this.publicUrl = publicUrl;
        this.http = new HttpUpstream("gateway", answerWithin, BYTES_MAX);
        this.cards = collections.of(site.id()).stream()
                .filter(collection -> collection.deliveries().contains(Delivery.CARD))
                .toList();
    }

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public List<Diagnosis> examine() {
        try {
            return asBrowsersDo();
        } catch (UpstreamException why) {
            var advice =
                    "Start it (./cloakroom serve), or look at listen.public-url and at the proxy and the DNS name that "
                            + "stand for it.";
            return List.of(Diagnosis.of(name(), why, advice));
        }
    }

    private List<Diagnosis> asBrowsersDo() {
        var found = new ArrayList<Diagnosis>();
        var listing = get("/card/" + site.id().value());
        found.add(cards(listing));
        if (found.getFirst().state() == Diagnosis.State.FAULT) return found;
        found.add(new SignInTrial(publicUrl, http)
                .cookie("/session/sign-in?site=" + site.id().value() + "&return=/&bind=" + Randoms.next()));
        found.addAll(headers(origins(listing)));
        return found;
    }

    private Diagnosis cards(HttpResponse<byte[]> listing) {
        var json = Json.read(listing.body()) instanceof Json.Reading.Read(var read)
                ? Optional.of(read)
                : Optional.<JsonObject>empty();
        if (listing.statusCode() == 200 && isOfSite(json)) {
            return isAsConfigured(json.orElseThrow())
                    ? Diagnosis.good("gateway", "answers at " + publicUrl + ", with " + cards.size() + " cards")
                    : Diagnosis.warning(
                            "gateway",
                            "answers at " + publicUrl + " by another configuration than this one",
                            "Start the gateway anew, or give this command the gateway's own --config.");
        }
        var isOurs = json.flatMap(problem -> problem.text("code")).isPresent();
        return isOurs
                ? Diagnosis.fault(
                        "gateway",
                        "the gateway at " + publicUrl + " knows no site "
                                + site.id().value(),
                        "Start the gateway anew, or give this command the gateway's own --config.")
                : Diagnosis.fault(
                        "gateway",
                        "something else answers at " + publicUrl + " (status " + listing.statusCode() + ")",
                        "Point the proxy or the DNS name at the gateway: it passes on whole paths and whole headers.");
    }

    private boolean isOfSite(Optional<JsonObject> json) {
        return json.flatMap(read -> read.text("site"))
                .filter(site.id().value()::equals)
                .isPresent();
    }

    private boolean isAsConfigured(JsonObject json) {
        var shown = json.objects("cards").orElse(List.of()).stream()
                .map(card -> card.text("collection").orElse(""))
                .toList();
        var ours = cards.stream().map(card -> card.id().value()).toList();
        return shown.equals(ours) && json.texts("origins").equals(Optional.of(site.origins()));
    }

    /** As the running gateway has them, which may have started with other settings. */
    private static List<String> origins(HttpResponse<byte[]> listing) {
        return Json.read(listing.body()) instanceof Json.Reading.Read(var json)
                ? json.texts("origins").orElse(List.of())
                : List.of();
    }

    private List<Diagnosis> headers(List<String> origins) {
        if (cards.isEmpty()) return List.of();
        var shell =
                get("/card/" + site.id().value() + "/" + cards.getFirst().id().value());
        return new CardHeaders(shell.headers(), origins).diagnose(publicUrl.startsWith("https:"));
    }

    private HttpResponse<byte[]> get(String pathAndQuery) {
        return http.send(
                HttpRequest.newBuilder(URI.create(publicUrl + pathAndQuery)).build());
    }
}
