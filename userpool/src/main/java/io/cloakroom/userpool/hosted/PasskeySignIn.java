package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.oauth.OAuthAnswers;
import io.cloakroom.userpool.passkey.PasskeyChecks;
import io.cloakroom.userpool.passkey.PasskeyOptions;
import io.cloakroom.userpool.passkey.Presented;
import io.cloakroom.userpool.passkey.RelyingParty;
import io.cloakroom.userpool.signin.FirstSteps;
import io.cloakroom.userpool.signin.Methods;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.FactorSettings.Level;
import io.cloakroom.userpool.store.FirstFactor;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /login/passkey} and {@code /login/passkey/options}: a sign-in by a passkey, whoever's it may be. */
public final class PasskeySignIn {
    static final String PATH = "/login/passkey";

    private static final Logger LOG = LoggerFactory.getLogger(PasskeySignIn.class);
    private static final String CHALLENGE = "challenge";

    private final Database database;
    private final HostedRequests requests;
    private final FormTokens tokens;
    private final PendingSignIns pending;
    private final NextSteps next;
    private final PasskeyChecks checks;
    private final LoginEndpoint login;
    private final String publicUrl;

    PasskeySignIn(
            Database database,
            HostedRequests requests,
            FormTokens tokens,
            PendingSignIns pending,
            NextSteps next,
            PasskeyChecks checks,
            LoginEndpoint login,
            String publicUrl) {
        this.database = database;
        this.requests = requests;
        this.tokens = tokens;
        this.pending = pending;
        this.next = next;
        this.checks = checks;
        this.login = login;
        this.publicUrl = publicUrl;
    }

    /** Whether the pool takes passkeys in place of a password. */
    static boolean isServed(Pool pool) {
        var settings = pool.settings().factors();
        return settings.first().contains(FirstFactor.WEB_AUTHN) && settings.level() != Level.ON;
    }

    /** What the browser shall ask an authenticator for. */
    public Response options(Request request) {
        return requests.answer(request, asked -> options(request, asked));
    }

    private Response options(Request request, AuthorizeRequest asked) {
        var form = OAuthAnswers.form(request);
        if (form.isEmpty() || !tokens.isOurs(request, form.get()) || !isServed(asked.pool())) {
            return OAuthAnswers.json(403, Map.of());
        }
        var challenge = Opaque.random();
        var cookie = database.answer(tables ->
                pending.beginForAnybody(tables, asked.pool().id(), Kind.WEB_AUTHN, Map.of(CHALLENGE, challenge)));
        var party = RelyingParty.of(asked.pool(), publicUrl);
        return OAuthAnswers.json(200, PasskeyOptions.request(party, challenge, List.of()))
                .headers(List.of(cookie.line()));
    }

    public Response submit(Request request) {
        return requests.answer(request, asked -> {
            var form = OAuthAnswers.form(request);
            if (form.isEmpty() || !tokens.isOurs(request, form.get()))
                return login.refuse(request, asked, PageForms.FORGED);
            return database.answer(tables -> user(tables, request, asked, form.get())
                            .map(user -> next.onward(tables, request, asked, user, Methods.PASSKEY)))
                    .orElseGet(() -> login.refuse(request, asked, "This passkey does not sign in here."));
        });
    }

    /** Whatever comes of it, the challenge is used up. */
    private Optional<User> user(Tables tables, Request request, AuthorizeRequest asked, Parameters form) {
        var pool = asked.pool();
        var step = pending.findForAnybody(tables, request, pool.id(), Kind.WEB_AUTHN);
        step.ifPresent(found -> tables.challenges().remove(found.hash()));
        var challenge = step.flatMap(found -> Optional.ofNullable(found.detail().get(CHALLENGE)));
        var shown = form.get("credential").flatMap(Presented::read);
        if (challenge.isEmpty() || shown.isEmpty() || !isServed(pool)) return Optional.empty();
        var user = checks.whose(tables, RelyingParty.of(pool, publicUrl), challenge.get(), shown.get())
                .flatMap(sub -> tables.users().find(sub))
                .filter(found -> found.poolId().equals(pool.id()))
                .filter(found ->
                        FirstSteps.available(tables, pool, Optional.of(found)).contains(Kind.WEB_AUTHN));
        LOG.info("pool {}: passkey {}", pool.id(), user.isPresent() ? "right" : "refused");
        return user;
    }
}
