package io.cloakroom.gateway;

import static io.cloakroom.gateway.House.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.http.Response;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Marks;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.StoredValue;
import io.cloakroom.token.TokenMint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A list of large records comes in more answers than one, and none of them is left out. */
class LargeListsTest {
    private static final int RECORDS = 8;
    private static final String WORD = "word-";

    private final House house = new House("""
              scans:
                sites: demo
                records: many
                deliveries: [card, direct]
                member: {edits: all}
                staff: {staff: {reads: [plain], purposes: [member asked]}}
                fields: {word: {class: plain}}
            """);

    @BeforeEach
    void fill() {
        // Of a field that is declared no more: it is read all the same.
        var left = new StoredValue.Plain("x".repeat(SealedRecord.BYTES_MAX - 100));
        for (var i = 0; i < RECORDS; i++) {
            Map<FieldName, StoredValue> values =
                    Map.of(new FieldName("left"), left, new FieldName("word"), new StoredValue.Plain(WORD + i));
            var record = new SealedRecord(
                    new MemberId("ada"),
                    new CollectionId("scans"),
                    new RecordId("r" + i),
                    1,
                    House.NOON,
                    Optional.empty(),
                    values);
            assertThat(house.records.put(record, Marks.NONE)).isEqualTo(RecordStore.Put.DONE);
        }
    }

    /** From the first to the last, each of which says where the next one is. */
    private static List<String> all(String first, Function<String, Response> ask, String next, String before) {
        var pages = new ArrayList<String>();
        var address = Optional.of(first);
        while (address.isPresent()) {
            var answer = ask.apply(address.get());
            assertThat(answer.status()).isEqualTo(200);
            pages.add(text(answer));
            var more = Pattern.compile(next).matcher(pages.getLast());
            address = more.find() ? Optional.of(before + more.group(1).replace("&amp;", "&")) : Optional.empty();
        }
        return pages;
    }

    private static void assertWhole(List<String> pages) {
        assertThat(pages).hasSize(3);
        assertThat(String.join("", pages))
                .contains(IntStream.range(0, RECORDS).mapToObj(i -> WORD + i).toList());
        for (var page : pages) assertThat(page.split(WORD, -1).length - 1).isLessThanOrEqualTo(3);
    }

    private static final String LINK = "href=\"([^\"]+cursor=[^\"]+)\"";

    @Test
    void list_onHerOwnPages_isWhole() {
        var ada = house.new Browser();
        ada.signIn("ada");

        assertWhole(all("/app/me/records/scans?site=demo", address -> ada.open(address, "same-origin"), LINK, ""));
    }

    @Test
    void list_atTheConsole_isWhole() {
        house.pool.add("ada", "ada@example.test");
        house.pool.say("sam", List.of("staff"), List.of("pwd", "otp", "mfa"));
        var sam = house.new Browser(ConsoleScene.CONSOLE);
        sam.signInAtConsole("sam");
        var first = "/console/members/ada/records/scans?purpose=member%20asked";

        assertWhole(all(first, address -> sam.open(address, "same-origin"), LINK, ""));
    }

    @Test
    void list_byAToken_isWhole() {
        var token = TokenMint.signed(new TokenMint(House.NOON).accessClaims("ada", "client"));
        var first = "/v1/me/collections/scans";

        assertWhole(all(first, address -> house.bearer(address, token), "\"next\":\"([^\"]+)\"", first + "?cursor="));
    }

    @Test
    void export_ofHerOwn_isWhole() {
        var ada = house.new Browser();
        ada.signIn("ada");

        var answer = ada.send(
                "POST", "/app/me/export?site=demo", "", House.fetchMetadata("same-origin", "navigate", "document"));

        assertThat(text(answer))
                .contains(IntStream.range(0, RECORDS).mapToObj(i -> WORD + i).toList());
    }
}
