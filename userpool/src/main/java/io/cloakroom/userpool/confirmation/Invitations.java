package io.cloakroom.userpool.confirmation;

import io.cloakroom.userpool.store.Letter;
import io.cloakroom.userpool.store.Message;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import java.time.Instant;

/** Sends whom an administrator has made a user her name and a password for the first time. Belongs inside a transaction. */
public final class Invitations {
    private Invitations() {}

    public static void send(Tables tables, User user, Contact to, String password, CallerContext caller, Instant now) {
        var words = "Your user name is " + user.username() + " and your temporary password is " + password;
        var message = new Message(user.poolId(), to.medium(), to.destination(), words, password, now);
        tables.messages()
                .add(new Letter(
                        message,
                        user.sub(),
                        "CustomMessage_AdminCreateUser",
                        caller.clientId(),
                        caller.metadata(),
                        true));
    }
}
