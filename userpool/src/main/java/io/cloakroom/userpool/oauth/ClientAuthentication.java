package io.cloakroom.userpool.oauth;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Database;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Which client calls: by {@code client_secret_basic}, {@code client_secret_post}, or its id alone if it is public.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3">RFC 6749, 2.3</a>
 */
final class ClientAuthentication {
    private static final String BASIC = "Basic ";

    private final Database database;

    ClientAuthentication(Database database) {
        this.database = database;
    }

    sealed interface Outcome {
        record Authenticated(Client client) implements Outcome {}

        /** No id, or two ways at once. */
        record Malformed() implements Outcome {}

        record Failed() implements Outcome {}
    }

    private record Claim(String id, Optional<String> secret) {
        @Override
        public String toString() {
            return "Claim[" + id + "]";
        }
    }

    Outcome authenticate(Request request, Parameters form) {
        return claim(request, form).<Outcome>map(this::check).orElseGet(Outcome.Malformed::new);
    }

    private Outcome check(Claim claim) {
        var client = database.answer(tables -> tables.clients().find(claim.id()));
        return client.filter(found -> isShown(found, claim.secret()))
                .<Outcome>map(Outcome.Authenticated::new)
                .orElseGet(Outcome.Failed::new);
    }

    /** A public client shows no secret: one that does is not the client that was registered. */
    private static boolean isShown(Client client, Optional<String> secret) {
        return client.secret()
                .map(expected -> secret.filter(expected::matches).isPresent())
                .orElse(secret.isEmpty());
    }

    private static Optional<Claim> claim(Request request, Parameters form) {
        if (!request.headers().has("Authorization")) {
            return form.get("client_id").map(id -> new Claim(id, form.get("client_secret")));
        }
        var basic = request.headers().only("Authorization").flatMap(ClientAuthentication::basic);
        var isAlone = form.get("client_secret").isEmpty();
        return basic.filter(
                claim -> isAlone && form.get("client_id").orElse(claim.id()).equals(claim.id()));
    }

    private static Optional<Claim> basic(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) return Optional.empty();
        try {
            var decoded =
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
            var pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
            return pair.length == 2 ? Optional.of(new Claim(pair[0], Optional.of(pair[1]))) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
