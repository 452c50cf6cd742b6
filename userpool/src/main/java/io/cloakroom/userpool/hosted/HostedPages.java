package io.cloakroom.userpool.hosted;

import io.cloakroom.userpool.api.ApiParts;
import io.cloakroom.userpool.api.ClientCalls;
import io.cloakroom.userpool.oauth.AuthorizationCodes;
import io.cloakroom.userpool.oauth.AuthorizeRequests;
import io.cloakroom.userpool.pages.Pages;

/** The endpoints that browsers meet, put together. */
public record HostedPages(
        AuthorizeEndpoint authorize,
        LoginEndpoint login,
        NewPasswordEndpoint newPassword,
        CodeEndpoint code,
        FactorEndpoint factor,
        SetUpEndpoint setUp,
        PasskeySignIn passkeySignIn,
        PasskeyEndpoint passkey,
        SignUpEndpoint signUp,
        ConfirmEndpoint confirm,
        ForgotPasswordEndpoint forgotPassword,
        OnwardEndpoint onward,
        LogoutEndpoint logout) {
    public static HostedPages of(ApiParts parts, AuthorizeRequests reader, AuthorizationCodes codes, Pages pages) {
        var database = parts.database();
        var url = parts.publicUrl();
        var steps = parts.steps();
        var requests = new HostedRequests(reader, pages);
        var sessions = new BrowserSessions(parts.clock());
        var pending = new PendingSignIns(steps);
        var tokens = new FormTokens(database, url);
        var forms = new PageForms(tokens, pages);
        var next = new NextSteps(database, sessions, pending);
        var calls = new ClientCalls(parts);
        var checks = parts.passkeys();
        var login = new LoginEndpoint(requests, tokens, parts, next, pages);
        return new HostedPages(
                new AuthorizeEndpoint(database, requests, sessions, codes, parts.authTriggers(), pages),
                login,
                new NewPasswordEndpoint(
                        database, requests, tokens, parts.hasher(), next, pending, pages, parts.clock()),
                new CodeEndpoint(database, requests, forms, pending, next, steps),
                new FactorEndpoint(database, requests, forms, pending, next),
                new SetUpEndpoint(database, requests, forms, pending, next, steps, pages),
                new PasskeySignIn(database, requests, tokens, pending, next, checks, login, url),
                new PasskeyEndpoint(database, requests, tokens, sessions, steps, checks, pages, url, parts.clock()),
                new SignUpEndpoint(requests, forms, calls, pages),
                new ConfirmEndpoint(requests, forms, calls),
                new ForgotPasswordEndpoint(requests, forms, calls),
                new OnwardEndpoint(requests, pages),
                new LogoutEndpoint(database, sessions, pages));
    }
}
