package io.cloakroom.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link RevocationStore} must keep. */
public abstract class RevocationStoreContract {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId BEN = new MemberId("ben");

    /** Far ahead: DynamoDB takes away by itself what has expired. */
    private static final Instant NOON = Instant.parse("2126-11-23T12:00:00Z");

    private static final Instant KEEP = NOON.plus(Duration.ofDays(1));

    /** An empty store. */
    protected abstract RevocationStore store();

    @Test
    void isRevoked_nothingRevoked_isFalse() {
        assertThat(store().isRevoked(ADA, Optional.of("o"), NOON)).isFalse();
    }

    @Test
    void isRevoked_signedInBeforeRevocation_isTrue() {
        var store = store();
        store.revokeMember(ADA, NOON, KEEP);
        assertThat(store.isRevoked(ADA, Optional.empty(), NOON)).isTrue();
        assertThat(store.isRevoked(ADA, Optional.empty(), NOON.plusSeconds(1))).isFalse();
        assertThat(store.isRevoked(BEN, Optional.empty(), NOON)).isFalse();
    }

    @Test
    void revokeMember_earlierAfterLater_keepsTheLater() {
        var store = store();
        store.revokeMember(ADA, NOON, KEEP);
        store.revokeMember(ADA, NOON.minusSeconds(60), KEEP);
        assertThat(store.isRevoked(ADA, Optional.empty(), NOON)).isTrue();
    }

    @Test
    void isRevoked_originRevoked_isTrueForThatSignInOnly() {
        var store = store();
        store.revokeOrigin("one", KEEP);
        assertThat(store.isRevoked(ADA, Optional.of("one"), NOON)).isTrue();
        assertThat(store.isRevoked(ADA, Optional.of("two"), NOON)).isFalse();
    }
}
