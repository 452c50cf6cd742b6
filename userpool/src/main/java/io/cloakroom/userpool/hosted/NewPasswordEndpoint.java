package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.http.SetCookie;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.oauth.OAuthAnswers;
import io.cloakroom.userpool.pages.NewPasswordView;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.pages.ProblemView;
import io.cloakroom.userpool.password.PasswordHasher;
import io.cloakroom.userpool.password.PasswordVerifier;
import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.profile.Names;
import io.cloakroom.userpool.signin.Passwords;
import io.cloakroom.userpool.signin.Proof;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code GET} and {@code POST /login/new-password}: whoever signed in with a temporary password chooses her own
 * (Cognito's challenge NEW_PASSWORD_REQUIRED), and gives the attributes that the pool asks of everybody.
 */
public final class NewPasswordEndpoint {
    static final String PATH = "/login/new-password";

    private static final String TAKEN = "Somebody else signs in with one of these already.";

    private final Database database;
    private final HostedRequests requests;
    private final FormTokens tokens;
    private final PasswordHasher hasher;
    private final NextSteps next;
    private final PendingSignIns pending;
    private final Pages pages;
    private final Clock clock;

    NewPasswordEndpoint(
            Database database,
            HostedRequests requests,
            FormTokens tokens,
            PasswordHasher hasher,
            NextSteps next,
            PendingSignIns pending,
            Pages pages,
            Clock clock) {
        this.database = database;
        this.requests = requests;
        this.tokens = tokens;
        this.hasher = hasher;
        this.next = next;
        this.pending = pending;
        this.pages = pages;
        this.clock = clock;
    }

    public Response show(Request request) {
        return requests.answer(
                request,
                asked -> find(request, asked)
                        .map(user -> page(request, asked, user, 200, Optional.empty(), Optional.empty()))
                        .orElseGet(() -> NextSteps.startAgain(asked)));
    }

    public Response submit(Request request) {
        return requests.answer(
                request,
                asked -> find(request, asked)
                        .map(user -> submit(request, asked, user, OAuthAnswers.form(request)))
                        .orElseGet(() -> NextSteps.startAgain(asked)));
    }

    private Optional<User> find(Request request, AuthorizeRequest asked) {
        return database.answer(tables -> find(tables, request, asked.pool()));
    }

    private Optional<User> find(Tables tables, Request request, Pool pool) {
        return pending.find(tables, request, pool.id(), Kind.NEW_PASSWORD_REQUIRED)
                .map(PendingSignIns.Pending::user);
    }

    private Response submit(Request request, AuthorizeRequest asked, User user, Optional<Parameters> form) {
        if (form.isEmpty() || !tokens.isOurs(request, form.get())) {
            return page(request, asked, user, 403, Optional.empty(), Optional.of(PageForms.FORGED));
        }
        var missing = AttributeRules.missing(asked.pool().settings(), user);
        var attributes = AttributeFields.typed(missing, form.get());
        var password = form.get().get("password").orElse("");
        var fault = NewPasswords.fault(asked.pool(), form.get())
                .or(() -> attributeFault(asked.pool(), missing, attributes));
        if (fault.isPresent()) return page(request, asked, user, 400, form, fault);
        var verifier = hasher.verifier(asked.pool().shortName(), user.username(), password);
        return switch (database.answer(tables -> complete(tables, request, asked.pool(), attributes, verifier))) {
            case Completion.Done done ->
                next.after(request, asked, done.user(), Proof.PASSWORD)
                        .orElseGet(() -> pages.problem(
                                400,
                                new ProblemView(
                                        "Your new password is set",
                                        "This account needs a second factor too, and none can be asked for here now.",
                                        "MfaConfiguration")));
            case Completion.NameTaken _ -> page(request, asked, user, 400, form, Optional.of(TAKEN));
            case Completion.TooLate _ -> NextSteps.startAgain(asked);
        };
    }

    private sealed interface Completion {
        record Done(User user) implements Completion {}

        record NameTaken() implements Completion {}

        /** The pending sign-in has ended meanwhile, perhaps by another tab. */
        record TooLate() implements Completion {}
    }

    private static Optional<String> attributeFault(Pool pool, List<String> wanted, Map<String, String> given) {
        if (!given.keySet().containsAll(wanted)) return Optional.of("Please fill in every field.");
        return given.entrySet().stream()
                .flatMap(entry -> AttributeRules.fault(pool.settings(), entry.getKey(), entry.getValue()).stream())
                .findFirst();
    }

    private Completion complete(
            Tables tables, Request request, Pool pool, Map<String, String> given, PasswordVerifier verifier) {
        var user = find(tables, request, pool);
        if (user.isEmpty()) return new Completion.TooLate();
        var now = clock.instant();
        var attributes = new LinkedHashMap<>(user.get().attributes());
        attributes.putAll(given);
        var whole = user.get().with(attributes, now);
        if (Names.clash(tables, pool, whole).isPresent()) return new Completion.NameTaken();
        Names.assign(tables, pool, whole);
        var done = Passwords.setPermanent(tables, whole, verifier, now);
        return new Completion.Done(done);
    }

    private Response page(
            Request request,
            AuthorizeRequest asked,
            User user,
            int status,
            Optional<Parameters> typed,
            Optional<String> fault) {
        var token = tokens.issue(request);
        var settings = asked.pool().settings();
        var view = new NewPasswordView(
                asked.client().name(),
                PATH + "?" + asked.query(),
                token.text(),
                user.attribute("email").orElse(user.username()),
                NewPasswords.rules(settings.passwordRules()),
                AttributeFields.of(AttributeRules.missing(settings, user), typed),
                fault);
        return pages.newPassword(status, view)
                .headers(token.cookie().map(SetCookie::line).stream().toList());
    }
}
