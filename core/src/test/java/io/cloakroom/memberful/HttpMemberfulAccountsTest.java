package io.cloakroom.memberful;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Moment;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpMemberfulAccountsTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final long LATER = NOON.getEpochSecond() + 86_400;
    private static final long EARLIER = NOON.getEpochSecond() - 86_400;

    private final SmallMemberful small = new SmallMemberful();
    private final HttpMemberfulAccounts accounts = new HttpMemberfulAccounts(new SettableClock(NOON));

    @AfterEach
    void close() {
        small.close();
    }

    private Membership only(String state) {
        small.member(5, "ada@example.test", "{\"id\":31," + state + ",\"pass\":{\"id\":\"7\",\"name\":\"Gold\\n\"}}");
        return accounts.find(small.account(), 5).memberships().getFirst();
    }

    /** Times come as seconds and as text; the state is told by flags and ends. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "active":true,"autorenew":true,"expiresAt":LATER                       | ACTIVE    | true
            "active":true,"autorenew":false,"expiresAt":LATER                      | CANCELLED | true
            "active":true,"autorenew":false,"expiresAt":null                       | ACTIVE    | true
            "active":true,"autorenew":false,"expiresAt":false                      | ACTIVE    | true
            "active":true,"autorenew":true,"expiresAt":LATER,"trialEndAt":LATER    | TRIALING  | true
            "active":true,"autorenew":true,"expiresAt":LATER,"trialEndAt":EARLIER  | ACTIVE    | true
            "active":true,"autorenew":true,"expiresAt":EARLIER                     | ACTIVE    | false
            "active":false,"autorenew":true,"expiresAt":EARLIER                    | EXPIRED   | false
            "active":false,"autorenew":true,"expiresAt":LATER                      | PAUSED    | false
            "active":false,"autorenew":false,"expiresAt":null                      | EXPIRED   | false
            "active":true,"autorenew":true,"expiresAt":"2026-11-26T12:00:00Z"      | ACTIVE    | true
            """)
    void find_everyState_isReadInOurWords(String state, Status status, boolean isOpen) {
        var membership = only(state.replace("LATER", Long.toString(LATER)).replace("EARLIER", Long.toString(EARLIER)));
        assertThat(membership.status()).isEqualTo(status);
        assertThat(membership.isOpen(Moment.at(NOON))).isEqualTo(isOpen);
        assertThat(membership.product().key()).isEqualTo("memberful:7");
        assertThat(membership.product().name()).isEqualTo("Gold ");
    }

    @Test
    void find_gone_isGone() {
        assertThat(accounts.find(small.account(), 5)).isEqualTo(new Account(Optional.empty(), List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"errors\":[{\"message\":\"x\"}],\"data\":{\"member\":null}}",
                "{\"data\":{}}",
                "{\"data\":{\"member\":{\"id\":5,\"email\":\"a@b.c\"}}}",
                "{\"data\":{\"member\":{\"id\":5,\"email\":\"a@b.c\",\"subscriptions\":[{\"id\":1}]}}}",
                "{\"data\":{\"member\":{\"id\":5,\"subscriptions\":[{\"id\":1,\"active\":true,\"expiresAt\":\"soon\",\"pass\":{\"id\":1}}]}}}",
                "<html>"
            })
    void find_notWhatWasAskedFor_isMalformed(String answer) {
        small.answer(5, answer);
        assertThatThrownBy(() -> accounts.find(small.account(), 5)).isInstanceOf(Malformed.class);
    }

    @Test
    void find_busyOrBroken_isUnavailableOrMalformed() {
        for (var status : new int[] {429, 500, 503}) {
            small.fail(status);
            assertThatThrownBy(() -> accounts.find(small.account(), 5)).isInstanceOf(Unavailable.class);
        }
        small.fail(302);
        assertThatThrownBy(() -> accounts.find(small.account(), 5)).isInstanceOf(Malformed.class);
    }
}
