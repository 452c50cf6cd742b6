package io.cloakroom.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.cloakroom.config.Settings;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.FakeLedger;
import io.cloakroom.ledger.Ledger;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.FakeFactStore;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.Collections;
import io.cloakroom.record.FakeRecordStore;
import io.cloakroom.record.Marks;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.seal.Everybody;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.WrappedKey;
import io.cloakroom.site.Sites;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upkeep.Sweep;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class NightlySweepTest {
    private static final Instant EVENING = Instant.parse("2026-11-25T22:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-11-26T03:00:00Z");
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final CollectionId NOTES = new CollectionId("notes");

    private final SettableClock clock = new SettableClock(EVENING);
    private final FakeMemberKeyStore keys = new FakeMemberKeyStore();
    private final FakeRecordStore records = new FakeRecordStore(keys::isErased);
    private final FakeFactStore walks = new FakeFactStore();
    private final FakeLedger ledger = new FakeLedger();

    @BeforeEach
    void fill() {
        for (var member : new MemberId[] {ADA, EVE}) {
            keys.add(new WrappedKey(member, 1, new byte[] {1}));
            write(member, "old", Instant.EPOCH);
            write(member, "young", NIGHT);
        }
    }

    private void write(MemberId member, String id, Instant at) {
        var record = new SealedRecord(member, NOTES, new RecordId(id), 1, at, Optional.empty(), Map.of());
        records.put(record, Marks.NONE);
    }

    private NightlySweep job(String retention, Ledger into) {
        var settings = Settings.of("""
                sites:
                  demo:
                    origins: https://www.example.test
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  notes: {sites: demo, records: many, %s fields: {x: {}}}
                """.formatted(retention));
        var collections = Collections.from(settings, Sites.from(settings));
        return new NightlySweep(new Sweep(collections, new Everybody(keys), records, walks, into, clock), clock);
    }

    private void look() {
        job("retention: P1D,", ledger).look();
    }

    private void goTo(Instant moment) {
        clock.advance(Duration.between(clock.instant(), moment));
    }

    private int kept() {
        return records.some(ADA, 10).size() + records.some(EVE, 10).size();
    }

    @Test
    void look_beforeTheNightAndAfterIt_deletesNothing() {
        for (var moment : new Instant[] {EVENING, NIGHT.minusMillis(1), NIGHT.plus(Nightly.NIGHT)}) {
            goTo(moment);
            look();
            assertThat(kept()).isEqualTo(4);
        }
        goTo(NIGHT.plus(Duration.ofDays(1)).plus(Nightly.NIGHT).minusMillis(1));
        look();
        assertThat(kept()).isZero();
    }

    @Test
    void look_byNight_deletesOnceWhateverHowManyGatewaysLook() {
        goTo(NIGHT);
        look();
        assertThat(kept()).isEqualTo(2);
        assertThat(walks.walk("#retention")).isPresent();
        assertThat(ledger.entries).hasSize(2).allMatch(entry -> entry.actor().equals(new Actor.Job("retention")));

        write(ADA, "old", Instant.EPOCH);
        look();
        assertThat(kept()).isEqualTo(3);
        goTo(NIGHT.plus(Duration.ofDays(1)));
        look();
        assertThat(kept()).isZero();
    }

    @Test
    void look_noCollectionHasARetention_asksNothing() {
        goTo(NIGHT);
        job("", ledger).look();
        assertThat(kept()).isEqualTo(4);
        assertThat(walks.walk("#retention")).isEmpty();
    }

    @Test
    void look_failed_isTriedAgainUntilTheNightIsOver() {
        goTo(NIGHT);
        var away = new Ledger() {
            @Override
            public void write(Entry entry) {
                throw new Unavailable("ledger", null);
            }

            @Override
            public void note(Entry entry) {}
        };
        assertThatThrownBy(() -> job("retention: P1D,", away).look()).isInstanceOf(Unavailable.class);
        assertThat(kept()).isEqualTo(4);

        clock.advance(Duration.ofMinutes(10));
        look();
        assertThat(kept()).isEqualTo(2);
    }

    @Test
    void look_somethingCannotBeRead_isNamedInTheLog() {
        var log = new ListAppender<ILoggingEvent>();
        log.start();
        var logger = (Logger) LoggerFactory.getLogger(NightlySweep.class);
        logger.addAppender(log);
        records.spoil(ADA, NOTES, new RecordId("young"));
        goTo(NIGHT);
        try {
            look();
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .contains("retention: something in notes of ada cannot be read");
        assertThat(records.some(EVE, 10)).hasSize(1);
    }
}
