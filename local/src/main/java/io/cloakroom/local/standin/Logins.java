package io.cloakroom.local.standin;

import io.cloakroom.signin.Randoms;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Who is signed in, by the hash of what her cookie holds. In memory: a site that is started again has forgotten all. */
final class Logins {
    private static final int LOGINS_MAX = 1000;

    private final Map<String, Login> byHash = new LinkedHashMap<>();
    private final Clock clock;

    Logins(Clock clock) {
        this.clock = clock;
    }

    /** @return the secret for her cookie; the oldest login goes where there are too many */
    synchronized String begin(Login login) {
        if (byHash.size() >= LOGINS_MAX)
            byHash.remove(byHash.keySet().iterator().next());
        var secret = Randoms.next();
        byHash.put(Randoms.sha256(secret), login);
        return secret;
    }

    synchronized Optional<Login> find(String secret) {
        return Optional.ofNullable(byHash.get(Randoms.sha256(secret)))
                .filter(login -> clock.instant().isBefore(login.endsAt()));
    }

    synchronized void end(String secret) {
        byHash.remove(Randoms.sha256(secret));
    }
}
