package io.cloakroom.userpool.api;

import io.cloakroom.userpool.password.PasswordVerifier;
import io.cloakroom.userpool.signin.HourlyLimit;
import io.cloakroom.userpool.signin.Passwords;
import io.cloakroom.userpool.store.ConfirmationCode.Purpose;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the code that was sent to who forgot her password, and a new one. */
final class ConfirmForgotPassword implements Operation {
    @Override
    public String name() {
        return "ConfirmForgotPassword";
    }

    @Override
    public Access access() {
        return Access.OPEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("ClientId", "SecretHash", "Username", "ConfirmationCode", "Password", "ClientMetadata");
    }

    @Override
    public String differences() {
        return "to a client that hides who exists, nobody looks like a user who has, or has not, just asked for a code, where"
                + " Cognito answers CodeMismatchException";
    }

    /** @param fault why it goes no further, if it does not */
    private record Look(NamedUser named, Optional<ApiFault> fault) {}

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var code = input.text("ConfirmationCode", TextRule.CONFIRMATION_CODE);
        var password = input.text("Password", TextRule.PASSWORD);
        input.map("ClientMetadata", TextRule.METADATA);
        var pool = parts.database().answer(tables -> NamedUser.of(tables, input).pool());
        PasswordChecks.check(pool, password);
        var look = parts.database().answer(tables -> look(parts, tables, input, code));
        if (look.fault().isPresent()) throw look.fault().get();
        var user = look.named().user().orElseThrow();
        var verifier = parts.hasher().verifier(pool.shortName(), user.username(), password);
        var done = parts.database().answer(tables -> complete(parts, tables, user.sub(), code, verifier));
        new SignUpTriggers(parts, pool, Callers.of(look.named().client(), input)).passwordReset(done);
        return Map.of();
    }

    /** The fault is returned and not thrown: thrown, it would undo the counting of the try. */
    private static Look look(ApiParts parts, Tables tables, Input input, String code) {
        var named = NamedUser.of(tables, input);
        var now = parts.clock().instant();
        if (!named.count(tables, HourlyLimit.CONFIRM_FORGOT_PASSWORD, now))
            return new Look(named, Optional.of(ApiFault.tooOften()));
        return new Look(named, fault(parts, tables, named, code));
    }

    private static Optional<ApiFault> fault(ApiParts parts, Tables tables, NamedUser named, String code) {
        var user = named.user();
        if (user.filter(User::enabled).isEmpty()) return Optional.of(refusal(parts, tables, named));
        return switch (parts.codes().check(tables, user.get(), Purpose.PASSWORD_RESET, code)) {
            case RIGHT -> Optional.empty();
            case WRONG -> Optional.of(CodeFaults.wrong());
            case EXPIRED -> Optional.of(CodeFaults.expired());
        };
    }

    private static ApiFault refusal(ApiParts parts, Tables tables, NamedUser named) {
        if (!named.isHidden()) return named.user().isEmpty() ? NamedUser.unknown() : SignInAnswers.disabled();
        var hasAsked = HourlyLimit.FORGOT_PASSWORD.isCounted(
                tables, named.pool().id(), named.subject().key(), parts.clock().instant());
        return hasAsked ? CodeFaults.wrong() : CodeFaults.expired();
    }

    /** Once more: making the verifier took its time, and of two calls with one code one comes second. */
    private static User complete(ApiParts parts, Tables tables, String sub, String code, PasswordVerifier verifier) {
        var user = tables.users().find(sub).filter(User::enabled).orElseThrow(CodeFaults::expired);
        if (parts.codes().spend(tables, user, Purpose.PASSWORD_RESET, code).isEmpty()) throw CodeFaults.expired();
        return Passwords.setPermanent(tables, user, verifier, parts.clock().instant());
    }
}
