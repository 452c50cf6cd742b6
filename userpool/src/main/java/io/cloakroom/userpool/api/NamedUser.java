package io.cloakroom.userpool.api;

import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.confirmation.PretendedContact;
import io.cloakroom.userpool.signin.HourlyLimit;
import io.cloakroom.userpool.signin.Subject;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Whom somebody names who is not signed in, for a client that has shown its secret if it has one.
 *
 * @param user absent if nobody has the name
 */
record NamedUser(Client client, Pool pool, String name, Subject subject, Optional<User> user) {
    static NamedUser of(Tables tables, Input input) {
        var client = Lookups.openClient(tables, input);
        var name = input.text("Username", TextRule.USERNAME);
        SecretHash.check(client, input.optionalText("SecretHash", TextRule.SECRET_HASH), name);
        var pool = Lookups.poolOf(tables, client);
        var subject = Subject.of(tables, pool, name);
        return new NamedUser(
                client,
                pool,
                name,
                subject,
                subject.sub().flatMap(sub -> tables.users().find(sub)));
    }

    /** Whether the client must not learn who exists. */
    boolean isHidden() {
        return client.settings().hidesUnknownUsers();
    }

    boolean count(Tables tables, HourlyLimit limit, Instant now) {
        return limit.count(tables, pool.id(), subject.key(), now);
    }

    /** The same answer as if a code had been sent. */
    Map<String, Object> pretendDelivery(Tables tables) {
        return Map.of("CodeDeliveryDetails", Shapes.delivery(PretendedContact.of(tables, pool, name)));
    }

    static ApiFault unknown() {
        return new ApiFault(ApiFault.Type.USER_NOT_FOUND, "Username/client id combination not found.");
    }

    static Map<String, Object> delivery(Contact contact) {
        return Map.of("CodeDeliveryDetails", Shapes.delivery(contact));
    }

    @Override
    public String toString() {
        return "NamedUser[" + client.id() + "]";
    }
}
