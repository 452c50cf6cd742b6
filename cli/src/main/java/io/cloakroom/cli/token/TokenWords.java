package io.cloakroom.cli.token;

import io.cloakroom.cli.report.Printable;
import io.cloakroom.cli.report.Reasons;
import io.cloakroom.token.Flaw;
import io.cloakroom.token.Reason;
import io.cloakroom.token.Stated;
import io.cloakroom.token.TokenCheck;
import io.cloakroom.token.TokenCheck.Finding;
import io.cloakroom.token.TokenCheck.Subject;
import io.cloakroom.token.TokenExplanation;
import java.util.Optional;

/** Says of each check of a token what was found, and of a fault what it means and what to do. */
final class TokenWords {
    private static final String ABSENT = "none";
    private static final String SELF_SERVICE = "aws.cognito.signin.user.admin";
    private static final String SELF_SERVICE_ADVICE =
            "With " + SELF_SERVICE + " whoever holds the token can change the "
                    + "person's own attributes and factors. Sign in on the pool's hosted pages, and do not allow this scope to the "
                    + "app client.";

    private final TokenQuestion question;
    private final TokenExplanation explanation;

    TokenWords(TokenQuestion question, TokenExplanation explanation) {
        this.question = question;
        this.explanation = explanation;
    }

    /** @param advice empty where there is nothing to do */
    record Words(String found, String advice) {
        static Words of(String found) {
            return new Words(found, "");
        }
    }

    Words of(TokenCheck check) {
        return switch (check.finding()) {
            case Finding.Holds _ ->
                Words.of(explanation
                        .stated()
                        .map(stated -> holds(check.subject(), stated))
                        .orElse(""));
            case Finding.Fails(var reason) ->
                explanation
                        .stated()
                        .map(stated -> fault(check.subject(), reason, stated))
                        .orElseGet(
                                () -> explanation.flaw().map(TokenWords::flaw).orElseThrow());
            case Finding.Skipped _ -> Words.of("skipped, after what is wrong above");
            case Finding.NotAsked _ -> notAsked();
            case Finding.CannotTell(var why) ->
                new Words(
                        Reasons.of(why),
                        "Without the keys nothing can be said of key and signature. Try again, look at --issuer, or save "
                                + "the key set and name it by --jwks.");
        };
    }

    private Words notAsked() {
        var isRefused = explanation
                .stated()
                .flatMap(Stated::scope)
                .filter(TokenWords::isSelfService)
                .isPresent();
        return isRefused
                ? new Words("not asked (--scope would), but the gateway refuses " + SELF_SERVICE, SELF_SERVICE_ADVICE)
                : Words.of("not asked (--scope would)");
    }

    private String holds(Subject subject, Stated stated) {
        return switch (subject) {
            case FORM -> "a signed token of three parts";
            case ALGORITHM -> Printable.of(stated.algorithm());
            case KEY -> Printable.of(stated.keyId()) + ", " + question.keysFrom();
            case SIGNATURE -> "made with that key";
            case ISSUER -> said(stated.issuer()) + (question.issuer().isEmpty() ? " (--issuer would ask for one)" : "");
            case USE -> said(stated.use());
            case CLIENT -> said(stated.client()) + (question.client().isEmpty() ? " (--client would ask for one)" : "");
            case SCOPE -> said(stated.scope());
            case MEMBER -> said(stated.subject()) + "..., shortened";
            case TIMES -> new TokenTimes(stated, question.now()).holds();
        };
    }

    private Words fault(Subject subject, Reason reason, Stated stated) {
        return switch (subject) {
            case FORM -> throw new IllegalStateException("a form that fails states nothing");
            case ALGORITHM ->
                new Words(
                        Printable.of(stated.algorithm()) + ", not RS256",
                        "A user pool signs with RS256, and the gateway takes nothing else: this token is of another "
                                + "issuer, or somebody forged it.");
            case KEY ->
                new Words(
                        "no usable key named " + Printable.of(stated.keyId()) + " " + question.keysFrom(),
                        "Most often the token is of another pool: see the issuer below. Usable are RSA keys of 2048 bits or "
                                + "more that are meant for RS256 signatures.");
            case SIGNATURE ->
                new Words(
                        "not made with the key that the token names",
                        "The token was changed after it was signed: in copying, on its way, or by a forger. Nothing below "
                                + "may be believed.");
            case ISSUER -> issuer(stated);
            case USE -> use(stated);
            case CLIENT -> client(stated);
            case SCOPE -> scope(stated);
            case MEMBER ->
                new Words(
                        "no sub that can name a member",
                        "Every token of a person in a pool has a sub of 1 to 128 characters.");
            case TIMES -> new TokenTimes(stated, question.now()).fault(reason, question.config());
        };
    }

    private Words issuer(Stated stated) {
        if (stated.issuer().filter(iss -> !iss.isBlank()).isEmpty()) {
            return new Words("no iss", "Every token of a pool names its issuer.");
        }
        return new Words(
                said(stated.issuer()) + ", not " + question.issuer().orElse("any"),
                "The token is of another pool, or the pool writes its other form of issuer (cognito-idp... or "
                        + "issuer-cognito-idp...): token.issuer is compared character by character.");
    }

    private static Words use(Stated stated) {
        var found = said(stated.use()) + ", not access";
        return stated.use().filter("id"::equals).isPresent()
                ? new Words(found, "This is an ID token: send the access token.")
                : new Words(found, "Send the access token that the pool gave out beside this one.");
    }

    private Words client(Stated stated) {
        if (question.client().isEmpty()) {
            return new Words("no client_id", "Every access token of a pool names the app client that it was made for.");
        }
        return new Words(
                said(stated.client()) + ", not "
                        + Printable.of(question.client().get()),
                "The token was made for another app client, and so for another site: compare sites.<id>.client-id.");
    }

    private Words scope(Stated stated) {
        if (isSelfService(stated.scope().orElse(""))) return new Words(said(stated.scope()), SELF_SERVICE_ADVICE);
        return new Words(
                said(stated.scope()) + ", without "
                        + Printable.of(question.config().scope()),
                "The scope is one of a resource server of the pool; allow it to the app client, and ask for it when "
                        + "signing in. See token.scope.");
    }

    private static boolean isSelfService(String scopes) {
        return scopes.contains(SELF_SERVICE);
    }

    private static String said(Optional<String> text) {
        return text.filter(some -> !some.isEmpty()).map(Printable::of).orElse(ABSENT);
    }

    private static Words flaw(Flaw flaw) {
        return switch (flaw) {
            case NOTHING_THERE ->
                new Words("nothing came", "Pipe the token into this command; a line break may end it.");
            case TOO_LONG ->
                new Words(
                        "more than 8,192 characters",
                        "No proxy would pass it on either. Groups make tokens long: keep a person's groups few.");
            case STRAY_CHARACTERS ->
                new Words(
                        "it holds characters that no token has",
                        "Send the token alone: no \"Bearer\", no quotes, no blanks or line breaks within, no %.");
            case ENCRYPTED ->
                new Words(
                        "five parts: an encrypted token (JWE)",
                        "A refresh token looks so; it is for the pool alone. Send the access token.");
            case NOT_THREE_PARTS ->
                new Words("not three parts with dots between", "A part was lost in copying, or this is no JWT.");
            case UNSIGNED ->
                new Words(
                        "the third part, the signature, is empty",
                        "Anybody can write such a token. No pool makes any: find out who did.");
            case ENCODING ->
                new Words(
                        "a part is not in base64url's one right spelling",
                        "A character was lost or changed in copying, or a library wrote the token loosely.");
            case HEADER_NO_OBJECT ->
                new Words(
                        "the header is no JSON object, or names something twice",
                        "No pool writes this: the token was damaged or made up.");
            case CLAIMS_NO_OBJECT ->
                new Words(
                        "the claims are no JSON object in UTF-8, or name something twice",
                        "No pool writes this: the token was damaged or made up.");
            case NO_ALGORITHM ->
                new Words("the header names no algorithm (alg)", "No pool writes this: the token was made up.");
            case NO_KEY_ID ->
                new Words(
                        "the header names no key (kid)",
                        "A pool has two keys and always names one: the token is of another issuer.");
            case HEADER_ASKS_FOR_MORE ->
                new Words(
                        "the header holds more than alg, kid and typ JWT",
                        "Members such as crit, jku, jwk, x5u or zip would let the token say how it is checked. A pool "
                                + "writes none: the token is of another issuer, or forged.");
        };
    }
}
