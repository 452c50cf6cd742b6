package io.cloakroom.userpool.api;

import io.cloakroom.userpool.signin.HourlyLimit;
import io.cloakroom.userpool.store.ConfirmationCode.Purpose;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes the code that was sent at sign-up: the user is confirmed, and the address it was sent to is hers. */
final class ConfirmSignUp implements Operation {
    @Override
    public String name() {
        return "ConfirmSignUp";
    }

    @Override
    public Access access() {
        return Access.OPEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("ClientId", "SecretHash", "Username", "ConfirmationCode", "ForceAliasCreation", "ClientMetadata");
    }

    @Override
    public String differences() {
        return "to a client that hides who exists, a user who is confirmed already is ExpiredCodeException too";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var code = input.text("ConfirmationCode", TextRule.CONFIRMATION_CODE);
        var isForced = input.flag("ForceAliasCreation", false);
        input.map("ClientMetadata", TextRule.METADATA);
        var fault = parts.database().answer(tables -> confirm(parts, tables, input, code, isForced));
        if (fault.isPresent()) throw fault.get();
        SignUpTriggers.confirmed(parts, input);
        return Map.of();
    }

    /** Faults are returned and not thrown: thrown, they would undo the counting of the try. */
    private static Optional<ApiFault> confirm(
            ApiParts parts, Tables tables, Input input, String code, boolean isForced) {
        var named = NamedUser.of(tables, input);
        if (!named.count(tables, HourlyLimit.CONFIRM_SIGN_UP, parts.clock().instant()))
            return Optional.of(ApiFault.tooOften());
        var refusal = refusal(named);
        if (refusal.isPresent()) return refusal;
        var user = named.user().orElseThrow();
        return switch (parts.codes().check(tables, user, Purpose.SIGN_UP, code)) {
            case WRONG -> Optional.of(CodeFaults.wrong());
            case EXPIRED -> Optional.of(CodeFaults.expired());
            case RIGHT -> {
                var attribute =
                        parts.codes().spend(tables, user, Purpose.SIGN_UP, code).orElseThrow();
                var now = parts.clock().instant();
                var confirmed = AttributeChanges.verified(user, attribute, now).with(User.Status.CONFIRMED, now);
                AttributeChanges.assignNames(tables, named.pool(), confirmed, isForced);
                tables.users().update(confirmed);
                yield Optional.empty();
            }
        };
    }

    private static Optional<ApiFault> refusal(NamedUser named) {
        var user = named.user();
        var isWaiting = user.filter(User::enabled)
                .filter(found -> found.status() == User.Status.UNCONFIRMED)
                .isPresent();
        if (isWaiting) return Optional.empty();
        if (named.isHidden()) return Optional.of(CodeFaults.expired());
        if (user.isEmpty()) return Optional.of(NamedUser.unknown());
        if (!user.get().enabled()) return Optional.of(SignInAnswers.disabled());
        var status = user.get().status().name();
        return Optional.of(ApiFault.notAuthorized("User cannot be confirmed. Current status is " + status));
    }
}
