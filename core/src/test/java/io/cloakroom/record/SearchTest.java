package io.cloakroom.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.RecordWalk.Straggler;
import io.cloakroom.record.Vault.Hit;
import io.cloakroom.seal.Everybody;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.VaultId;
import io.cloakroom.site.Sites;
import io.cloakroom.token.SettableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final FieldName NUMBER = new FieldName("number");
    private static final FieldName NAME = new FieldName("name");
    private static final String VALUE = "DE 4711 0815";

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-25T12:00:00Z"));
    private final FakeMemberKeyStore keys = new FakeMemberKeyStore();
    private final FakeRecordStore records = new FakeRecordStore(keys::isErased);
    private final Collection people = collection("number: {searchable: exact}, name: {searchable: exact}, note: {}");
    private Keyset keyset;
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
                    records: many
                    fields: {%s}
                """.formatted(fields));
        var collections = Collections.from(settings, Sites.from(settings));
        settings.done();
        return collections.find("people").orElseThrow();
    }

    @BeforeEach
    void open() throws IOException {
        Keyset.create(folder.resolve("keyset.json"));
        keyset = Keyset.read(folder.resolve("keyset.json"));
        vault = vault(keyset, "test");
    }

    private Vault vault(Keyset by, String id) {
        return new Vault(
                new VaultId(id), new MemberKeys(keyset.keyRing(), keys, clock), records, clock, by.gatewayKey());
    }

    private void write(MemberId member, String id, long known, String number) {
        assertThat(vault.write(member, people, new RecordId(id), known, Map.of(NUMBER, number)))
                .isEqualTo(RecordStore.Put.DONE);
    }

    private List<Hit> search(String value) {
        return vault.search(people, NUMBER, value);
    }

    private static Hit hit(MemberId member, String id) {
        return new Hit(member, new RecordId(id));
    }

    @Test
    void search_aValue_findsWhoeverHasIt() {
        write(ADA, "a", 0, VALUE);
        write(EVE, "b", 0, VALUE);
        write(EVE, "c", 0, "DE 4711 0816");

        assertThat(search(VALUE)).containsExactlyInAnyOrder(hit(ADA, "a"), hit(EVE, "b"));
        assertThat(search("DE 4711 081")).isEmpty();
        assertThat(search(" ")).isEmpty();
        assertThat(vault.search(people, NAME, VALUE)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {"de 4711 0815", "  DE   4711\t0815 ", "\uFF24\uFF25 4711 0815"})
    void search_anotherSpelling_findsTheSame(String spelling) {
        write(ADA, "a", 0, VALUE);
        assertThat(search(spelling)).containsExactly(hit(ADA, "a"));
    }

    @Test
    void normal_ofNumbersAndLetters_isOneSpelling() {
        var number = new FieldType.Decimal(Optional.empty(), Optional.empty());
        assertThat(BlindIndex.normal(number, "12.50")).contains("12.5").isEqualTo(BlindIndex.normal(number, "12.5"));
        assertThat(BlindIndex.normal(number, "1000000")).contains("1000000");
        assertThat(BlindIndex.normal(number, "twelve")).isEmpty();
        assertThat(BlindIndex.normal(FieldType.TEXT, "Straße")).isEqualTo(BlindIndex.normal(FieldType.TEXT, "STRASSE"));
        assertThat(BlindIndex.normal(FieldType.TEXT, "Zoe\u0308"))
                .isEqualTo(BlindIndex.normal(FieldType.TEXT, "zo\u00eb"));
    }

    @Test
    void search_changedOrTakenAway_findsItNoMore() {
        write(ADA, "a", 0, VALUE);
        write(ADA, "a", 1, "DE 0000 0000");
        assertThat(search(VALUE)).isEmpty();
        assertThat(search("DE 0000 0000")).hasSize(1);

        vault.write(ADA, people, new RecordId("a"), 2, Map.of(NAME, "Ada Lovelace"));

        assertThat(search("DE 0000 0000")).isEmpty();
        assertThat(vault.search(people, NAME, "ada lovelace")).hasSize(1);
        vault.delete(ADA, people, new RecordId("a"), 3);
        assertThat(vault.search(people, NAME, "ada lovelace")).isEmpty();
    }

    @Test
    void search_manyHits_areTwentyAtMost() {
        for (var i = 0; i < 20; i++) write(new MemberId("m" + i), "a", 0, VALUE);
        assertThat(search(VALUE)).hasSize(20);
        write(ADA, "a", 0, VALUE);
        assertThat(search(VALUE)).hasSize(20);
    }

    @Test
    void search_aMarkThatLies_isNotBelieved() {
        write(ADA, "a", 0, VALUE);
        write(EVE, "b", 0, "another number");
        var mark = new BlindIndex(new VaultId("test"), keyset.gatewayKey())
                .mark(people.id(), people.field(NUMBER).orElseThrow(), VALUE)
                .orElseThrow();
        var eves = records.find(EVE, people.id(), new RecordId("b")).orElseThrow();

        assertThat(records.mark(eves, new Marks(Map.of(NUMBER, mark), Set.of())))
                .isTrue();

        assertThat(search(VALUE)).containsExactly(hit(ADA, "a"));
    }

    @Test
    void search_erased_findsNobody() {
        write(ADA, "a", 0, VALUE);
        var receipt = new Erasure(keys, records, new Collections(List.of(people)), clock).erase(ADA);

        assertThat(receipt.marked()).contains(people.id().value() + "." + NUMBER.value());

        assertThat(search(VALUE)).isEmpty();
        assertThat(records.marked(people.id(), NUMBER, "any", 10)).isEmpty();
    }

    @Test
    void mark_ofOtherFieldsVaultsAndKeysets_isAnother() throws IOException {
        Keyset.create(folder.resolve("other.json"));
        var other = Keyset.read(folder.resolve("other.json"));
        var marks = new ArrayList<String>();
        for (var by : List.of(keyset, other)) {
            for (var id : List.of("test", "test2")) {
                for (var name : List.of(NUMBER, NAME)) {
                    var field = people.field(name).orElseThrow();
                    new BlindIndex(new VaultId(id), by.gatewayKey())
                            .mark(people.id(), field, VALUE)
                            .ifPresent(marks::add);
                }
            }
        }
        assertThat(marks).hasSize(8).doesNotHaveDuplicates().allMatch(mark -> mark.matches("[0-9a-f]{64}"));
    }

    @Test
    void search_afterARotation_findsWhatWasMarkedBefore() throws IOException {
        write(ADA, "a", 0, VALUE);
        Keyset.rotate(folder.resolve("keyset.json"), clock.instant());

        var after = vault(Keyset.read(folder.resolve("keyset.json")), "test");

        assertThat(after.search(people, NUMBER, VALUE)).containsExactly(hit(ADA, "a"));
    }

    @Test
    void search_aFieldThatIsNotSearchable_isAMistake() {
        assertThatThrownBy(() -> vault.search(people, new FieldName("note"), "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reindex_whatWasWrittenBefore_isFoundAfterwards() {
        var before = collection("number: {}, name: {}, note: {}");
        for (var i = 0; i < 130; i++)
            vault.write(ADA, before, new RecordId("r" + i), 0, Map.of(NUMBER, i == 77 ? VALUE : "DE " + i));
        for (var i = 0; i < 130; i++)
            vault.write(new MemberId("m" + i), before, RecordId.SELF, 0, Map.of(NUMBER, VALUE));
        assertThat(search(VALUE)).isEmpty();

        var look = reindexing(people, false).run(Optional.empty(), _ -> {});

        assertThat(look.seen()).isEqualTo(260);
        assertThat(look.done()).isZero();
        assertThat(search(VALUE)).isEmpty();
        var places = new ArrayList<RecordWalk.Progress>();
        var done = reindexing(people, true).run(Optional.empty(), places::add);
        assertThat(done.done()).isEqualTo(260);
        assertThat(done.members()).isEqualTo(131);
        assertThat(search("DE 129")).containsExactly(hit(ADA, "r129"));
        assertThat(search(VALUE)).hasSize(20);
        // Stopped after its first page, and gone on from there.
        var rest = reindexing(people, true).run(places.getFirst().next(), _ -> {});
        assertThat(rest.members()).isEqualTo(31);
    }

    private RecordWalk reindexing(Collection collection, boolean isMeant) {
        return new RecordWalk(
                new Everybody(keys),
                records,
                collection,
                (declared, record) -> isMeant && vault.mark(declared, record));
    }

    @Test
    void reindex_whatIsSearchableNoMore_losesItsMarks() {
        write(ADA, "a", 0, VALUE);
        var now = collection("number: {}, name: {searchable: exact}");

        assertThat(reindexing(now, true).run(Optional.empty(), _ -> {}).done()).isEqualTo(1);

        assertThat(search(VALUE)).isEmpty();
    }

    @Test
    void reindex_whatDoesNotOpen_isToldAndTheRestIsDone() {
        for (var id : List.of("a", "b")) write(ADA, id, 0, VALUE);
        var b = records.find(ADA, people.id(), new RecordId("b")).orElseThrow();
        records.delete(ADA, people.id(), new RecordId("a"));
        records.put(
                new SealedRecord(ADA, people.id(), new RecordId("a"), 1, b.writtenAt(), Optional.empty(), b.values()),
                Marks.NONE);

        var done = reindexing(people, true).run(Optional.empty(), _ -> {});

        assertThat(done.stragglers()).containsExactly(straggler("a"));
        assertThat(done.done()).isEqualTo(1);
        assertThat(search(VALUE)).containsExactly(hit(ADA, "b"));
    }

    private Straggler straggler(String id) {
        return new Straggler(ADA, people.id(), Optional.of(new RecordId(id)));
    }

    @Test
    void reindex_whatCannotBeRead_isToldAndTheRestIsDone() {
        for (var member : List.of(ADA, new MemberId("eve"))) write(member, "a", 0, VALUE);
        records.spoil(ADA, people.id(), new RecordId("a"));

        var done = reindexing(people, true).run(Optional.empty(), _ -> {});

        assertThat(done.stragglers()).containsExactly(new Straggler(ADA, people.id(), Optional.empty()));
        assertThat(done.done()).isEqualTo(1);
    }

    @Test
    void reindex_moreThatDoNotOpenThanAreTold_tellsAThousand() {
        write(ADA, "a", 0, VALUE);
        var a = records.find(ADA, people.id(), new RecordId("a")).orElseThrow();
        for (var i = 0; i <= RecordWalk.STRAGGLERS_MAX; i++) {
            if (i == RecordWalk.STRAGGLERS_MAX)
                assertThat(reindexing(people, true)
                                .run(Optional.empty(), _ -> {})
                                .stragglers())
                        .hasSize(RecordWalk.STRAGGLERS_MAX);
            var moved = new SealedRecord(
                    ADA, people.id(), new RecordId("m" + i), 1, a.writtenAt(), Optional.empty(), a.values());
            records.put(moved, Marks.NONE);
        }
        var done = reindexing(people, true).run(Optional.empty(), _ -> {});
        assertThat(done.stragglers()).hasSize(RecordWalk.STRAGGLERS_MAX);
        assertThat(done.seen()).isEqualTo(RecordWalk.STRAGGLERS_MAX + 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x: {searchable: exact, type: boolean} | only for text and numbers",
                "x: {searchable: exact, type: choice, options: [a]} | only for text and numbers",
                "x: {searchable: exact, type: list} | only for text and numbers",
                "x: {searchable: exact, type: date} | not for dates",
                "x: {searchable: exact, characters-max: 5} | only for text of characters-max 6",
                "x: {searchable: exact, type: number, least: 1, most: 1000000} | only for numbers of a range",
                "x: {searchable: exact, class: plain} | only for what is sealed",
                "x: {searchable: like} | none, exact",
            })
    void searchable_whatIsGuessed_isAFaultOfItsLine(String fields, String fault) {
        assertThatThrownBy(() -> collection(fields))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(":11: collections.people.fields.x.searchable: ")
                .hasMessageContaining(fault);
    }

    @Test
    void searchable_theEdges_areTaken() {
        assertThat(collection("x: {searchable: exact, characters-max: 6}").searchable())
                .hasSize(1);
        assertThat(collection("x: {searchable: exact, type: number, least: 0, most: 1000000}")
                        .searchable())
                .hasSize(1);
        assertThat(collection("x: {searchable: exact, class: secret}").searchable())
                .hasSize(1);
        assertThat(collection("x: {}").searchable()).isEmpty();
        assertThat(collection(fields(10)).searchable()).hasSize(10);
        assertThatThrownBy(() -> collection(fields(11))).hasMessageContaining("at most 10 searchable fields");
    }

    private static String fields(int count) {
        return String.join(
                ", ",
                IntStream.range(0, count)
                        .mapToObj(i -> "f" + i + ": {searchable: exact}")
                        .toList());
    }
}
