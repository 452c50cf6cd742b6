package io.cloakroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import io.cloakroom.token.IdTokenVerifier.Identity;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IdTokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final TokenConfig CONFIG = new TokenConfig(
            TokenMint.ISSUER,
            URI.create("https://issuer.test/jwks"),
            "cloakroom/read",
            Duration.ofSeconds(30),
            Duration.ofMinutes(15));
    private static final Optional<String> NONCE = Optional.of("nonce");

    private final TokenMint mint = new TokenMint(NOW);
    private final IdTokenVerifier verifier =
            new IdTokenVerifier(CONFIG, new SignedTokens(CONFIG, TokenMint.keys()), Clock.fixed(NOW, ZoneOffset.UTC));

    private Identity verify(String token) {
        return verifier.verify(token, "client", NONCE);
    }

    @Test
    void verify_goodToken_tellsWhoSignedIn() {
        assertThat(verify(mint.id("ada", "client", "nonce")))
                .isEqualTo(new Identity.Known(
                        new MemberId("ada"),
                        Optional.of("ada@example.test"),
                        Optional.of("Name of ada"),
                        Optional.empty()));
    }

    @Test
    void verify_emailNotProven_leavesItOut() {
        for (var unproven : new Object[] {false, "true", 1}) {
            var claims = mint.idClaims("ada", "client", "nonce");
            claims.put("email_verified", unproven);
            assertThat(verify(TokenMint.signed(claims)))
                    .isInstanceOfSatisfying(
                            Identity.Known.class,
                            known -> assertThat(known.email()).isEmpty());
        }
    }

    @Test
    void verify_otherNonce_rejects() {
        assertThat(verify(mint.id("ada", "client", "other"))).isEqualTo(new Identity.Rejected(Reason.WRONG_NONCE));
    }

    @Test
    void verify_nonceMissing_rejects() {
        var claims = mint.idClaims("ada", "client", "nonce");
        claims.remove("nonce");
        assertThat(verify(TokenMint.signed(claims))).isEqualTo(new Identity.Rejected(Reason.WRONG_NONCE));
    }

    @Test
    void verify_otherClient_rejects() {
        assertThat(verify(mint.id("ada", "other", "nonce"))).isEqualTo(new Identity.Rejected(Reason.WRONG_CLIENT));
    }

    @Test
    void verify_accessToken_rejects() {
        assertThat(verify(mint.access("ada", "client"))).isEqualTo(new Identity.Rejected(Reason.WRONG_USE));
    }

    @Test
    void verify_forged_rejects() {
        assertThat(verify(TokenMint.forged(mint.idClaims("ada", "client", "nonce"))))
                .isEqualTo(new Identity.Rejected(Reason.BAD_SIGNATURE));
    }
}
