package io.cloakroom.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.member.MemberId;
import io.cloakroom.token.Verdict.Accepted;
import io.cloakroom.token.Verdict.Rejected;
import io.cloakroom.upstream.UpstreamException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a verifier remembers of a token saves it the signature, and nothing that may change. */
class KnownTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final TokenConfig CONFIG = TokenConfig.usual(TokenMint.ISSUER);

    private final SettableClock clock = new SettableClock(NOW);
    private final FakeRevocationStore revocations = new FakeRevocationStore();
    private final Keys keys = new Keys();
    private final TokenVerifier verifier =
            new TokenVerifier(CONFIG, new SignedTokens(CONFIG, keys), Set.of("client")::contains, revocations, clock);
    private final String token = new TokenMint(NOW).access("ada", "client");

    /** Counts how often a signature's key was asked for. */
    private static final class Keys implements KeySource {
        private int asked;
        private boolean isDown;

        @Override
        public Optional<VerificationKey> find(String id) {
            asked++;
            if (isDown) throw new UpstreamException.Unavailable("issuer's key set", null);
            return TokenMint.keys().find(id);
        }
    }

    @Test
    void verify_seenBefore_needsNoKey() {
        var first = verifier.verify(token);
        keys.isDown = true;

        assertThat(first).isInstanceOf(Accepted.class);
        assertThat(verifier.verify(token)).isEqualTo(first);
        assertThat(keys.asked).isOne();
    }

    @Test
    void verify_seenBeforeAndExpiredNow_isRejected() {
        verifier.verify(token);

        clock.advance(LIFE.plus(CONFIG.clockSkew()).minusMillis(1));
        assertThat(verifier.verify(token)).isInstanceOf(Accepted.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(verifier.verify(token)).isEqualTo(new Rejected(Reason.EXPIRED));
    }

    @Test
    void verify_seenBeforeAndTakenBackNow_isRejected() {
        verifier.verify(token);

        revocations.revokeMember(new MemberId("ada"), NOW, NOW.plus(LIFE));

        assertThat(verifier.verify(token)).isEqualTo(new Rejected(Reason.REVOKED));
    }

    @Test
    void verify_clockSetBackBeforeIssue_isRejected() {
        verifier.verify(token);

        clock.advance(CONFIG.clockSkew().plusMillis(1).negated());

        assertThat(verifier.verify(token)).isEqualTo(new Rejected(Reason.NOT_YET_VALID));
    }

    @Test
    void verify_refused_isNotRemembered() {
        var early = new TokenMint(NOW).access("ada", "strangers-client");

        assertThat(verifier.verify(early)).isEqualTo(new Rejected(Reason.WRONG_CLIENT));
        keys.isDown = true;
        assertThatThrownBy(() -> verifier.verify(early)).isInstanceOf(UpstreamException.class);
    }

    @Test
    void verify_tamperedCopyOfOneSeenBefore_isRejected() {
        verifier.verify(token);
        var middle = token.length() / 2;
        var other = token.charAt(middle) == 'A' ? 'B' : 'A';

        var tampered = token.substring(0, middle) + other + token.substring(middle + 1);

        assertThat(verifier.verify(tampered)).isInstanceOf(Rejected.class);
    }
}
