package io.cloakroom.userpool.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotasTest {
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final Quotas quotas = Quotas.of(QuotasConfig.AWS, clock);

    private long taken(Quotas from, String operation, int calls) {
        return IntStream.range(0, calls).filter(_ -> from.take(operation)).count();
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    @Test
    void take_asOftenAsTheQuota_isAllowed_andNotOnceMore() {
        assertThat(taken(quotas, "AdminUpdateUserAttributes", 26)).isEqualTo(25);
        assertThat(quotas.take("AdminSetUserPassword")).isFalse();
        assertThat(quotas.take("AdminGetUser")).isTrue();
    }

    @Test
    void take_later_isAllowedAsOftenAsTimeHasPassed() {
        taken(quotas, "ListUsers", 30);
        pass(Duration.ofMillis(33));
        assertThat(quotas.take("ListUsers")).isFalse();
        pass(Duration.ofMillis(1));
        assertThat(quotas.take("ListUsers")).isTrue();
        assertThat(quotas.take("ListUsers")).isFalse();
        pass(Duration.ofHours(1));
        assertThat(taken(quotas, "ListUsers", 100)).isEqualTo(30);
    }

    @Test
    void take_whenTheClockGoesBack_bringsNothing() {
        taken(quotas, "ListUsers", 30);
        pass(Duration.ofHours(-1));
        assertThat(quotas.take("ListUsers")).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(quotas.take("ListUsers")).isTrue();
    }

    @Test
    void answers_threeForEachSignIn_areFree() {
        assertThat(taken(quotas, "InitiateAuth", 120)).isEqualTo(120);
        assertThat(taken(quotas, "RespondToAuthChallenge", 361)).isEqualTo(360);
        assertThat(quotas.take("AdminRespondToAuthChallenge")).isFalse();
    }

    @Test
    void none_everythingIsAllowed() {
        assertThat(taken(Quotas.none(clock), "ListUsers", 1000)).isEqualTo(1000);
    }

    @Test
    void config_ofAFile_changesAFigureAndLeavesTheOthers() {
        var settings = Settings.of("quotas:\n  user-list: 2\n");
        var config = QuotasConfig.from(settings);
        settings.done();
        assertThat(config.perSecond()).containsEntry(Category.USER_LIST, 2).containsEntry(Category.USER_UPDATE, 25);
        assertThat(taken(Quotas.of(config, clock), "ListUsers", 9)).isEqualTo(2);
    }

    @Test
    void config_outOfRange_isAFault() {
        for (var figure : new String[] {"0", "100001", "many"}) {
            var settings = Settings.of("quotas:\n  user-list: " + figure + "\n");
            QuotasConfig.from(settings);
            assertThatThrownBy(settings::done)
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("quotas.user-list");
        }
        assertThatThrownBy(() -> new QuotasConfig(Map.of(Category.USER_LIST, 0)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
