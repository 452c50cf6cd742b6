package io.cloakroom.userpool.post;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Secret;
import io.cloakroom.config.Settings;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The mail server that messages go to; keys {@code mail.*}. Without {@code mail.host} there is none.
 *
 * @param host key {@code mail.host}
 * @param port key {@code mail.port}, default 587
 * @param security key {@code mail.security}: {@code starttls} (default), {@code tls}, or {@code none} for a server on this
 *     machine
 * @param from the sender's address; key {@code mail.from}, required
 * @param login keys {@code mail.user} and {@code mail.password}; absent where the server asks for none
 */
public record MailConfig(String host, int port, Security security, String from, Optional<Login> login) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:-]{1,253}");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>\"(),:;\\\\]{1,64}@[^\\s@<>\"(),:;\\\\]{1,189}");
    private static final Pattern HERE = Pattern.compile("localhost|127\\.[0-9]+\\.[0-9]+\\.[0-9]+|::1");

    /** How the way to the server is guarded. */
    public enum Security {
        STARTTLS,
        TLS,
        NONE
    }

    /** For who the pool signs in as. */
    public record Login(String user, Secret password) {}

    public MailConfig {
        require(HOST.matcher(host).matches(), "mail.host", "a host name or address");
        require(isWithin(1, port, 65_535), "mail.port", "1 to 65535");
        require(
                security != Security.NONE || HERE.matcher(host).matches(),
                "mail.security",
                "none on this machine only");
        require(ADDRESS.matcher(from).matches(), "mail.from", "an e-mail address");
    }

    /** Empty if the file names no server. */
    public static Optional<MailConfig> from(Settings settings) {
        var host = settings.optional("mail.host");
        var port = settings.integer("mail.port", 587, 1, 65_535);
        var security = settings.choice("mail.security", Security.class, Security.STARTTLS);
        var from = settings.optional("mail.from");
        var user = settings.optional("mail.user");
        var login = user.map(name -> new Login(name, settings.secret("mail.password")));
        if (host.isEmpty()) {
            if (from.isPresent() || user.isPresent()) settings.require("mail.host", "a host name or address");
            return Optional.empty();
        }
        return checked(settings, host.get(), port, security, from, login);
    }

    private static Optional<MailConfig> checked(
            Settings settings, String host, int port, Security security, Optional<String> from, Optional<Login> login) {
        var isHost = HOST.matcher(host).matches();
        var isGuarded = security != Security.NONE || HERE.matcher(host).matches();
        var isAddress =
                from.filter(address -> ADDRESS.matcher(address).matches()).isPresent();
        if (!isHost) settings.fault("mail.host", "a host name or address");
        if (!isGuarded) settings.fault("mail.security", "none on this machine only");
        if (!isAddress) settings.fault("mail.from", "an e-mail address");
        return isHost && isGuarded && isAddress
                ? Optional.of(new MailConfig(host, port, security, from.orElseThrow(), login))
                : Optional.empty();
    }
}
