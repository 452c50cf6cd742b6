package io.cloakroom.userpool.oauth;

import io.cloakroom.http.Parameters;
import io.cloakroom.userpool.oauth.AuthorizeReading.Allowed;
import io.cloakroom.userpool.oauth.AuthorizeReading.Refused;
import io.cloakroom.userpool.oauth.AuthorizeReading.Unsafe;
import io.cloakroom.userpool.oauth.AuthorizeRequest.Prompt;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.token.Scopes;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads authorization requests. First the client and its address are checked: before both are right, an error is shown and
 * nobody is redirected (RFC 6749, 4.1.2.1).
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/authorization-endpoint.html">Cognito, the authorize
 *     endpoint</a>
 */
public final class AuthorizeRequests {
    private static final int TEXT_CHARACTERS_MAX = 2048;

    /** What has another form is ignored, as an unknown level is. */
    private static final Pattern LEVELS = Pattern.compile("[\\x20\\x21\\x23-\\x5B\\x5D-\\x7E]{1,260}");

    private final Database database;
    private final PkcePolicy pkce;

    public AuthorizeRequests(Database database, PkcePolicy pkce) {
        this.database = database;
        this.pkce = pkce;
    }

    /** @param query as it came */
    public AuthorizeReading read(String query) {
        return switch (Parameters.read(query)) {
            case Parameters.Reading.Unreadable _ ->
                new Unsafe("The query cannot be read, or a name stands in it twice.");
            case Parameters.Reading.Read read -> read(read.parameters());
        };
    }

    private AuthorizeReading read(Parameters query) {
        var client = query.get("client_id").flatMap(this::client);
        if (client.isEmpty()) return new Unsafe("client_id: no app client with this id.");
        var settings = client.get().settings();
        if (!settings.usesOAuth()) return new Unsafe("client_id: this app client does not use OAuth.");
        // Without it Cognito's page has nobody to sign in with and says "Login pages unavailable".
        if (!settings.identityProviders().contains("COGNITO")) {
            return new Unsafe("SupportedIdentityProviders of this app client lacks COGNITO.");
        }
        var redirectUri = query.get("redirect_uri").or(settings::defaultRedirectUri);
        if (redirectUri.isEmpty() || !settings.callbackUrls().contains(redirectUri.get())) {
            return new Unsafe("redirect_uri: not registered. It must equal a callback address of this app client,"
                    + " character by character.");
        }
        return fault(query, client.get())
                .<AuthorizeReading>map(fault -> refused(redirectUri.get(), query, fault))
                .orElseGet(() -> new Allowed(request(query, client.get(), redirectUri.get())));
    }

    private Optional<Client> client(String id) {
        return database.answer(tables -> tables.clients().find(id));
    }

    private record Fault(String error, Optional<String> description) {
        static Optional<Fault> of(String error) {
            return Optional.of(new Fault(error, Optional.empty()));
        }

        static Optional<Fault> invalid(String description) {
            return Optional.of(new Fault("invalid_request", Optional.of(description)));
        }
    }

    private Optional<Fault> fault(Parameters query, Client client) {
        var type = query.get("response_type");
        if (type.isEmpty()) return Fault.invalid("response_type is required");
        if (!type.get().equals("code")) return Fault.of("unsupported_response_type");
        if (!client.settings().oauthFlows().contains("code")) return Fault.of("unauthorized_client");
        // Cognito's words, as seen in awslabs/aws-saas-boost#415 and aws-samples/cloudfront-authorization-at-edge#82.
        if (!areAllowed(scopes(query, client), client)) return Fault.invalid("invalid_scope");
        if (isTooLong(query, "state") || isTooLong(query, "nonce")) return Fault.invalid("state or nonce too long");
        if (!query.get("identity_provider").orElse("COGNITO").equals("COGNITO")) {
            return Fault.invalid("identity_provider");
        }
        if (prompt(query).isEmpty()) return Fault.invalid("prompt");
        return pkceFault(query);
    }

    private static boolean isTooLong(Parameters query, String name) {
        return query.get(name).orElse("").length() > TEXT_CHARACTERS_MAX;
    }

    private Optional<Fault> pkceFault(Parameters query) {
        var challenge = query.get("code_challenge");
        var method = query.get("code_challenge_method");
        if (challenge.isEmpty() && method.isEmpty()) {
            return pkce == PkcePolicy.REQUIRED ? Fault.invalid("code_challenge is required") : Optional.empty();
        }
        // No method would mean "plain" (RFC 7636, 4.3), which shows the verifier to whoever sees the request.
        if (!method.equals(Optional.of(Pkce.METHOD))) return Fault.invalid("code_challenge_method must be S256");
        return challenge.filter(Pkce::isChallenge).isPresent() ? Optional.empty() : Fault.invalid("code_challenge");
    }

    private static Set<String> scopes(Parameters query, Client client) {
        return GrantableScopes.asked(query.get("scope"), client);
    }

    private boolean areAllowed(Set<String> scopes, Client client) {
        var aboutUser = Set.of(Scopes.EMAIL, Scopes.PHONE, Scopes.PROFILE);
        var needsOpenId = scopes.stream().anyMatch(aboutUser::contains);
        return database.answer(tables -> GrantableScopes.areAllowed(tables, client, scopes))
                && (!needsOpenId || scopes.contains(Scopes.OPENID));
    }

    private static Optional<Prompt> prompt(Parameters query) {
        return switch (query.get("prompt").orElse("")) {
            case "" -> Optional.of(Prompt.AS_NEEDED);
            case "login" -> Optional.of(Prompt.LOGIN);
            case "none" -> Optional.of(Prompt.NONE);
            default -> Optional.empty();
        };
    }

    private static Refused refused(String redirectUri, Parameters query, Fault fault) {
        var answer = new LinkedHashMap<String, String>();
        fault.description().ifPresent(text -> answer.put("error_description", text));
        query.get("state")
                .filter(state -> state.length() <= TEXT_CHARACTERS_MAX)
                .ifPresent(state -> answer.put("state", state));
        answer.put("error", fault.error());
        return new Refused(Addresses.with(redirectUri, answer));
    }

    private AuthorizeRequest request(Parameters query, Client client, String redirectUri) {
        return new AuthorizeRequest(
                pool(client),
                client,
                redirectUri,
                scopes(query, client),
                query.get("state"),
                query.get("nonce"),
                query.get("code_challenge"),
                prompt(query).orElseThrow(),
                query.get("login_hint").filter(hint -> hint.length() <= AuthorizeRequest.HINT_CHARACTERS_MAX),
                query.get("acr_values").filter(levels -> LEVELS.matcher(levels).matches()));
    }

    private Pool pool(Client client) {
        return database.answer(tables -> tables.pools().find(client.poolId())).orElseThrow();
    }
}
