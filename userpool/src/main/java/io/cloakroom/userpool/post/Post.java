package io.cloakroom.userpool.post;

import io.cloakroom.json.Json;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.userpool.store.Carrier;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Letter;
import io.cloakroom.userpool.store.Message;
import io.cloakroom.userpool.store.Message.Medium;
import io.cloakroom.userpool.store.Messages.State;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Trigger;
import io.cloakroom.userpool.store.User;
import io.cloakroom.userpool.trigger.CallerContext;
import io.cloakroom.userpool.trigger.TriggerAnswer;
import io.cloakroom.userpool.trigger.TriggerEvent;
import io.cloakroom.userpool.trigger.TriggerFault;
import io.cloakroom.userpool.trigger.Triggers;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages on from the outbox. What was to be done with a message's code is committed by then: a message that does not
 * get away makes its call fail and undoes nothing, so that another one can be asked for.
 */
public final class Post implements Carrier {
    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final String CODE = "{####}";
    private static final String NAME = "{username}";
    private static final String SUBJECT = "Your verification code";
    private static final String INVITATION = "Your temporary password";
    private static final int MAIL_CHARACTERS_MAX = 20_000;
    private static final int SMS_CHARACTERS_MAX = 140;
    private static final int SUBJECT_CHARACTERS_MAX = 140;

    private final Database database;
    private final Triggers triggers;
    private final Optional<MailServer> mail;

    public Post(Database database, Triggers triggers, Optional<MailConfig> config) {
        this.database = database;
        this.triggers = triggers;
        this.mail = config.map(MailServer::new);
    }

    private record Addressee(Pool pool, User user) {}

    private record Worded(Message message, String subject) {}

    /**
     * Only who is still there gets something.
     *
     * @throws DeliveryFault if the mail server did not take it
     * @throws TriggerFault if the function that words it refuses
     */
    @Override
    public void carry(long id, Letter letter) {
        try {
            addressee(letter).ifPresent(to -> carry(id, letter, to));
        } catch (TriggerFault | DeliveryFault fault) {
            database.run(tables -> tables.messages().mark(id, State.FAILED));
            throw fault;
        }
    }

    private Optional<Addressee> addressee(Letter letter) {
        return database.answer(tables -> tables.users()
                .find(letter.sub())
                .flatMap(user -> tables.pools().find(user.poolId()).map(pool -> new Addressee(pool, user))));
    }

    private void carry(long id, Letter letter, Addressee to) {
        var worded = worded(letter, to);
        var isMail = worded.message().medium() == Medium.EMAIL;
        database.run(tables -> tables.messages().reword(id, worded.message().words(), worded.subject()));
        if (mail.isEmpty() || !isMail) return;
        send(mail.get(), worded);
        database.run(tables -> tables.messages().mark(id, State.SENT));
    }

    private static void send(MailServer server, Worded worded) {
        try {
            server.send(worded.message(), worded.subject());
        } catch (UpstreamException outage) {
            // Without the cause, which quotes the address.
            LOG.error("{}", outage.getMessage());
            throw new DeliveryFault("Unable to deliver the message", outage);
        }
    }

    private Worded worded(Letter letter, Addressee to) {
        var subject = letter.temporaryPassword() ? INVITATION : SUBJECT;
        return triggers.ask(to.pool(), Trigger.CUSTOM_MESSAGE, event(letter, to.user()))
                .map(answer -> worded(letter, to.user(), answer, subject))
                .orElseGet(() -> new Worded(letter.message(), subject));
    }

    private static TriggerEvent event(Letter letter, User user) {
        var caller = new CallerContext(letter.clientId(), letter.metadata());
        var request = Json.members(
                "userAttributes",
                TriggerEvent.attributes(user),
                "codeParameter",
                CODE,
                "linkParameter",
                "{##Click Here##}",
                "clientMetadata",
                caller.metadata());
        if (letter.temporaryPassword()) request.put("usernameParameter", NAME);
        return TriggerEvent.of(letter.source(), user.username(), caller, request)
                .asking("smsMessage", "emailMessage", "emailSubject");
    }

    private static Worded worded(Letter letter, User user, TriggerAnswer answer, String otherwise) {
        var isMail = letter.message().medium() == Medium.EMAIL;
        var words = answer.text(isMail ? "emailMessage" : "smsMessage").filter(text -> !text.isEmpty());
        var subject =
                answer.text("emailSubject").filter(text -> !text.isEmpty()).orElse(otherwise);
        if (words.isEmpty()) return new Worded(letter.message(), subject);
        var isShort = words.get().length() <= (isMail ? MAIL_CHARACTERS_MAX : SMS_CHARACTERS_MAX)
                && subject.length() <= SUBJECT_CHARACTERS_MAX;
        var isWhole = words.get().contains(CODE)
                && (!letter.temporaryPassword() || words.get().contains(NAME));
        if (!isShort || !isWhole) throw answer.unreadable();
        var code = letter.message().code();
        // The name first: a code never looks like a parameter, and a name may.
        var filled = words.get().replace(NAME, user.username()).replace(CODE, code);
        return new Worded(
                letter.message()
                        .withWords(
                                letter.temporaryPassword()
                                        ? filled
                                        : words.get().replace(CODE, code)),
                subject);
    }
}
