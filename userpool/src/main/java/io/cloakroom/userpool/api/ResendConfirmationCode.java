package io.cloakroom.userpool.api;

import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.signin.HourlyLimit;
import io.cloakroom.userpool.store.ConfirmationCode.Purpose;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.Map;

/** Sends another code to a user who signed up; the one before is worth nothing any more. */
final class ResendConfirmationCode extends CodeRequest {
    @Override
    public String name() {
        return "ResendConfirmationCode";
    }

    @Override
    public String differences() {
        return "to a client that hides who exists, a user who is confirmed already looks like nobody";
    }

    @Override
    Map<String, Object> send(ApiParts parts, Tables tables, Input input) {
        var named = NamedUser.of(tables, input);
        if (!named.count(tables, HourlyLimit.RESEND_CODE, parts.clock().instant())) throw ApiFault.tooOften();
        var user = named.user().filter(User::enabled).filter(found -> found.status() == User.Status.UNCONFIRMED);
        var contact = user.flatMap(found -> Contact.toConfirm(named.pool(), found));
        if (contact.isEmpty()) return instead(tables, named);
        parts.codes()
                .send(
                        tables,
                        user.orElseThrow(),
                        Purpose.SIGN_UP,
                        contact.get(),
                        "ResendCode",
                        Callers.of(named.client(), input));
        return NamedUser.delivery(contact.get());
    }

    private static Map<String, Object> instead(Tables tables, NamedUser named) {
        if (named.isHidden()) return named.pretendDelivery(tables);
        var user = named.user().orElseThrow(NamedUser::unknown);
        if (!user.enabled()) throw SignInAnswers.disabled();
        throw ApiFault.invalid(
                user.status() == User.Status.UNCONFIRMED
                        ? "Auto verification not turned on."
                        : "User is already confirmed.");
    }
}
