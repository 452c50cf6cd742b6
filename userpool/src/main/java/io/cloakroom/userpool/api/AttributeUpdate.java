package io.cloakroom.userpool.api;

import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.profile.AttributeRules;
import io.cloakroom.userpool.store.ConfirmationCode.Purpose;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A change of a user's attributes, and the codes that go out to what has to be verified anew. */
final class AttributeUpdate {
    private AttributeUpdate() {}

    /** Answers where codes were sent to. */
    static List<Contact> apply(
            ApiParts parts, Tables tables, Pool pool, User user, Map<String, String> given, CallerContext caller) {
        AttributeChanges.check(pool, given);
        AttributeChanges.checkMutable(pool, user, given);
        var updated =
                user.with(AttributeChanges.merged(user, given), parts.clock().instant());
        checkRemaining(pool, user, updated);
        AttributeChanges.assignNames(tables, pool, updated, false);
        tables.users().update(updated);
        return sendCodes(parts, tables, pool, user, updated, caller);
    }

    /** What the pool asks of everybody cannot be taken away, nor the last name that a user has. */
    private static void checkRemaining(Pool pool, User user, User updated) {
        AttributeChanges.refuseMissing(AttributeRules.missing(pool.settings(), updated).stream()
                .filter(name -> user.attribute(name).isPresent())
                .findFirst());
        var kinds = pool.settings().usernameAttributes();
        if (kinds.stream().allMatch(kind -> updated.attribute(kind).isEmpty())) {
            AttributeChanges.refuseMissing(kinds.stream().findFirst());
        }
    }

    private static List<Contact> sendCodes(
            ApiParts parts, Tables tables, Pool pool, User before, User after, CallerContext caller) {
        var sent = new ArrayList<Contact>();
        for (var attribute : pool.settings().autoVerifiedAttributes()) {
            var isNew = !after.attribute(attribute).equals(before.attribute(attribute));
            var isVerified = after.attribute(attribute + "_verified").equals(Optional.of("true"));
            if (isNew && !isVerified) Contact.of(after, attribute).ifPresent(sent::add);
        }
        sent.forEach(
                to -> parts.codes().send(tables, after, purpose(to.attribute()), to, "UpdateUserAttribute", caller));
        return sent;
    }

    static Purpose purpose(String attribute) {
        return attribute.equals("email") ? Purpose.VERIFY_EMAIL : Purpose.VERIFY_PHONE_NUMBER;
    }
}
