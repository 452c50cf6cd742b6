package io.cloakroom.userpool.api;

import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.signin.HourlyLimit;
import io.cloakroom.userpool.store.ConfirmationCode.Purpose;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.Map;

/** Sends a code that is good for a new password, to an address that is known to be the user's. */
final class ForgotPassword extends CodeRequest {
    @Override
    public String name() {
        return "ForgotPassword";
    }

    @Override
    public String differences() {
        return "a verified phone number comes before a verified e-mail address; no `AccountRecoverySetting` yet";
    }

    @Override
    void before(ApiParts parts, NamedUser named, CallerContext caller) {
        // A name that the function does not know stays one that nobody has.
        parts.migration().atForgottenPassword(named.pool(), named.name(), caller);
    }

    @Override
    Map<String, Object> send(ApiParts parts, Tables tables, Input input) {
        var named = NamedUser.of(tables, input);
        if (!named.count(tables, HourlyLimit.FORGOT_PASSWORD, parts.clock().instant())) throw ApiFault.tooOften();
        var user =
                named.user().filter(User::enabled).filter(found -> found.status() != User.Status.FORCE_CHANGE_PASSWORD);
        var contact = user.flatMap(Contact::toRecover);
        if (contact.isEmpty()) return instead(tables, named);
        parts.codes()
                .send(
                        tables,
                        user.orElseThrow(),
                        Purpose.PASSWORD_RESET,
                        contact.get(),
                        "ForgotPassword",
                        Callers.of(named.client(), input));
        return NamedUser.delivery(contact.get());
    }

    private static Map<String, Object> instead(Tables tables, NamedUser named) {
        if (named.isHidden()) return named.pretendDelivery(tables);
        var user = named.user().orElseThrow(NamedUser::unknown);
        if (!user.enabled()) throw SignInAnswers.disabled();
        if (user.status() == User.Status.FORCE_CHANGE_PASSWORD) {
            throw ApiFault.notAuthorized("User password cannot be reset in the current state.");
        }
        throw ApiFault.invalid(
                "Cannot reset password for the user as there is no registered/verified email or phone_number");
    }
}
