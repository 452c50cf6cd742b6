package io.cloakroom.userpool.api;

import io.cloakroom.userpool.password.PasswordVerifier;
import io.cloakroom.userpool.signin.HourlyLimit;
import io.cloakroom.userpool.signin.Passwords;
import io.cloakroom.userpool.store.Credential;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gives whoever calls another password. The tokens that she has stay, as with Cognito. */
final class ChangePassword implements Operation {
    @Override
    public String name() {
        return "ChangePassword";
    }

    @Override
    public Access access() {
        return Access.TOKEN;
    }

    @Override
    public Set<String> members() {
        return Set.of("AccessToken", "PreviousPassword", "ProposedPassword");
    }

    private record Change(Pool pool, User user, Credential credential) {}

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var previous = input.text("PreviousPassword", TextRule.PASSWORD);
        var proposed = input.text("ProposedPassword", TextRule.PASSWORD);
        var change = parts.database().answer(tables -> begin(parts, tables, input));
        if (!parts.hasher().matches(change.credential().verifier(), previous)) throw SignInAnswers.wrong();
        PasswordChecks.check(change.pool(), proposed);
        var verifier =
                parts.hasher().verifier(change.pool().shortName(), change.user().username(), proposed);
        parts.database().run(tables -> complete(parts, tables, input, change.credential(), verifier));
        return Map.of();
    }

    private static Change begin(ApiParts parts, Tables tables, Input input) {
        var user = TokenHolder.of(parts, tables, input).user();
        var isAllowed = HourlyLimit.CHANGE_PASSWORD.count(
                tables, user.poolId(), user.sub(), parts.clock().instant());
        if (!isAllowed) throw ApiFault.tooOften();
        var pool = tables.pools().find(user.poolId()).orElseThrow();
        return new Change(pool, user, tables.credentials().find(user.sub()).orElseThrow(SignInAnswers::wrong));
    }

    /** Once more: looking at the passwords took its time, and of two changes at once the second is from a password that was. */
    private static void complete(
            ApiParts parts, Tables tables, Input input, Credential checked, PasswordVerifier verifier) {
        var user = TokenHolder.of(parts, tables, input).user();
        if (!tables.credentials().find(user.sub()).equals(Optional.of(checked))) throw SignInAnswers.wrong();
        Passwords.setPermanent(tables, user, verifier, parts.clock().instant());
    }
}
