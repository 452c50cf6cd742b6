package io.cloakroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What a member's own read costs, in DynamoDB's write units: one for each KiB of an item that is begun. 200 members open ten
 * pages each, with three cards of three fields, no two of one collection.
 */
final class EntryCostTest {
    private static final int PAGES = 10;
    /** A batch's key and the names of what it has. */
    private static final int ITEM_BYTES = 60;

    private static final List<Subject> CARDS = List.of(
            subject("contact-details", "phone", "address", "emergency"),
            subject("membership", "number", "valid_until", "household"),
            subject("preferences", "language", "newsletter", "calls"));

    private final Books books = new Books();

    private static Subject subject(String collection, String... fields) {
        var names = List.of(fields).stream().map(FieldName::new).toList();
        return new Subject(new CollectionId(collection), Optional.of(RecordId.SELF), names);
    }

    private Entry read(MemberId member, Subject subject) {
        return new Entry(
                books.clock.instant(),
                new Actor.Member(member, Books.SITE),
                Act.READ,
                Optional.of(member),
                Optional.of(subject),
                Optional.empty(),
                Optional.empty(),
                "request-id-22-letters-");
    }

    @Test
    void read_ofThreeCards_costsLessThanATenthOfAUnit() {
        var ledger = books.ledger(1);
        var members = IntStream.range(0, 200)
                .mapToObj(_ -> new MemberId(UUID.randomUUID().toString()))
                .toList();
        for (var page = 0; page < PAGES; page++) {
            for (var member : members) CARDS.forEach(card -> ledger.note(read(member, card)));
            ledger.flush();
        }
        var reads = PAGES * members.size() * CARDS.size();
        assertThat(books.entries()).hasSize(reads);
        assertThat((double) batchUnits() / reads).as("of batches").isLessThan(0.1);
        assertThat((double) (batchUnits() + members.size()) / reads)
                .as("with each member's pointer to the hour")
                .isLessThan(0.13);
    }

    private int batchUnits() {
        return books.store.shard(0).values().stream()
                .mapToInt(batch -> (batch.content().length + ITEM_BYTES) / 1024 + 1)
                .sum();
    }
}
