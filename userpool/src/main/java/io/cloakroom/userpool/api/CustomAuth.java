package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.profile.Names;
import io.cloakroom.userpool.signin.Proof;
import io.cloakroom.userpool.signin.SignInOutcome;
import io.cloakroom.userpool.signin.SrpSignIn.Beginning;
import io.cloakroom.userpool.store.Challenge;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.token.TokenTriggers.Occasion;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * {@code CUSTOM_AUTH}: functions of the pool's owner decide what is asked for, and when it is enough. A session is good for
 * one answer, right or wrong.
 */
final class CustomAuth {
    private static final String CUSTOM = Kind.CUSTOM_CHALLENGE.name();
    private static final String PASSWORD_VERIFIER = "PASSWORD_VERIFIER";
    private static final String AWAITS = "awaits";
    private static final String HISTORY = "history";
    private static final String PRIVATE = "private";
    private static final String METADATA = "metadata";

    private final ApiParts parts;
    private final Pool pool;
    private final Client client;
    private final CallerContext caller;

    CustomAuth(ApiParts parts, Pool pool, Client client, CallerContext caller) {
        this.parts = parts;
        this.pool = pool;
        this.client = client;
        this.caller = caller;
    }

    /** How far somebody has come. */
    private record Way(CustomAuthQuestions ask, Optional<User> user, CustomAuthHistory history) {}

    Map<String, Object> begin(FlowParameters parameters) {
        parameters.only("USERNAME", "CHALLENGE_NAME", "SRP_A", "SECRET_HASH");
        CustomAuthQuestions.requireConfigured(parts, pool);
        var name = parameters.required("USERNAME");
        SecretHash.check(client, parameters.optional("SECRET_HASH"), name);
        parts.authTriggers().before(pool, client, name, caller);
        var user = parts.database().answer(tables -> Names.find(tables, pool, name));
        if (user.isEmpty() && !client.settings().hidesUnknownUsers()) throw SignInAnswers.nobody(client);
        var srp = parameters.optional("SRP_A");
        if (!parameters.optional("CHALLENGE_NAME").orElse("SRP_A").equals("SRP_A")) {
            throw ApiFault.invalid("CHALLENGE_NAME: SRP_A or nothing");
        }
        var history = srp.isPresent()
                ? CustomAuthHistory.EMPTY.with("SRP_A", true, Optional.empty())
                : CustomAuthHistory.EMPTY;
        // What the first call says to functions, Cognito does not tell these.
        var ask = new CustomAuthQuestions(parts, pool, caller.withoutMetadata(), name);
        return goOn(new Way(ask, user, history), srp);
    }

    /** The answer to CUSTOM_CHALLENGE. */
    Map<String, Object> answer(Input input, FlowParameters responses) {
        responses.only("USERNAME", "ANSWER", "SECRET_HASH");
        var given = responses.required("ANSWER");
        var challenge = parts.database().answer(tables -> take(tables, input, responses, CUSTOM));
        var way = way(challenge, responses);
        var isRight = way.ask().verify(way.user(), text(challenge, PRIVATE), given);
        var metadata = Optional.ofNullable(challenge.detail().get(METADATA));
        return goOn(new Way(way.ask(), way.user(), way.history().with(CUSTOM, isRight, metadata)), Optional.empty());
    }

    /** A password has been proved within such a sign-in. A wrong one ends it. */
    Map<String, Object> proved(Input input, FlowParameters responses, SignInOutcome outcome) {
        var challenge = parts.database().answer(tables -> take(tables, input, responses, PASSWORD_VERIFIER));
        if (!(outcome instanceof SignInOutcome.Right)) return new SignInAnswers(parts, pool, client).of(outcome);
        var way = way(challenge, responses);
        var history = way.history().with(PASSWORD_VERIFIER, true, Optional.empty());
        return goOn(new Way(way.ask(), way.user(), history), Optional.empty());
    }

    private Way way(Challenge challenge, FlowParameters responses) {
        var user = parts.database()
                .answer(tables -> challenge.sub().flatMap(sub -> tables.users().find(sub)));
        var ask = new CustomAuthQuestions(parts, pool, caller, responses.required("USERNAME"));
        return new Way(ask, user, CustomAuthHistory.read(text(challenge, HISTORY)));
    }

    private Challenge take(Tables tables, Input input, FlowParameters responses, String awaited) {
        var challenge = ChallengeSession.open(parts, tables, pool, client, input, responses, Kind.CUSTOM_CHALLENGE);
        if (!text(challenge, AWAITS).equals(awaited)) throw ChallengeSession.invalid();
        tables.challenges().remove(challenge.hash());
        return challenge;
    }

    private static String text(Challenge challenge, String name) {
        return Optional.ofNullable(challenge.detail().get(name)).orElse("");
    }

    /** @param srp what a password would be proved with, where that may still be asked for */
    private Map<String, Object> goOn(Way way, Optional<String> srp) {
        if (way.history().isTooLong()) throw SignInAnswers.wrong();
        var decision = way.ask().define(way.user(), way.history());
        if (decision.flag("failAuthentication")) throw SignInAnswers.wrong();
        if (decision.flag("issueTokens")) return signedIn(way.user().orElseThrow(SignInAnswers::wrong));
        var name = decision.text("challengeName").orElse("");
        if (name.equals(CUSTOM)) return custom(way);
        if (name.equals(PASSWORD_VERIFIER) && srp.isPresent()) return password(way, srp.get());
        throw ApiFault.of(decision.unreadable());
    }

    private Map<String, Object> signedIn(User user) {
        if (user.status() == User.Status.UNCONFIRMED) {
            throw new ApiFault(ApiFault.Type.USER_NOT_CONFIRMED, "User is not confirmed.");
        }
        return new SignInAnswers(parts, pool, client, caller, Occasion.AUTHENTICATION).after(user, Proof.CUSTOM);
    }

    private Map<String, Object> custom(Way way) {
        var made = way.ask().create(way.user(), way.history(), CUSTOM);
        var detail = new HashMap<>(Map.of(AWAITS, CUSTOM, HISTORY, way.history().json()));
        detail.put(PRIVATE, Json.writeText(made.map("privateChallengeParameters")));
        made.text("challengeMetadata").ifPresent(text -> detail.put(METADATA, text));
        var shown = new HashMap<String, Object>(made.map("publicChallengeParameters"));
        shown.put("USERNAME", way.ask().userName(way.user()));
        return begun(way, CUSTOM, detail, shown);
    }

    private Map<String, Object> password(Way way, String srp) {
        return switch (parts.srp().begin(pool, client, way.ask().name(), srp)) {
            case Beginning.Begun begun -> {
                var shown = AuthFlows.verifierParameters(begun);
                yield begun(
                        way,
                        PASSWORD_VERIFIER,
                        Map.of(AWAITS, PASSWORD_VERIFIER, HISTORY, way.history().json()),
                        shown);
            }
            case Beginning.BadNumber _ -> throw ApiFault.invalid("SRP_A: not a number of this group");
            case Beginning.Unknown _ -> throw SignInAnswers.nobody(client);
        };
    }

    private Map<String, Object> begun(Way way, String name, Map<String, String> detail, Map<String, Object> shown) {
        var owner = new StepAnswers(parts, pool, client).owner(way.user().map(User::sub));
        var begun =
                parts.database().answer(tables -> parts.steps().begin(tables, owner, Kind.CUSTOM_CHALLENGE, detail));
        return Json.members("ChallengeName", name, "Session", begun.session(), "ChallengeParameters", shown);
    }
}
