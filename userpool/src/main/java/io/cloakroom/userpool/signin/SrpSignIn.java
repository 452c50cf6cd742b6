package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.password.PasswordVerifier;
import io.cloakroom.userpool.password.SrpExchange;
import io.cloakroom.userpool.signin.PasswordTries.Try;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Credential;
import io.cloakroom.userpool.store.Database;
import io.cloakroom.userpool.store.Handshake;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Signs people in who prove that they know the password and do not show it. Two calls; what lies between them can be
 * answered once.
 */
public final class SrpSignIn {
    /** Cognito asks for the answer within seconds; a phone on a bad line needs some. */
    public static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    /** As far as the clock of a signed request may be away. */
    public static final Duration CLOCK_DISTANCE_MOST = Duration.ofMinutes(5);

    private final Database database;
    private final PasswordTries tries;
    private final Clock clock;

    public SrpSignIn(Database database, Clock clock) {
        this.database = database;
        this.tries = new PasswordTries(clock);
        this.clock = clock;
    }

    /** What became of the first call. */
    public sealed interface Beginning {
        /**
         * @param userId the user's lasting name, which is hashed together with the password
         * @param shown B
         */
        record Begun(String userId, String salt, String shown, String secretBlock) implements Beginning {
            @Override
            public String toString() {
                return "Begun[hidden]";
            }
        }

        /** A is no number, or one that would give the key away. */
        record BadNumber() implements Beginning {}

        /** Nobody of that name, and the client is one that may know. */
        record Unknown() implements Beginning {}
    }

    private record Target(Subject subject, String userId, String salt, String verifier) {}

    /** @param name user name or alias, as typed */
    public Beginning begin(Pool pool, Client client, String name, String clientPublic) {
        var a = SrpExchange.clientPublic(clientPublic);
        if (a.isEmpty()) return new Beginning.BadNumber();
        var target = database.answer(tables -> target(tables, pool, name));
        if (target.subject().sub().isEmpty() && !client.settings().hidesUnknownUsers()) return new Beginning.Unknown();
        var offer = SrpExchange.offer(target.verifier());
        var block = block();
        var now = clock.instant();
        var handshake = new Handshake(
                Opaque.hash(block),
                client.id(),
                target.subject().key(),
                target.userId(),
                a.get(),
                offer.secret(),
                now.plus(ANSWER_WITHIN));
        database.run(tables -> tables.handshakes().add(handshake, now));
        return new Beginning.Begun(target.userId(), target.salt(), offer.shown(), block);
    }

    private static String block() {
        return Base64.getEncoder().encodeToString(Base64.getUrlDecoder().decode(Opaque.random()));
    }

    private static Target target(Tables tables, Pool pool, String name) {
        var subject = Subject.of(tables, pool, name);
        // Computed for everybody: that it costs the same does not hang on how it is cached.
        var nobody = Nobody.of(tables.secrets().get("srp-nobody"), pool, name);
        return known(tables, subject)
                .orElseGet(() -> new Target(subject, nobody.userId(), nobody.salt(), nobody.verifier()));
    }

    private static Optional<Target> known(Tables tables, Subject subject) {
        var user = subject.sub().flatMap(sub -> tables.users().find(sub)).map(User::username);
        var verifier =
                subject.sub().flatMap(sub -> tables.credentials().find(sub)).map(Credential::verifier);
        return user.flatMap(name -> verifier.map(kept -> target(subject, name, kept)));
    }

    private static Target target(Subject subject, String userId, PasswordVerifier kept) {
        return new Target(subject, userId, kept.srpSalt(), kept.srpVerifier());
    }

    /** The user id that belongs to a secret block of this client; empty if the block is not, or no longer, one of ours. */
    public Optional<String> userId(Client client, String secretBlock) {
        return database.answer(tables -> find(tables, client, secretBlock)).map(Handshake::userId);
    }

    private Optional<Handshake> find(Tables tables, Client client, String secretBlock) {
        return tables.handshakes()
                .find(Opaque.hash(secretBlock))
                .filter(handshake -> handshake.clientId().equals(client.id()))
                .filter(handshake -> clock.instant().isBefore(handshake.expires()));
    }

    private record Taken(Handshake handshake, Try attempt) {}

    /** @param name what the client calls the user by now: the user id, or the name that it began with */
    public SignInOutcome finish(Pool pool, Client client, String name, SrpClaim claim) {
        var taken = database.answer(tables -> take(tables, pool, client, name, claim.secretBlock()));
        if (taken.isEmpty()) return new SignInOutcome.Refused();
        var attempt = taken.get().attempt();
        if (attempt.isLocked()) return new SignInOutcome.Locked();
        if (attempt.credential().isEmpty() && attempt.subject().sub().isPresent()) {
            return database.answer(tables -> PasswordTries.withoutCredential(tables, attempt.subject()));
        }
        if (!isInTime(claim) || !isProved(pool, taken.get(), claim)) return new SignInOutcome.Refused();
        var credential = attempt.credential();
        if (credential.isEmpty()) return new SignInOutcome.Refused();
        return database.answer(
                tables -> tries.complete(tables, pool.id(), attempt.subject().key(), credential.get()));
    }

    /** Whatever comes of it, the block is used up: each guess costs an exchange of its own and counts. */
    private Optional<Taken> take(Tables tables, Pool pool, Client client, String name, String secretBlock) {
        var found = find(tables, client, secretBlock).filter(handshake -> isOf(tables, pool, handshake, name));
        found.ifPresent(handshake -> tables.handshakes().remove(handshake.hash()));
        return found.map(
                handshake -> new Taken(handshake, tries.begin(tables, pool.id(), Subject.ofKey(handshake.subject()))));
    }

    private static boolean isOf(Tables tables, Pool pool, Handshake handshake, String name) {
        return handshake.userId().equals(name)
                || Subject.of(tables, pool, name).key().equals(handshake.subject());
    }

    private boolean isInTime(SrpClaim claim) {
        return claim.time().filter(this::isNear).isPresent();
    }

    private boolean isNear(Instant time) {
        return Duration.between(time, clock.instant()).abs().compareTo(CLOCK_DISTANCE_MOST) <= 0;
    }

    private static boolean isProved(Pool pool, Taken taken, SrpClaim claim) {
        var handshake = taken.handshake();
        // For nobody any number does: the work is the same, and the answer is no.
        var verifier = taken.attempt()
                .credential()
                .map(kept -> kept.verifier().srpVerifier())
                .orElse(handshake.clientPublic());
        return SrpExchange.isProved(
                        verifier,
                        handshake.clientPublic(),
                        handshake.serverSecret(),
                        claim.signed(pool.shortName(), handshake.userId()),
                        claim.claimed())
                && taken.attempt().credential().isPresent();
    }
}
