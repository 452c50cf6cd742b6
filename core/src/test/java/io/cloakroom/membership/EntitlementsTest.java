package io.cloakroom.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.membership.Membership.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EntitlementsTest {
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final Duration GRACE = Duration.ofDays(3);
    private static final Set<Status> CAN_BE_OPEN =
            EnumSet.of(Status.TRIALING, Status.ACTIVE, Status.PAST_DUE, Status.CANCELLED);

    private static Membership gold(Status status, Optional<Instant> end, boolean isLifetime) {
        return new Membership("mp:1", "gold", status, end, isLifetime);
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void isOpen_everyStatusAtEveryTime_followsTheRule(Status status) {
        var membership = gold(status, Optional.of(END), false);
        var can = CAN_BE_OPEN.contains(status);
        assertThat(membership.isOpen(END.minusMillis(1), Duration.ZERO)).isEqualTo(can);
        assertThat(membership.isOpen(END, Duration.ZERO)).isFalse();
        assertThat(membership.isOpen(END.plus(GRACE).minusMillis(1), GRACE)).isEqualTo(can);
        assertThat(membership.isOpen(END.plus(GRACE), GRACE)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void isOpen_lifetime_followsTheStatusAlone(Status status) {
        assertThat(gold(status, Optional.empty(), true).isOpen(Instant.MAX.minus(GRACE), GRACE))
                .isEqualTo(CAN_BE_OPEN.contains(status));
    }

    @Test
    void isOpen_noEndAndNotLifetime_isClosed() {
        assertThat(gold(Status.ACTIVE, Optional.empty(), false).isOpen(Instant.EPOCH, GRACE))
                .isFalse();
    }

    @Test
    void include_severalAtOnce_oneOpenIsEnough() {
        var entitlements = new Entitlements(List.of(
                gold(Status.REVOKED, Optional.of(END), false),
                new Membership("mp:2", "gold", Status.ACTIVE, Optional.of(END), false)));
        var before = END.minusSeconds(1);
        assertThat(entitlements.include(Set.of("gold"), before, Duration.ZERO)).isTrue();
        assertThat(entitlements.include(Set.of("gold", "silver"), before, Duration.ZERO))
                .isTrue();
        assertThat(entitlements.include(Set.of("silver"), before, Duration.ZERO))
                .isFalse();
        assertThat(entitlements.include(Set.of(), before, Duration.ZERO)).isTrue();
        assertThat(Entitlements.NONE.include(Set.of(), before, Duration.ZERO)).isFalse();
    }
}
