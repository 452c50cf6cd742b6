package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.signin.Steps.Begun;
import io.cloakroom.userpool.signin.Steps.Owner;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.User;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Begins the steps of a sign-in over the API, and tells the client what is asked for. */
final class StepAnswers {
    private final ApiParts parts;
    private final Pool pool;
    private final Client client;

    StepAnswers(ApiParts parts, Pool pool, Client client) {
        this.parts = parts;
        this.pool = pool;
        this.client = client;
    }

    Owner owner(Optional<String> sub) {
        var life = Duration.ofMinutes(client.settings().authSessionMinutes());
        return new Owner(pool.id(), Optional.of(client.id()), sub, life);
    }

    Map<String, Object> newPassword(User user) {
        var missing = AttributeRules.missing(pool.settings(), user).stream()
                .map(name -> NewPasswordAnswer.ATTRIBUTE + name)
                .toList();
        var shown =
                Json.members("requiredAttributes", list(missing), "userAttributes", Json.writeText(user.attributes()));
        return begin(user, Kind.NEW_PASSWORD_REQUIRED, Map.of(), shown);
    }

    Map<String, Object> prove(User user, Factor factor) {
        return switch (factor) {
            case SOFTWARE_TOKEN -> begin(user, Kind.SOFTWARE_TOKEN_MFA, Map.of(), Map.of());
            case SMS -> code(user, Kind.SMS_MFA, "phone_number", Map.of());
            case EMAIL -> code(user, Kind.EMAIL_OTP, "email", Map.of());
        };
    }

    Map<String, Object> choose(User user, List<Factor> factors) {
        var names = factors.stream().map(Factor::wireName).toList();
        var detail = Map.of(FactorChoiceAnswers.CHOICES, String.join(" ", names));
        return begin(user, Kind.SELECT_MFA_TYPE, detail, Map.of("MFAS_CAN_CHOOSE", list(names)));
    }

    Map<String, Object> setUp(User user, List<Factor> factors) {
        var names = factors.stream().map(Factor::wireName).toList();
        return begin(user, Kind.MFA_SETUP, Map.of(), Map.of("MFAS_CAN_SETUP", list(names)));
    }

    /** Sends a code and asks for it. */
    Map<String, Object> code(User user, Kind kind, String attribute, Map<String, String> detail) {
        var to = Contact.of(user, attribute)
                .orElseThrow(() -> ApiFault.invalid("User does not have the attribute " + attribute));
        var begun = parts.database()
                .answer(tables ->
                        parts.steps().beginWithCode(tables, owner(Optional.of(user.sub())), kind, user, to, detail))
                .orElseThrow(ApiFault::tooOften);
        var isFirst = detail.containsKey(FactorCodeAnswer.IS_FIRST);
        return answer(begun, isFirst ? Optional.empty() : Optional.of(user), delivery(to));
    }

    Map<String, Object> begin(User user, Kind kind, Map<String, String> detail, Map<String, Object> shown) {
        var begun = parts.database()
                .answer(tables -> parts.steps().begin(tables, owner(Optional.of(user.sub())), kind, detail));
        return answer(begun, Optional.of(user), shown);
    }

    static Map<String, Object> delivery(Contact to) {
        return Json.members(
                "CODE_DELIVERY_DELIVERY_MEDIUM", to.medium().name(), "CODE_DELIVERY_DESTINATION", to.masked());
    }

    /** @param user absent where it must not be seen whether there is one */
    static Map<String, Object> answer(Begun begun, Optional<User> user, Map<String, Object> shown) {
        var parameters = Json.members();
        user.ifPresent(known -> parameters.put("USER_ID_FOR_SRP", known.username()));
        parameters.putAll(shown);
        return Json.members(
                "ChallengeName",
                begun.challenge().kind().name(),
                "Session",
                begun.session(),
                "ChallengeParameters",
                parameters);
    }

    /** JSON inside a text, as Cognito has it. The names keep to letters, digits and the like. */
    private static String list(Collection<String> names) {
        return names.isEmpty() ? "[]" : "[\"" + String.join("\",\"", names) + "\"]";
    }
}
