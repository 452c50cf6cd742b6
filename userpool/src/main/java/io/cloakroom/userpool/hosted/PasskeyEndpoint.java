package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.oauth.OAuthAnswers;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.pages.PasskeyView;
import io.cloakroom.userpool.passkey.PasskeyChecks;
import io.cloakroom.userpool.passkey.PasskeyChecks.Registration;
import io.cloakroom.userpool.passkey.PasskeyOptions;
import io.cloakroom.userpool.passkey.Presented;
import io.cloakroom.userpool.passkey.RelyingParty;
import io.cloakroom.userpool.signin.Steps;
import io.cloakroom.userpool.signin.Steps.Owner;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Passkey;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code /passkeys/add}: who is signed in at the pool makes a passkey. */
public final class PasskeyEndpoint {
    static final String PATH = "/passkeys/add";

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final int PASSKEYS_MAX = 20;
    private static final String REFUSED = "This passkey cannot be taken.";

    private final Database database;
    private final HostedRequests requests;
    private final FormTokens tokens;
    private final BrowserSessions sessions;
    private final Steps steps;
    private final PasskeyChecks checks;
    private final Pages pages;
    private final String publicUrl;
    private final Clock clock;

    PasskeyEndpoint(
            Database database,
            HostedRequests requests,
            FormTokens tokens,
            BrowserSessions sessions,
            Steps steps,
            PasskeyChecks checks,
            Pages pages,
            String publicUrl,
            Clock clock) {
        this.database = database;
        this.requests = requests;
        this.tokens = tokens;
        this.sessions = sessions;
        this.steps = steps;
        this.checks = checks;
        this.pages = pages;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /** Who is not signed in is asked to, and comes back to the client: the way here is the client's to show. */
    private Response withUser(Request request, Function<SignedIn, Response> otherwise) {
        return requests.answer(request, asked -> {
            if (!PasskeySignIn.isServed(asked.pool())) return NextSteps.startAgain(asked);
            return database.answer(tables ->
                            sessions.find(tables, request, asked.pool().id()))
                    .map(found -> otherwise.apply(new SignedIn(asked, found.user())))
                    .orElseGet(() -> NextSteps.startAgain(asked));
        });
    }

    private record SignedIn(AuthorizeRequest asked, User user) {}

    public Response show(Request request) {
        return withUser(request, in -> page(request, in, 200, Optional.empty(), Optional.empty()));
    }

    /** What the browser shall make. */
    public Response options(Request request) {
        return withUser(request, in -> {
            if (!isOurs(request)) return OAuthAnswers.json(403, Map.of());
            return OAuthAnswers.json(200, database.answer(tables -> options(tables, in)));
        });
    }

    private boolean isOurs(Request request) {
        return OAuthAnswers.form(request)
                .filter(form -> tokens.isOurs(request, form))
                .isPresent();
    }

    private Map<String, Object> options(Tables tables, SignedIn in) {
        var pool = in.asked().pool();
        var owner = new Owner(pool.id(), Optional.empty(), Optional.of(in.user().sub()), LIFE);
        var begun = steps.begin(tables, owner, Kind.PASSKEY_REGISTRATION, Map.of());
        return PasskeyOptions.creation(
                RelyingParty.of(pool, publicUrl),
                pool,
                in.user(),
                begun.session(),
                tables.passkeys().of(in.user().sub()));
    }

    public Response submit(Request request) {
        return withUser(request, in -> {
            var form = OAuthAnswers.form(request).filter(sent -> tokens.isOurs(request, sent));
            if (form.isEmpty()) return fault(request, in, 403, PageForms.FORGED);
            var made = form.get().get("credential").flatMap(Presented::read);
            var isTaken = made.isPresent() && database.answer(tables -> take(tables, in, made.get()));
            return isTaken
                    ? page(request, in, 200, Optional.of("Your passkey is made."), Optional.empty())
                    : fault(request, in, 400, REFUSED);
        });
    }

    private boolean take(Tables tables, SignedIn in, Presented made) {
        var step = steps.find(tables, made.challenge())
                .filter(found -> found.kind() == Kind.PASSKEY_REGISTRATION
                        && found.clientId().isEmpty())
                .filter(found -> found.sub().equals(Optional.of(in.user().sub())));
        if (step.isEmpty()) return false;
        tables.challenges().remove(step.get().hash());
        var party = RelyingParty.of(in.asked().pool(), publicUrl);
        return switch (checks.register(party, in.user(), made.challenge(), made, clock.instant())) {
            case Registration.Made done -> add(tables, done.passkey());
            case Registration.Refused _ -> false;
        };
    }

    private static boolean add(Tables tables, Passkey passkey) {
        if (tables.passkeys().find(passkey.credentialId()).isPresent()) return false;
        if (tables.passkeys().of(passkey.sub()).size() >= PASSKEYS_MAX) return false;
        tables.passkeys().add(passkey);
        return true;
    }

    private Response fault(Request request, SignedIn in, int status, String words) {
        return page(request, in, status, Optional.empty(), Optional.of(words));
    }

    private Response page(Request request, SignedIn in, int status, Optional<String> notice, Optional<String> fault) {
        var token = tokens.issue(request);
        var known = database.answer(tables -> tables.passkeys().of(in.user().sub())).stream()
                .map(Passkey::name)
                .toList();
        var view = new PasskeyView(
                in.asked().client().name(),
                "/oauth2/authorize?" + in.asked().answered().query(),
                in.user().attribute("email").orElse(in.user().username()),
                PATH + "?" + in.asked().query(),
                token.text(),
                known,
                notice,
                fault);
        return PageForms.withCookie(token, pages.passkey(status, view));
    }
}
