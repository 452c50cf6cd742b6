package io.cloakroom.userpool.oauth;

import io.cloakroom.http.Handler;
import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.oauth.AuthorizationCodes.Exchange;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.token.Grant;
import io.cloakroom.userpool.token.MachineGrant;
import io.cloakroom.userpool.token.Refreshing;
import io.cloakroom.userpool.token.TokenFamilies;
import io.cloakroom.userpool.token.TokenMint;
import io.cloakroom.userpool.token.TokenSet;
import io.cloakroom.userpool.token.TokenTriggers;
import io.cloakroom.userpool.token.TokenTriggers.Occasion;
import io.cloakroom.userpool.trigger.CallerContext;
import io.cloakroom.userpool.trigger.TriggerFault;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /oauth2/token}: codes and refresh tokens become tokens.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html">Cognito, the token endpoint</a>
 */
public final class TokenEndpoint implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(TokenEndpoint.class);

    private final Database database;
    private final ClientAuthentication authentication;
    private final AuthorizationCodes codes;
    private final TokenFamilies families;
    private final TokenMint mint;
    private final TokenTriggers triggers;

    public TokenEndpoint(
            Database database,
            AuthorizationCodes codes,
            TokenFamilies families,
            TokenMint mint,
            TokenTriggers triggers) {
        this.database = database;
        this.authentication = new ClientAuthentication(database);
        this.codes = codes;
        this.families = families;
        this.mint = mint;
        this.triggers = triggers;
    }

    @Override
    public Response handle(Request request) {
        var form = OAuthAnswers.form(request);
        if (form.isEmpty()) return OAuthAnswers.error(400, "invalid_request");
        return switch (authentication.authenticate(request, form.get())) {
            case ClientAuthentication.Outcome.Malformed _ -> OAuthAnswers.error(400, "invalid_request");
            case ClientAuthentication.Outcome.Failed _ -> OAuthAnswers.error(400, "invalid_client");
            case ClientAuthentication.Outcome.Authenticated known -> answer(known.client(), form.get());
        };
    }

    private Response answer(Client client, Parameters form) {
        try {
            return grant(client, form);
        } catch (TriggerFault fault) {
            LOG.info("client {}: no tokens, {}", client.id(), fault.kind());
            return OAuthAnswers.error(400, "invalid_grant");
        }
    }

    private Response grant(Client client, Parameters form) {
        if (!client.settings().usesOAuth()) return OAuthAnswers.error(400, "unauthorized_client");
        return switch (form.get("grant_type").orElse("")) {
            case "" -> OAuthAnswers.error(400, "invalid_request");
            case "authorization_code" -> exchange(client, form);
            case "refresh_token" -> refresh(client, form);
            case "client_credentials" -> machine(client, form);
            default -> OAuthAnswers.error(400, "unsupported_grant_type");
        };
    }

    private Response exchange(Client client, Parameters form) {
        var code = form.get("code");
        var redirectUri = form.get("redirect_uri");
        if (code.isEmpty() || redirectUri.isEmpty()) return OAuthAnswers.error(400, "invalid_request");
        if (!client.settings().oauthFlows().contains("code")) return OAuthAnswers.error(400, "unauthorized_client");
        var exchange = database.answer(
                tables -> codes.exchange(tables, client, code.get(), redirectUri.get(), form.get("code_verifier")));
        return switch (exchange) {
            case Exchange.Exchanged exchanged -> OAuthAnswers.tokens(tokens(exchanged.grant()));
            case Exchange.Refused refused -> {
                LOG.info("client {}: code refused, {}", client.id(), refused.reason());
                yield OAuthAnswers.error(400, "invalid_grant");
            }
        };
    }

    /** Who has no secret has not shown to be the client. */
    private Response machine(Client client, Parameters form) {
        if (client.secret().isEmpty() || !client.settings().oauthFlows().contains("client_credentials")) {
            return OAuthAnswers.error(400, "unauthorized_client");
        }
        var grant = database.answer(tables -> {
            var scopes = GrantableScopes.asked(form.get("scope"), client);
            return GrantableScopes.areAllowed(tables, client, scopes)
                    ? Optional.of(new MachineGrant(
                            tables.pools().find(client.poolId()).orElseThrow(),
                            client,
                            scopes,
                            tables.keys().of(client.poolId())))
                    : Optional.<MachineGrant>empty();
        });
        return grant.map(granted -> OAuthAnswers.tokens(mint.sign(granted)))
                .orElseGet(() -> OAuthAnswers.error(400, "invalid_scope"));
    }

    /** Without the function's leave the family has no member yet, and gets none. */
    private TokenSet tokens(Grant grant) {
        try {
            var caller = CallerContext.of(grant.client().id());
            var scopes = grant.family().scopes();
            return mint.sign(
                    grant,
                    triggers.ask(grant.pool(), grant.client(), grant.user(), scopes, Occasion.HOSTED_AUTH, caller));
        } catch (TriggerFault fault) {
            database.run(tables -> tables.families().revoke(grant.family().originJti()));
            throw fault;
        }
    }

    private Response refresh(Client client, Parameters form) {
        var token = form.get("refresh_token");
        if (token.isEmpty()) return OAuthAnswers.error(400, "invalid_request");
        var changes = triggers.askAgain(client, token.get(), CallerContext.of(client.id()));
        return switch (database.answer(tables -> families.refresh(tables, client, token.get()))) {
            case Refreshing.Refreshed refreshed -> OAuthAnswers.tokens(mint.sign(refreshed.grant(), changes));
            case Refreshing.Refused refused -> {
                LOG.info("client {}: refresh token refused, {}", client.id(), refused.reason());
                yield OAuthAnswers.error(400, "invalid_grant");
            }
        };
    }
}
