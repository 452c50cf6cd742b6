package io.cloakroom.userpool.post;

import io.cloakroom.upstream.Upstream;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.userpool.store.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;

/** Hands mail to an SMTP server. */
final class MailServer {
    private static final String SYSTEM = "the mail server";
    private static final Duration SENT_WITHIN = Duration.ofSeconds(10);
    private static final String STEP_MILLIS = "5000";
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final MailConfig config;
    private final Session session;

    MailServer(MailConfig config) {
        this.config = config;
        this.session = Session.getInstance(properties(config));
    }

    private static Properties properties(MailConfig config) {
        var kind = config.security() == MailConfig.Security.TLS ? "mail.smtps." : "mail.smtp.";
        var properties = new Properties();
        properties.setProperty(kind + "host", config.host());
        properties.setProperty(kind + "port", Integer.toString(config.port()));
        properties.setProperty(kind + "auth", Boolean.toString(config.login().isPresent()));
        properties.setProperty(kind + "connectiontimeout", STEP_MILLIS);
        properties.setProperty(kind + "timeout", STEP_MILLIS);
        properties.setProperty(kind + "writetimeout", STEP_MILLIS);
        properties.setProperty(kind + "ssl.checkserveridentity", "true");
        if (config.security() == MailConfig.Security.STARTTLS) {
            properties.setProperty(kind + "starttls.enable", "true");
            properties.setProperty(kind + "starttls.required", "true");
        }
        return properties;
    }

    /** @throws UpstreamException if the server has not taken it */
    void send(Message message, String subject) {
        Upstream.call(SYSTEM, SENT_WITHIN, () -> {
            var mail = mail(message, subject);
            try (var transport =
                    session.getTransport(config.security() == MailConfig.Security.TLS ? "smtps" : "smtp")) {
                if (config.login().isEmpty()) transport.connect();
                else login(transport, config.login().get());
                transport.sendMessage(mail, mail.getAllRecipients());
            }
            return true;
        });
    }

    private static void login(Transport transport, MailConfig.Login login) throws MessagingException {
        transport.connect(login.user(), login.password().reveal());
    }

    private MimeMessage mail(Message message, String subject) throws MessagingException {
        var mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress(config.from(), true));
        mail.setRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(message.destination(), true));
        // One line, whatever a function made of it: a break would begin a header.
        mail.setSubject(subject.replaceAll("\\p{Cntrl}", " "), UTF_8);
        mail.setSentDate(Date.from(message.sent()));
        var isHtml = message.words().contains("</") || message.words().contains("<br");
        mail.setText(message.words(), UTF_8, isHtml ? "html" : "plain");
        mail.saveChanges();
        return mail;
    }
}
