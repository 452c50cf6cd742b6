package io.cloakroom.userpool.oauth;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization request that may be answered: known client, registered address, allowed scopes.
 *
 * @param scopes granted if the user signs in
 * @param challenge PKCE, S256
 * @param loginHint what to write into the name field
 * @param levels of authentication that the client would like best ({@code acr_values}); tokens then say what was reached
 */
public record AuthorizeRequest(
        Pool pool,
        Client client,
        String redirectUri,
        Set<String> scopes,
        Optional<String> state,
        Optional<String> nonce,
        Optional<String> challenge,
        Prompt prompt,
        Optional<String> loginHint,
        Optional<String> levels) {
    static final int HINT_CHARACTERS_MAX = 256;

    /** Whether the user must, may or must not be asked to sign in (OpenID Connect Core 1.0, 3.1.2.1). */
    public enum Prompt {
        AS_NEEDED,
        LOGIN,
        NONE
    }

    public AuthorizeRequest {
        scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    }

    /** The same request as a query, for the next page; made from what was checked, not from what was sent. */
    public String query() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("client_id", client.id());
        parameters.put("response_type", "code");
        parameters.put("redirect_uri", redirectUri);
        parameters.put("scope", String.join(" ", scopes));
        state.ifPresent(text -> parameters.put("state", text));
        nonce.ifPresent(text -> parameters.put("nonce", text));
        challenge.ifPresent(text -> parameters.put("code_challenge", text));
        challenge.ifPresent(_ -> parameters.put("code_challenge_method", Pkce.METHOD));
        if (prompt == Prompt.LOGIN) parameters.put("prompt", "login");
        loginHint.ifPresent(text -> parameters.put("login_hint", text));
        levels.ifPresent(text -> parameters.put("acr_values", text));
        return Addresses.query(parameters);
    }

    /** The same request by a user who has just signed in, so that nothing is left to ask. */
    public AuthorizeRequest answered() {
        return new AuthorizeRequest(
                pool, client, redirectUri, scopes, state, nonce, challenge, Prompt.AS_NEEDED, Optional.empty(), levels);
    }

    /** The same with what stands in the name field of the next page. */
    public AuthorizeRequest withHint(String name) {
        var hint = Optional.of(name).filter(text -> !text.isEmpty() && text.length() <= HINT_CHARACTERS_MAX);
        return new AuthorizeRequest(pool, client, redirectUri, scopes, state, nonce, challenge, prompt, hint, levels);
    }

    /** Where the browser goes with the answer. */
    public String callback(Map<String, String> answer) {
        var parameters = new LinkedHashMap<>(answer);
        state.ifPresent(text -> parameters.put("state", text));
        return Addresses.with(redirectUri, parameters);
    }

    @Override
    public String toString() {
        return "AuthorizeRequest[" + client.id() + "]";
    }
}
