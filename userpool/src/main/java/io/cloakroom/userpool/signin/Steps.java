package io.cloakroom.userpool.signin;

import io.cloakroom.config.Secret;
import io.cloakroom.userpool.confirmation.Contact;
import io.cloakroom.userpool.confirmation.SignInCodes;
import io.cloakroom.userpool.store.Challenge;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Begins the steps of a sign-in and takes their answers. What was begun is known by a session that only the client has; a
 * right answer uses it up, so that of two answers at one time one comes second. Belongs inside a transaction.
 */
public final class Steps {
    private static final String CODE = "code";
    /** Wrong codes are counted apart from wrong passwords, which a right password clears. */
    private static final String FACTOR = "factor ";

    private final Clock clock;
    private final SignInCodes codes;

    public Steps(Clock clock) {
        this.clock = clock;
        this.codes = new SignInCodes(clock);
    }

    /** Whose step it is, on behalf of which client, and how long it waits for its answer. */
    public record Owner(String poolId, Optional<String> clientId, Optional<String> sub, Duration life) {}

    /**
     * A step that waits for its answer. Its text hides the session.
     *
     * @param session comes back with the answer
     */
    public record Begun(Challenge challenge, String session) {
        @Override
        public String toString() {
            return "Begun[" + challenge.kind() + "]";
        }
    }

    public Begun begin(Tables tables, Owner owner, Kind kind, Map<String, String> detail) {
        var session = Opaque.random();
        var now = clock.instant();
        var challenge = new Challenge(
                Opaque.hash(session),
                owner.poolId(),
                owner.clientId(),
                owner.sub(),
                kind,
                detail,
                now.plus(owner.life()));
        tables.challenges().add(challenge, now);
        return new Begun(challenge, session);
    }

    /** The same for a step whose code is sent; empty if too many were sent within the hour. */
    public Optional<Begun> beginWithCode(
            Tables tables, Owner owner, Kind kind, User user, Contact to, Map<String, String> detail) {
        var now = clock.instant();
        if (!HourlyLimit.SEND_SIGN_IN_CODE.count(tables, user.poolId(), user.sub(), now)) return Optional.empty();
        var whole = new HashMap<>(detail);
        whole.put(CODE, codes.send(tables, user, to));
        return Optional.of(begin(tables, owner, kind, whole));
    }

    /** The step that is known by a session; empty if there is none such, or it has ended. */
    public Optional<Challenge> find(Tables tables, String session) {
        return tables.challenges().find(Opaque.hash(session)).filter(this::isOpen);
    }

    public boolean isOpen(Challenge challenge) {
        return clock.instant().isBefore(challenge.expires());
    }

    /** What became of a code that was typed. */
    public enum CodeCheck {
        RIGHT,
        WRONG,
        /** Right, and taken before. */
        USED,
        /** Too many wrong ones: this one was not looked at. */
        LOCKED
    }

    /**
     * Takes a code. Counted before it is looked at, and against the user and not the session: whoever knows the password can
     * have as many sessions as she likes.
     */
    public CodeCheck check(Tables tables, Challenge challenge, User user, String typed) {
        if (!Lockout.count(tables, user.poolId(), counted(user), clock.instant())) return CodeCheck.LOCKED;
        var check = challenge.kind() == Kind.SOFTWARE_TOKEN_MFA
                ? checkToken(tables, user, typed)
                : checkSent(tables, challenge, user, typed);
        if (check == CodeCheck.RIGHT) {
            Lockout.clear(tables, user.poolId(), counted(user));
            tables.challenges().remove(challenge.hash());
        }
        return check;
    }

    /** The same for a name that nobody has: no code is right. */
    public CodeCheck checkNobody(Tables tables, String poolId, String subject) {
        return Lockout.count(tables, poolId, FACTOR + subject, clock.instant()) ? CodeCheck.WRONG : CodeCheck.LOCKED;
    }

    private static String counted(User user) {
        return FACTOR + user.sub();
    }

    private static CodeCheck checkSent(Tables tables, Challenge challenge, User user, String typed) {
        var sent = Optional.ofNullable(challenge.detail().get(CODE));
        return sent.filter(hash -> SignInCodes.isRight(tables, user, hash, typed))
                        .isPresent()
                ? CodeCheck.RIGHT
                : CodeCheck.WRONG;
    }

    private CodeCheck checkToken(Tables tables, User user, String typed) {
        var factors = tables.factors().of(user.sub());
        var step = Totp.step(factors.token().orElse(Totp.newSecret()), typed, clock.instant());
        if (factors.token().isEmpty() || step.isEmpty()) return CodeCheck.WRONG;
        if (step.getAsLong() <= factors.lastStep()) return CodeCheck.USED;
        tables.factors().put(factors.withLastStep(step.getAsLong()));
        return CodeCheck.RIGHT;
    }

    /** A token's first code: from now on she has it. */
    public boolean enrol(Tables tables, User user, Secret secret, String typed) {
        var step = Totp.step(secret, typed, clock.instant());
        step.ifPresent(
                taken -> tables.factors().put(tables.factors().of(user.sub()).withToken(secret, taken)));
        return step.isPresent();
    }
}
