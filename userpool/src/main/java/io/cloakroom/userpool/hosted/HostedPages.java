package io.cloakroom.userpool.hosted;

import io.cloakroom.userpool.oauth.AuthorizationCodes;
import io.cloakroom.userpool.oauth.AuthorizeRequests;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.password.PasswordHasher;
import io.cloakroom.userpool.signin.PasswordSignIn;
import io.cloakroom.userpool.signin.Steps;
import io.cloakroom.userpool.store.Database;
import java.time.Clock;

/** The endpoints that browsers meet, put together. */
public record HostedPages(
        AuthorizeEndpoint authorize,
        LoginEndpoint login,
        NewPasswordEndpoint newPassword,
        OnwardEndpoint onward,
        LogoutEndpoint logout) {
    /** @param publicUrl the pool's own address */
    public static HostedPages of(
            Database database,
            AuthorizeRequests reader,
            AuthorizationCodes codes,
            PasswordHasher hasher,
            Pages pages,
            String publicUrl,
            Clock clock) {
        var requests = new HostedRequests(reader, pages);
        var sessions = new BrowserSessions(clock);
        var pending = new PendingSignIns(new Steps(clock));
        var tokens = new FormTokens(database, publicUrl);
        var signIn = new PasswordSignIn(database, hasher, clock);
        return new HostedPages(
                new AuthorizeEndpoint(database, requests, sessions, codes),
                new LoginEndpoint(database, requests, tokens, signIn, sessions, pending, pages),
                new NewPasswordEndpoint(database, requests, tokens, hasher, sessions, pending, pages, clock),
                new OnwardEndpoint(requests, pages),
                new LogoutEndpoint(database, sessions, pages));
    }
}
