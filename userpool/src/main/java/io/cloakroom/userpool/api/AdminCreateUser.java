package io.cloakroom.userpool.api;

import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.confirmation.Invitations;
import io.cloakroom.userpool.password.TemporaryPassword;
import io.cloakroom.userpool.signin.Passwords;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a user with a temporary password, which she must change when she first signs in, and sends it to her. */
final class AdminCreateUser implements Operation {
    private static final Set<String> MEDIUMS = Set.of("EMAIL", "SMS");

    @Override
    public String name() {
        return "AdminCreateUser";
    }

    @Override
    public Set<String> members() {
        return Set.of(
                "UserPoolId",
                "Username",
                "UserAttributes",
                "TemporaryPassword",
                "ForceAliasCreation",
                "MessageAction",
                "DesiredDeliveryMediums",
                "ValidationData",
                "ClientMetadata");
    }

    @Override
    public String differences() {
        return "a user who has no address of `DesiredDeliveryMediums` (SMS, if nothing is said) is not made:"
                + " CodeDeliveryFailureException (unverified)";
    }

    @Override
    public Map<String, Object> answer(ApiParts parts, Input input) {
        var caller = CallerContext.admin(input.map("ClientMetadata", TextRule.METADATA));
        var action = input.choice("MessageAction", "SUPPRESS", "RESEND").orElse("");
        var pool = parts.database().answer(tables -> Lookups.pool(tables, input));
        var password = input.optionalText("TemporaryPassword", TextRule.PASSWORD)
                .orElseGet(() -> TemporaryPassword.make(pool.settings().passwordRules()));
        PasswordChecks.check(pool, password);
        var user = action.equals("RESEND")
                ? invitedAgain(parts, input, pool, password, caller)
                : created(parts, input, pool, password, caller, !action.equals("SUPPRESS"));
        return Map.of("User", Shapes.user(user, Set.of()));
    }

    private static User created(
            ApiParts parts, Input input, Pool pool, String password, CallerContext caller, boolean isInvited) {
        var now = parts.clock().instant();
        var name = input.text("Username", TextRule.USERNAME);
        var user = NewUser.of(pool, name, input.attributes("UserAttributes"), User.Status.FORCE_CHANGE_PASSWORD, now);
        var contacts = isInvited ? contacts(input, user) : List.<Contact>of();
        new SignUpTriggers(parts, pool, caller).beforeCreation(user, input.attributes("ValidationData"));
        var verifier = parts.hasher().verifier(pool.shortName(), user.username(), password);
        var isForced = input.flag("ForceAliasCreation", false);
        return parts.database().answer(tables -> {
            NewUser.add(tables, pool, user, isForced);
            contacts.forEach(to -> Invitations.send(tables, user, to, password, caller, now));
            return Passwords.setTemporary(
                    tables, pool, user, verifier, parts.clock().instant());
        });
    }

    /** With a new password: the pool does not know the old one. */
    private static User invitedAgain(ApiParts parts, Input input, Pool pool, String password, CallerContext caller) {
        var user = parts.database().answer(tables -> waiting(Lookups.user(tables, input)));
        var contacts = contacts(input, user);
        var verifier = parts.hasher().verifier(pool.shortName(), user.username(), password);
        return parts.database().answer(tables -> {
            var now = parts.clock().instant();
            // Once more: making the verifier took its time.
            var still = waiting(Lookups.user(tables, input));
            contacts.forEach(to -> Invitations.send(tables, still, to, password, caller, now));
            return Passwords.setTemporary(tables, pool, still, verifier, now);
        });
    }

    private static User waiting(User user) {
        if (user.status() == User.Status.FORCE_CHANGE_PASSWORD) return user;
        throw new ApiFault(
                ApiFault.Type.UNSUPPORTED_USER_STATE,
                "User cannot be invited again. Current status is "
                        + user.status().name());
    }

    private static List<Contact> contacts(Input input, User user) {
        var mediums = input.texts("DesiredDeliveryMediums", TextRule.WORD);
        if (!MEDIUMS.containsAll(mediums)) throw ApiFault.invalid("DesiredDeliveryMediums: each one of [EMAIL, SMS]");
        var wanted = mediums.isEmpty() ? Set.of("SMS") : mediums;
        var contacts = List.of("email", "phone_number").stream()
                .flatMap(attribute -> Contact.of(user, attribute).stream())
                .filter(contact -> wanted.contains(contact.medium().name()))
                .toList();
        if (contacts.isEmpty()) {
            throw new ApiFault(
                    ApiFault.Type.CODE_DELIVERY_FAILURE, "The user has no address of DesiredDeliveryMediums " + wanted);
        }
        return contacts;
    }
}
