package io.cloakroom.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import io.cloakroom.member.SessionRef;
import io.cloakroom.signin.Ticket.Purpose;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link TicketStore} must keep. */
public abstract class TicketStoreContract {
    private static final SiteId DEMO = new SiteId("demo");
    private static final SiteId OTHER = new SiteId("other");

    /** Far ahead: DynamoDB takes away by itself what has expired. */
    private static final Instant LATER = Instant.parse("2126-11-23T12:01:00Z");

    private static final Ticket TICKET = new Ticket(
            DEMO,
            new MemberId("ada"),
            new SessionRef("r".repeat(43)),
            Purpose.SIGN_IN,
            "b".repeat(43),
            LATER.plusMillis(500));

    /** An empty store. */
    protected abstract TicketStore store();

    @Test
    void take_put_comesBackOnce() {
        var store = store();
        store.put("hash", TICKET);
        assertThat(store.take("other")).isEmpty();
        assertThat(store.take("hash")).contains(TICKET);
        assertThat(store.take("hash")).isEmpty();
    }

    @Test
    void take_manyAtOnce_givesItToOne() throws Exception {
        var store = store();
        store.put("hash", TICKET);
        assertThat(wins(() -> store.take("hash").isPresent())).isEqualTo(1);
    }

    @Test
    void isFirst_sameMessageAgain_isFalse() {
        var store = store();
        assertThat(store.isFirst(DEMO, "msg_1", LATER)).isTrue();
        assertThat(store.isFirst(DEMO, "msg_1", LATER)).isFalse();
        assertThat(store.isFirst(DEMO, "msg_2", LATER)).isTrue();
        assertThat(store.isFirst(OTHER, "msg_1", LATER)).isTrue();
    }

    @Test
    void isFirst_manyAtOnce_isTrueForOne() throws Exception {
        var store = store();
        assertThat(wins(() -> store.isFirst(DEMO, "msg_1", LATER))).isEqualTo(1);
    }

    private static int wins(Callable<Boolean> attempt) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tries =
                    IntStream.range(0, 8).mapToObj(_ -> threads.submit(attempt)).toList();
            var wins = 0;
            for (var result : tries) wins += result.get() ? 1 : 0;
            return wins;
        }
    }
}
