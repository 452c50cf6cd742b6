package io.cloakroom.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Settings;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Vault.Change;
import io.cloakroom.seal.Everybody;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.VaultId;
import io.cloakroom.site.Sites;
import io.cloakroom.token.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A field that was plain is sensitive by now: what was written before is sealed too, by the next write or by a walk. */
class SealingTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final RecordId SELF = RecordId.SELF;
    private static final FieldName NUMBER = new FieldName("number");
    private static final FieldName NOTE = new FieldName("note");
    private static final FieldName OPEN = new FieldName("open");
    private static final WriteId WRITE = new WriteId("write-0123456789abcdef");
    private static final Map<FieldName, String> VALUES = Map.of(NUMBER, "DE 4711", NOTE, "a note", OPEN, "for all");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-25T12:00:00Z"));
    private final FakeMemberKeyStore keys = new FakeMemberKeyStore();
    private final FakeRecordStore records = new FakeRecordStore(keys::isErased);
    private final Collection before = collection("number: {class: plain}, note: {}, open: {class: plain}");
    private final Collection now = collection("number: {searchable: exact}, open: {class: plain}");
    private Vault vault;

    private static Collection collection(String fields) {
        var settings = Settings.of("""
                sites:
                  demo:
                    origins: https://www.example.test
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  people:
                    sites: demo
                    fields: {%s}
                """.formatted(fields));
        var collections = Collections.from(settings, Sites.from(settings));
        settings.done();
        return collections.find("people").orElseThrow();
    }

    @BeforeEach
    void write() throws IOException {
        Keyset.create(folder.resolve("keyset.json"));
        var keyset = Keyset.read(folder.resolve("keyset.json"));
        vault = new Vault(
                new VaultId("test"),
                new MemberKeys(keyset.keyRing(), keys, clock),
                records,
                clock,
                keyset.gatewayKey());
        var values = new HashMap<FieldName, Optional<String>>();
        VALUES.forEach((name, value) -> values.put(name, Optional.of(value)));
        assertThat(vault.change(ADA, before, SELF, 0, values, WRITE)).isEqualTo(Change.DONE);
        clock.advance(Duration.ofDays(3));
    }

    private SealedRecord stored() {
        return records.find(ADA, now.id(), SELF).orElseThrow();
    }

    private Map<FieldName, String> opened() {
        return vault.open(stored(), VALUES.keySet()).orElseThrow().fields();
    }

    private void assertSealed() {
        assertThat(stored().values()).hasEntrySatisfying(OPEN, SealingTest::isPlain);
        for (var name : List.of(NUMBER, NOTE))
            assertThat(stored().values().get(name)).isInstanceOf(StoredValue.Sealed.class);
    }

    private static void isPlain(StoredValue value) {
        assertThat(value).isInstanceOf(StoredValue.Plain.class);
    }

    private RecordWalk.Progress run(RecordWalk.Work work) {
        return new RecordWalk(new Everybody(keys), records, now, work).run(Optional.empty(), _ -> {});
    }

    @Test
    void change_anotherField_sealsWhatIsDeclaredSealedByNowAndWhatWasSealed() {
        assertThat(stored().values()).hasEntrySatisfying(NUMBER, SealingTest::isPlain);
        var changes = Map.of(OPEN, Optional.of("for everybody"));

        assertThat(vault.change(ADA, now, SELF, 1, changes, new WriteId("another-0123456789abc")))
                .isEqualTo(Change.DONE);

        assertSealed();
        assertThat(opened()).containsEntry(NUMBER, "DE 4711").containsEntry(NOTE, "a note");
    }

    @Test
    void seal_whatWasPlain_changesNothingElseOfTheRecord() {
        var first = stored();
        assertThat(run(Vault::isToSeal).done()).isEqualTo(1);
        assertThat(stored()).isEqualTo(first);

        assertThat(run(vault::seal).done()).isEqualTo(1);

        assertSealed();
        assertThat(opened()).isEqualTo(VALUES);
        assertThat(stored().version()).isEqualTo(2);
        assertThat(stored().writtenAt()).isEqualTo(first.writtenAt());
        assertThat(stored().writeId()).contains(WRITE);
        assertThat(vault.search(now, NUMBER, "DE 4711")).containsExactly(new Vault.Hit(ADA, SELF));
        assertThat(run(Vault::isToSeal).done()).isZero();
        assertThat(run(vault::seal).done()).isZero();
        assertThat(stored().version()).isEqualTo(2);
    }

    @Test
    void seal_recordWrittenOrErasedMeanwhile_leavesItAsItIs() {
        var known = stored();
        vault.change(ADA, before, SELF, 1, Map.of(NUMBER, Optional.of("new")), new WriteId("another-0123456789abc"));

        assertThat(vault.seal(now, known)).isFalse();

        assertThat(opened()).containsEntry(NUMBER, "new");
        var latest = stored();
        keys.bury(ADA, clock.instant());
        assertThat(vault.seal(now, latest)).isFalse();
        assertThat(stored()).isEqualTo(latest);
    }

    @Test
    void seal_recordThatBecomesTooLarge_isNamedAndLeftAsItIs() {
        var left = new FieldName("left");
        var first = stored();
        var values = new HashMap<>(first.values());
        var taken = values.entrySet().stream()
                .mapToInt(value ->
                        value.getKey().value().length() + value.getValue().bytes())
                .sum();
        values.put(left, new StoredValue.Plain("x".repeat(SealedRecord.BYTES_MAX - taken - "left".length())));
        var full = new SealedRecord(ADA, now.id(), SELF, 1, first.writtenAt(), Optional.empty(), values);
        records.delete(ADA, now.id(), SELF);
        assertThat(records.put(full, Marks.NONE)).isEqualTo(RecordStore.Put.DONE);

        var done = run(vault::seal);

        assertThat(done.stragglers()).containsExactly(new RecordWalk.Straggler(ADA, now.id(), Optional.of(SELF)));
        assertThat(stored()).isEqualTo(full);
    }
}
