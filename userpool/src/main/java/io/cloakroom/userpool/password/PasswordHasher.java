package io.cloakroom.userpool.password;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;

/**
 * Makes and checks password verifiers. Slow on purpose: never call it inside a transaction.
 *
 * @see <a href="https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id">OWASP, Password
 *     Storage: Argon2id with 19 MiB, two passes, one lane</a>
 */
public final class PasswordHasher {
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Bounds the memory that a flood of sign-ins can take; the rest waits its turn. */
    private static final int AT_ONCE_MAX = 8;

    private final Argon2Function argon2 = Argon2Function.getInstance(
            MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID, Argon2Function.ARGON2_VERSION_13);
    private final Semaphore turns = new Semaphore(AT_ONCE_MAX, true);
    private final String nobodys = argon2id("the password of nobody");

    /**
     * @param poolShortName the part of the pool's id behind the underscore
     * @param userIdForSrp the lasting user name, not an alias: both go into the SRP verifier
     */
    public PasswordVerifier verifier(String poolShortName, String userIdForSrp, String password) {
        var srp = SrpVerifier.of(poolShortName, userIdForSrp, password);
        return new PasswordVerifier(argon2id(password), srp.salt(), srp.verifier());
    }

    public boolean matches(PasswordVerifier verifier, String password) {
        return matches(verifier.argon2id(), password);
    }

    /** The same work for a user who does not exist or has no password, so that the time does not tell. */
    public void matchesNobody(String password) {
        matches(nobodys, password);
    }

    private boolean matches(String argon2id, String password) {
        turns.acquireUninterruptibly();
        try {
            return Argon2Function.getInstanceFromHash(argon2id).check(bytes(password), bytes(argon2id));
        } finally {
            turns.release();
        }
    }

    private String argon2id(String password) {
        turns.acquireUninterruptibly();
        try {
            var salt = new byte[SALT_BYTES];
            RANDOM.nextBytes(salt);
            return argon2.hash(bytes(password), salt).getResult();
        } finally {
            turns.release();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
