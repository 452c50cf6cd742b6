package io.cloakroom.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.RecordStore.Put;
import io.cloakroom.record.Vault.Change;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.VaultId;
import io.cloakroom.site.Sites;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasureTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final FieldName PHONE = new FieldName("phone");
    private static final FieldName GREETING = new FieldName("greeting");
    private static final WriteId WRITE = new WriteId("write-0123456789");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-25T12:00:00Z"));
    private final FakeMemberKeyStore keys = new FakeMemberKeyStore();
    private final FakeRecordStore records = new FakeRecordStore(keys::isErased);
    private final Collection contact = declared("contact");
    private Vault vault;
    private Erasure erasure;

    private static Collection declared(String id) {
        var settings = Settings.of("""
                sites:
                  demo:
                    origins: https://www.example.test
                    client-id: client
                    client-secret: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                collections:
                  contact:
                    sites: demo
                    records: many
                    fields: {phone: {}, greeting: {class: plain}}
                  diary: {sites: demo, records: many, fields: {phone: {}, greeting: {}}}
                  visits: {sites: demo, records: many, fields: {phone: {}, greeting: {}}}
                """);
        return Collections.from(settings, Sites.from(settings)).find(id).orElseThrow();
    }

    @BeforeEach
    void fill() throws IOException {
        Keyset.create(folder.resolve("keyset.json"));
        vault = anotherProcess();
        erasure = new Erasure(keys, records, new Collections(List.of(contact)), clock);
        for (var i = 0; i < 250; i++) write(vault, ADA, "r" + i);
        write(vault, EVE, "self");
    }

    private Vault anotherProcess() throws IOException {
        var keyset = Keyset.read(folder.resolve("keyset.json"));
        var ring = new MemberKeys(keyset.keyRing(), keys, clock);
        return new Vault(new VaultId("test"), ring, records, clock, keyset.gatewayKey());
    }

    private Put write(Vault by, MemberId member, String id) {
        return write(by, member, contact, id);
    }

    private static Put write(Vault by, MemberId member, Collection collection, String id) {
        return by.write(member, collection, new RecordId(id), 0, Map.of(PHONE, "030 1", GREETING, "Dear Ada"));
    }

    @Test
    void look_changesNothing() {
        var receipt = erasure.look(ADA);

        assertThat(receipt.records()).isEqualTo(Map.of("contact", 100));
        assertThat(receipt.plain()).isEqualTo(Set.of("contact.greeting"));
        assertThat(keys.isErased(ADA)).isFalse();
        assertThat(records.some(ADA, 1)).isNotEmpty();
    }

    /** What a member reads before she has all of it erased: a collection behind many records of another is named too. */
    @Test
    void look_atManyRecords_leavesOutNoDeclaredCollection() {
        var diary = declared("diary");
        var visits = declared("visits");
        write(vault, ADA, diary, "d1");
        write(vault, ADA, diary, "d2");
        write(vault, ADA, visits, "v1");
        write(vault, EVE, visits, "v2");
        records.spoil(ADA, visits.id(), new RecordId("v1"));
        var all = new Erasure(keys, records, new Collections(List.of(contact, diary, visits)), clock);

        assertThat(all.look(ADA).records()).isEqualTo(Map.of("contact", 100, "diary", 1, "visits", 1));
        assertThat(all.look(EVE).records()).isEqualTo(Map.of("contact", 1, "visits", 1));
    }

    @Test
    void erase_takesAllOfHersAndNothingOfOthers() {
        var receipt = erasure.erase(ADA);

        assertThat(receipt.keys()).isEqualTo(1);
        assertThat(receipt.records()).isEqualTo(Map.of("contact", 250));
        assertThat(receipt.plain()).isEqualTo(Set.of("contact.greeting"));
        assertThat(records.some(ADA, 1)).isEmpty();
        var eves = records.some(EVE, 1).getFirst();
        assertThat(vault.open(eves, Set.of(PHONE)).orElseThrow().fields()).containsEntry(PHONE, "030 1");
    }

    @Test
    void erased_isBroughtBackByNobody() throws IOException {
        var copied = records.some(ADA, 1).getFirst();
        erasure.erase(ADA);

        for (var process : new Vault[] {vault, anotherProcess()}) {
            assertThat(write(process, ADA, "new")).isEqualTo(Put.ERASED);
            var change =
                    process.change(ADA, contact, new RecordId("new"), 0, Map.of(PHONE, Optional.of("030 2")), WRITE);
            assertThat(change).isEqualTo(Change.ERASED);
        }
        // A copy of the table opens no more, in this process after a minute and in others at once.
        clock.advance(Duration.ofMinutes(1));
        assertThat(vault.open(copied, Set.of(PHONE))).isEmpty();
        assertThat(anotherProcess().open(copied, Set.of(PHONE))).isEmpty();
    }

    @Test
    void erase_thatWasStopped_isEndedByDoingItAgain() {
        var stopping = new Erasure(keys, new StoppingRecords(120), new Collections(List.of(contact)), clock);
        assertThatThrownBy(() -> stopping.erase(ADA)).isInstanceOf(Unavailable.class);
        assertThat(keys.isErased(ADA)).isTrue();
        assertThat(records.some(ADA, 1)).isNotEmpty();
        var buriedAt = clock.instant();
        clock.advance(Duration.ofDays(1));

        var receipt = erasure.erase(ADA);

        assertThat(receipt.at()).isEqualTo(buriedAt);
        assertThat(receipt.keys()).isZero();
        assertThat(receipt.records()).isEqualTo(Map.of("contact", 130));
        assertThat(receipt.plain()).containsExactly("contact.greeting");
        assertThat(records.some(ADA, 1)).isEmpty();
    }

    /** All records were gone before it was stopped: what backups show of them is told all the same. */
    @Test
    void erase_withNothingLeft_namesWhatWasNotSealed() {
        erasure.erase(ADA);

        var receipt = erasure.erase(ADA);

        assertThat(receipt.records()).isEmpty();
        assertThat(receipt.plain()).containsExactly("contact.greeting");
        assertThat(receipt.marked()).isEmpty();
    }

    /** Of a field that was plain once and is declared sealed by now. */
    @Test
    void erase_whatIsDeclaredNoMore_isNamedIfItIsFound() {
        var receipt = new Erasure(keys, records, new Collections(List.of()), clock).erase(ADA);

        assertThat(receipt.plain()).containsExactly("contact.greeting");
    }

    /** Fails at the delete after so many. */
    private final class StoppingRecords implements RecordStore {
        private int left;

        StoppingRecords(int left) {
            this.left = left;
        }

        @Override
        public Optional<SealedRecord> find(MemberId member, CollectionId collection, RecordId id) {
            return records.find(member, collection, id);
        }

        @Override
        public List<SealedRecord> list(MemberId member, CollectionId collection, Optional<RecordId> after, int limit) {
            return records.list(member, collection, after, limit);
        }

        @Override
        public Put put(SealedRecord record, Marks marks) {
            return records.put(record, marks);
        }

        @Override
        public List<SealedRecord> some(MemberId member, int limit) {
            return records.some(member, limit);
        }

        @Override
        public void delete(MemberId member, CollectionId collection, RecordId id) {
            if (left-- == 0) throw new Unavailable("records", null);
            records.delete(member, collection, id);
        }

        @Override
        public boolean delete(MemberId member, CollectionId collection, RecordId id, long version) {
            return records.delete(member, collection, id, version);
        }

        @Override
        public Added add(SealedRecord record, int most, Marks marks) {
            return records.add(record, most, marks);
        }

        @Override
        public boolean mark(SealedRecord record, Marks marks) {
            return records.mark(record, marks);
        }

        @Override
        public List<Marked> marked(CollectionId collection, FieldName field, String mark, int limit) {
            return records.marked(collection, field, mark, limit);
        }

        @Override
        public int forget(MemberId member) {
            return records.forget(member);
        }
    }
}
