package io.cloakroom.e2e;

import io.cloakroom.gateway.Gateway;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.signin.Randoms;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** The site key, as it stands in wp-config.php, tried on every address of the gateway. */
final class SiteKeyDrill {
    private static final String PART = "What the site key opens";
    private static final Pattern KEY = Pattern.compile("CLOAKROOM_SITE_KEY'?,\\s*'([A-Za-z0-9+/=]{44})'");

    private final LocalSystem system;
    private final Canaries canaries;
    private final PrivateKey key;
    private final HttpClient http = HttpClient.newHttpClient();

    SiteKeyDrill(LocalSystem system, Canaries canaries) {
        this.system = system;
        this.canaries = canaries;
        this.key = stolenKey();
    }

    /** @param sessionRef what the site learnt of the member's session, used as a session would be */
    List<Attempt> run(String sessionRef) {
        var addresses =
                system.withParts((parts, _) -> new Gateway(system.config().gateway(), parts, (_, _) -> {}).addresses());
        var attempts = new ArrayList<Attempt>();
        for (var address : addresses) attempts.add(everyWay(address, sessionRef));
        attempts.add(reference(sessionRef));
        return attempts;
    }

    private Attempt everyWay(String address, String sessionRef) {
        var method = address.split(" ", 2)[0];
        var path = address.split(" ", 2)[1]
                .replace("{site}", "demo")
                .replace("{collection}", "medical-profile")
                .replace("{id}", "self")
                // Ending the session would end the drill.
                .replace("{ref}", "x".repeat(43))
                .replace("{hash}", "0".repeat(16))
                .replace("{name}", "card.js")
                .replace("{kind}", "export")
                .replace("{day}", LocalDate.now(ZoneOffset.UTC).toString())
                // Whatever else may stand there.
                .replaceAll("\\{[a-z]++}", "x");
        var stolen = new LinkedHashSet<String>();
        var statuses = new LinkedHashSet<Integer>();
        for (var body : List.of("{}", "{\"ticket\":\"" + Randoms.next() + "\",\"bind\":\"" + Randoms.next() + "\"}")) {
            var signed = signed(method, path, body).build();
            var answer = send(signed);
            statuses.add(answer.statusCode());
            stolen.addAll(canaries.in(answer.body()));
            var asPage = send(signed(method, path, body)
                    .header("Sec-Fetch-Site", "same-origin")
                    .header("Sec-Fetch-Mode", "cors")
                    .header("Sec-Fetch-Dest", "empty")
                    .header("Cloakroom-Site", "demo")
                    .header("Authorization", "Bearer " + sessionRef)
                    .build());
            statuses.add(asPage.statusCode());
            stolen.addAll(canaries.in(asPage.body()));
        }
        return new Attempt(PART, address, "answers " + statuses, stolen);
    }

    /**
     * A ticket that the site's server took before the plugin did, with the secret that the browser showed it: all that a site
     * can have. It learns who signed in, and nothing more.
     */
    List<Attempt> handOver(String ticket, String bind) {
        var path = "/v1/sites/demo/tickets/redeem";
        var body = "{\"ticket\":\"" + ticket + "\",\"bind\":\"" + bind + "\"}";
        var first = send(signed("POST", path, body).build());
        var second = send(signed("POST", path, body).build());
        return List.of(
                new Attempt(PART, "a member's ticket, taken on its way", handedOver(first), canaries.in(first.body())),
                new Attempt(
                        PART,
                        "the same ticket again",
                        "answers [" + second.statusCode() + "]",
                        canaries.in(second.body())));
    }

    private static String handedOver(HttpResponse<String> answer) {
        return answer.statusCode() == 200 ? "who she is: name, address, sub" : "answers [" + answer.statusCode() + "]";
    }

    /** The server can pretend to be a browser; what it lacks is the cookie. */
    private Attempt reference(String sessionRef) {
        var answer =
                send(HttpRequest.newBuilder(URI.create(system.membersUrl() + "/app/me/collections/medical-profile"))
                        .header("Sec-Fetch-Site", "same-origin")
                        .header("Sec-Fetch-Mode", "cors")
                        .header("Sec-Fetch-Dest", "empty")
                        .header("Cloakroom-Site", "demo")
                        .header("Cookie", "__Host-cloakroom-demo=" + sessionRef)
                        .build());
        return new Attempt(
                PART,
                "the session's reference, used as its cookie",
                "answers [" + answer.statusCode() + "]",
                canaries.in(answer.body()));
    }

    private HttpRequest.Builder signed(String method, String path, String body) {
        var id = "msg_" + Randoms.next();
        var timestamp = Long.toString(Instant.now().getEpochSecond());
        return HttpRequest.newBuilder(URI.create(system.membersUrl() + path))
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header(
                        "webhook-signature",
                        signature(id + "." + timestamp + "." + (method.equals("GET") ? "" : body)));
    }

    private String signature(String message) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(message.getBytes(StandardCharsets.UTF_8));
            return "v1a," + Base64.getEncoder().encodeToString(ed25519.sign());
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException gone) {
            throw new IllegalStateException("the gateway does not answer", gone);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private PrivateKey stolenKey() {
        try {
            var found = KEY.matcher(Files.readString(system.site().folder().resolve("wp-config.php")));
            if (!found.find())
                throw new IllegalStateException("wp-config.php holds no site key: the drill looks in vain");
            var seed = Base64.getDecoder().decode(found.group(1));
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
        } catch (IOException | GeneralSecurityException fault) {
            throw new IllegalStateException("the site key cannot be taken from wp-config.php", fault);
        }
    }
}
