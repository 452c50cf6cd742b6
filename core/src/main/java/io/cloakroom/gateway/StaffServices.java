package io.cloakroom.gateway;

import io.cloakroom.card.Pages.Link;
import io.cloakroom.session.Admission;
import io.cloakroom.session.Sessions;
import io.cloakroom.signin.SignIns;
import io.cloakroom.site.AppClient;
import io.cloakroom.site.StaffHost;
import io.cloakroom.token.IdTokenVerifier;
import io.cloakroom.token.SignedTokens;
import io.cloakroom.token.TokenVerifier;
import java.util.Optional;

/**
 * Signing in and sessions of the staff: the same workers as the members', with a client, a host, times and an admission of
 * their own. Tokens of the console's client are believed here and at no site's door.
 */
record StaffServices(StaffHost host, Admission admission, Sessions sessions, SignIns signIns) {
    /** Password with a code from an app, else with a code from a message; Cognito's own names of its levels. */
    private static final String LEVELS = "urn:cognito:loa:4 urn:cognito:loa:3";

    static StaffServices of(StaffHost host, GatewayConfig config, Parts parts) {
        var clock = parts.clock();
        var admission = Admission.staff(config.staff().groups());
        var signed = new SignedTokens(config.token(), parts.issuerKeys());
        var tokens = new TokenVerifier(config.token(), signed, host.clientId()::equals, parts.revocations(), clock);
        var sessions = new Sessions(
                config.staff().session(),
                config.token(),
                parts.sessions(),
                parts.revocations(),
                parts.userPool(),
                tokens,
                admission,
                parts.gatewayKey(),
                clock);
        var signIns = new SignIns(
                config.pool(),
                host.publicUrl(),
                config.token().scope(),
                Optional.of(LEVELS),
                parts.userPool(),
                id -> Optional.<AppClient>of(host).filter(it -> it.id().value().equals(id)),
                tokens,
                new IdTokenVerifier(config.token(), signed, clock),
                parts.gatewayKey(),
                clock);
        return new StaffServices(host, admission, sessions, signIns);
    }

    /** For whom this account opens nothing. */
    Link otherAccount() {
        return new Link("Sign in with another account", signIns.logoutAddress(host));
    }
}
