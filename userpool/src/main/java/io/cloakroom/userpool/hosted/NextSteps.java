package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.http.SetCookie;
import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.oauth.AuthorizeRequest;
import io.cloakroom.userpool.signin.Methods;
import io.cloakroom.userpool.signin.Next;
import io.cloakroom.userpool.signin.Proof;
import io.cloakroom.userpool.signin.Sequence;
import io.cloakroom.userpool.signin.Totp;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sends a browser to the page of the step that comes next, or on to the client. */
final class NextSteps {
    /** In a step's detail: the factors to choose from. */
    static final String CHOICES = "choices";

    /** In a step's detail: the secret of the app that is about to be set up. */
    static final String TOKEN = "token";

    private final Database database;
    private final BrowserSessions sessions;
    private final PendingSignIns pending;

    NextSteps(Database database, BrowserSessions sessions, PendingSignIns pending) {
        this.database = database;
        this.sessions = sessions;
        this.pending = pending;
    }

    /** @return empty if no step can be taken: too many codes were sent, or there is nothing that she could set up here */
    Optional<Response> after(Request request, AuthorizeRequest asked, User user, Proof proof) {
        return database.answer(tables -> go(tables, request, asked, Sequence.after(tables, asked.pool(), user, proof)));
    }

    Optional<Response> go(Tables tables, Request request, AuthorizeRequest asked, Next next) {
        return switch (next) {
            case Next.Done done -> Optional.of(onward(tables, request, asked, done.user(), Methods.PASSWORD));
            case Next.NewPassword half ->
                step(asked, NewPasswordEndpoint.PATH, begin(tables, half.user(), Kind.NEW_PASSWORD_REQUIRED, Map.of()));
            case Next.Prove prove -> step(asked, CodeEndpoint.PATH, prove(tables, prove.user(), prove.factor()));
            case Next.Choose choose ->
                step(asked, FactorEndpoint.PATH, begin(tables, choose.user(), Kind.SELECT_MFA_TYPE, choices(choose)));
            case Next.SetUp setUp -> setUp(tables, asked, setUp.user(), setUp.factors());
        };
    }

    private static Map<String, String> choices(Next.Choose choose) {
        return Map.of(CHOICES, choose.factors().stream().map(Factor::name).collect(Collectors.joining(" ")));
    }

    private Optional<SetCookie> begin(Tables tables, User user, Kind kind, Map<String, String> detail) {
        return Optional.of(pending.begin(tables, user, kind, detail));
    }

    private Optional<SetCookie> prove(Tables tables, User user, Factor factor) {
        return switch (factor) {
            case SOFTWARE_TOKEN -> begin(tables, user, Kind.SOFTWARE_TOKEN_MFA, Map.of());
            case SMS -> code(tables, user, Kind.SMS_MFA, "phone_number");
            case EMAIL -> code(tables, user, Kind.EMAIL_OTP, "email");
        };
    }

    private Optional<SetCookie> code(Tables tables, User user, Kind kind, String attribute) {
        return Contact.of(user, attribute)
                .flatMap(
                        to -> pending.beginWithCode(tables, user, kind, to, Map.of(CodeEndpoint.SENT_TO, to.masked())));
    }

    private Optional<Response> setUp(Tables tables, AuthorizeRequest asked, User user, List<Factor> factors) {
        if (!factors.contains(Factor.SOFTWARE_TOKEN)) return Optional.empty();
        var detail = Map.of(TOKEN, Totp.newSecret().reveal());
        return step(asked, SetUpEndpoint.PATH, begin(tables, user, Kind.MFA_SETUP, detail));
    }

    private static Optional<Response> step(AuthorizeRequest asked, String path, Optional<SetCookie> cookie) {
        return cookie.map(set -> Redirects.seeOther(path + "?" + asked.query()).headers(List.of(set.line())));
    }

    /** The page in between breaks the chain of redirects, to which browsers would apply the form's own rules. */
    Response onward(Tables tables, Request request, AuthorizeRequest asked, User user, Set<String> methods) {
        var session = sessions.begin(tables, request, user, methods);
        return Redirects.seeOther(OnwardEndpoint.PATH + "?" + asked.answered().query())
                .headers(List.of(session.line(), PendingSignIns.ended().line()));
    }

    static Response startAgain(AuthorizeRequest asked) {
        return Redirects.seeOther(LoginEndpoint.PATH + "?" + asked.query());
    }
}
