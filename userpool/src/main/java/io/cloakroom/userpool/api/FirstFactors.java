package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.confirmation.PretendedContact;
import io.cloakroom.userpool.passkey.PasskeyOptions;
import io.cloakroom.userpool.passkey.RelyingParty;
import io.cloakroom.userpool.signin.FirstSteps;
import io.cloakroom.userpool.signin.HourlyLimit;
import io.cloakroom.userpool.signin.Steps.Owner;
import io.cloakroom.userpool.signin.Subject;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code USER_AUTH}: the user chooses by what she shows first who she is. */
final class FirstFactors {
    static final Set<String> PARAMETERS = Set.of("USERNAME", "PREFERRED_CHALLENGE", "PASSWORD", "SRP_A", "SECRET_HASH");

    private final ApiParts parts;
    private final Pool pool;
    private final Client client;

    FirstFactors(ApiParts parts, Pool pool, Client client) {
        this.parts = parts;
        this.pool = pool;
        this.client = client;
    }

    /** Whom the client names, and what she may begin with. */
    private record Named(String name, Subject subject, Optional<User> user, List<Kind> available) {}

    Map<String, Object> begin(FlowParameters parameters, CallerContext caller) {
        parameters.only(PARAMETERS::contains);
        var name = parameters.required("USERNAME");
        SecretHash.check(client, parameters.optional("SECRET_HASH"), name);
        parts.authTriggers().before(pool, client, name, caller);
        var named = parts.database().answer(tables -> named(tables, name));
        var preferred = parameters
                .optional("PREFERRED_CHALLENGE")
                .flatMap(word -> FirstSteps.kind(word))
                .filter(named.available()::contains);
        return preferred.isPresent() ? go(named, preferred.get(), parameters) : select(named);
    }

    private Named named(Tables tables, String name) {
        var subject = Subject.of(tables, pool, name);
        var user = subject.sub().flatMap(sub -> tables.users().find(sub));
        if (user.isEmpty() && !client.settings().hidesUnknownUsers()) throw SignInAnswers.nobody(client);
        return new Named(name, subject, user, FirstSteps.available(tables, pool, user));
    }

    private Map<String, Object> select(Named named) {
        var begun = parts.database()
                .answer(tables -> parts.steps().begin(tables, owner(named), Kind.SELECT_CHALLENGE, detail(named)));
        return Json.members(
                "ChallengeName",
                begun.challenge().kind().name(),
                "Session",
                begun.session(),
                "ChallengeParameters",
                Map.of(),
                "AvailableChallenges",
                named.available().stream().map(Kind::name).toList());
    }

    /** The answer to SELECT_CHALLENGE. */
    Map<String, Object> selected(Input input, FlowParameters responses) {
        responses.only(Set.of("USERNAME", "ANSWER", "PASSWORD", "SRP_A", "SECRET_HASH")::contains);
        var named = parts.database().answer(tables -> resume(tables, input, responses, Kind.SELECT_CHALLENGE));
        var kind = FirstSteps.kind(responses.required("ANSWER"))
                .filter(named.available()::contains)
                .orElseThrow(() -> ApiFault.invalid("ANSWER: not among AvailableChallenges"));
        return go(named, kind, responses);
    }

    /** The answer to PASSWORD or PASSWORD_SRP, where the choice came without it. */
    Map<String, Object> shown(Input input, FlowParameters responses, Kind kind, String key) {
        responses.only("USERNAME", key, "SECRET_HASH");
        responses.required(key);
        return go(parts.database().answer(tables -> resume(tables, input, responses, kind)), kind, responses);
    }

    private Named resume(Tables tables, Input input, FlowParameters responses, Kind kind) {
        var challenge = ChallengeSession.open(parts, tables, pool, client, input, responses, kind);
        tables.challenges().remove(challenge.hash());
        return named(tables, responses.required("USERNAME"));
    }

    private Map<String, Object> go(Named named, Kind kind, FlowParameters given) {
        return switch (kind) {
            case PASSWORD -> given.optional("PASSWORD").isPresent() ? password(named, given) : ask(named, kind);
            case PASSWORD_SRP -> given.optional("SRP_A").isPresent() ? srp(named, given) : ask(named, kind);
            case EMAIL_OTP -> code(named, kind, "email");
            case SMS_OTP -> code(named, kind, "phone_number");
            case WEB_AUTHN -> passkey(named);
            default -> throw new IllegalStateException("no first factor: " + kind);
        };
    }

    private Map<String, Object> password(Named named, FlowParameters given) {
        var outcome = parts.passwords().attempt(pool, named.name(), given.required("PASSWORD"));
        return new SignInAnswers(parts, pool, client).of(outcome);
    }

    private Map<String, Object> srp(Named named, FlowParameters given) {
        return AuthFlows.srp(parts, pool, client, named.name(), given.required("SRP_A"));
    }

    private Map<String, Object> ask(Named named, Kind kind) {
        var begun = parts.database().answer(tables -> parts.steps().begin(tables, owner(named), kind, detail(named)));
        return StepAnswers.answer(begun, Optional.empty(), Map.of());
    }

    private Map<String, Object> code(Named named, Kind kind, String attribute) {
        if (named.user().isPresent()) {
            return new StepAnswers(parts, pool, client)
                    .code(named.user().get(), kind, attribute, Map.of(FactorCodeAnswer.IS_FIRST, "true"));
        }
        // For a name that nobody has: the same as if a code had been sent.
        return parts.database().answer(tables -> {
            var isAllowed = HourlyLimit.SEND_SIGN_IN_CODE.count(
                    tables, pool.id(), named.subject().key(), parts.clock().instant());
            if (!isAllowed) throw ApiFault.tooOften();
            var to = PretendedContact.of(tables, pool, named.name());
            var begun = parts.steps().begin(tables, owner(named), kind, detail(named));
            return StepAnswers.answer(begun, Optional.empty(), StepAnswers.delivery(to));
        });
    }

    private Map<String, Object> passkey(Named named) {
        var user = named.user().orElseThrow(() -> SignInAnswers.nobody(client));
        var challenge = Opaque.random();
        return parts.database().answer(tables -> {
            var begun = parts.steps()
                    .begin(tables, owner(named), Kind.WEB_AUTHN, Map.of(PasskeyAnswer.CHALLENGE, challenge));
            var options = PasskeyOptions.request(
                    RelyingParty.of(pool, parts.publicUrl()),
                    challenge,
                    tables.passkeys().of(user.sub()));
            return StepAnswers.answer(
                    begun, Optional.empty(), Map.of("CREDENTIAL_REQUEST_OPTIONS", Json.writeText(options)));
        });
    }

    private Owner owner(Named named) {
        return new StepAnswers(parts, pool, client).owner(named.user().map(User::sub));
    }

    /** Whose wrong tries are counted, of a name that nobody has too. */
    private static Map<String, String> detail(Named named) {
        return Map.of(
                FactorCodeAnswer.IS_FIRST,
                "true",
                FactorCodeAnswer.SUBJECT,
                named.subject().key());
    }
}
