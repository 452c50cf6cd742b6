package io.cloakroom.bench;

import io.cloakroom.bench.report.Column;
import io.cloakroom.bench.report.Row;
import io.cloakroom.bench.report.Row.Section;
import io.cloakroom.bench.system.LedgerItems;
import io.cloakroom.gateway.Services;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Subject;
import io.cloakroom.local.demo.LocalSystem;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.site.SiteId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** What an entry of the ledger costs, in time, in bytes and in what DynamoDB counts for writes. */
final class LedgerRows {
    static final String GROUPED_READS = "ledger-grouped";

    private static final int MEMBERS = 200;
    private static final int PAGES = 10;
    private static final int CARDS = 3;
    private static final int DURABLE = 500;

    private static final String GROUPED =
            "200 members open ten pages each, twice, with three cards of three fields, no two of one collection; their own"
                    + " reads are noted, and written to DynamoDB Local in batches. Write units: as DynamoDB counts them, of the"
                    + " batches, and with each member's pointer to the hour.";

    private static final String SINGLE =
            "Staff read a record of one member after the other, twice over: each entry durable before the next, with a pointer of its own.";

    private final Ground ground;

    LedgerRows(Ground ground) {
        this.ground = ground;
    }

    List<Row> measure() {
        try (var stage = ground.bench().progress().begin("Ledger")) {
            var subs = IntStream.range(0, MEMBERS)
                    .mapToObj(_ -> UUID.randomUUID().toString())
                    .toList();
            var grouped = measured(GROUPED_READS, "Own reads, grouped", GROUPED, subs, this::notePages);
            var single = measured("ledger-single", "Durable entries, one by one", SINGLE, subs, this::writeSingly);
            stage.done(grouped.text(Column.ENTRY_UNITS) + " and " + single.text(Column.ENTRY_UNITS) + " write units");
            return List.of(grouped, single);
        }
    }

    /** Does it, and says how many entries that made. */
    @FunctionalInterface
    private interface Work {
        int run(Services services, List<String> subs);
    }

    private Row measured(String id, String title, String does, List<String> subs, Work work) {
        var config = ground.onDynamoDb(id).config();
        var before = LedgerItems.all(ground.vault());
        var result = LocalSystem.withParts(config, Clock.systemUTC(), (_, services) -> {
            // Members' keys, and whatever else is needed once.
            var first = work.run(services, subs);
            var begun = System.nanoTime();
            var second = work.run(services, subs);
            services.close();
            return new Result(first + second, (System.nanoTime() - begun) / 1e3 / second);
        });
        var after = LedgerItems.all(ground.vault());
        var batches = after.batches().minus(before.batches());
        var pointers = after.pointers().minus(before.pointers());
        return Row.of(Section.LEDGER, id, title, does)
                .with(Column.ENTRY_MICROS, result.micros())
                .with(Column.ENTRY_BYTES, (double) batches.bytes() / result.entries())
                .with(Column.ENTRY_UNITS, batches.units() / result.entries())
                .with(Column.ENTRY_UNITS_WITH_POINTERS, (batches.units() + pointers.units()) / result.entries());
    }

    /** @param micros for each entry of the second run, the last flush included */
    private record Result(int entries, double micros) {}

    private int notePages(Services services, List<String> subs) {
        for (var page = 0; page < PAGES; page++) {
            for (var sub : subs) cards(sub, services.ledger()::note);
        }
        return PAGES * subs.size() * CARDS;
    }

    private static void cards(String sub, Consumer<Entry> ledger) {
        var member = new MemberId(sub);
        for (var card = 0; card < CARDS; card++) {
            var actor = new Actor.Member(member, new SiteId("bench"));
            ledger.accept(read(actor, member, "contact-details-" + card, Optional.empty()));
        }
    }

    private int writeSingly(Services services, List<String> subs) {
        var staff = new Actor.Staff(new MemberId(UUID.randomUUID().toString()));
        for (var n = 0; n < DURABLE; n++) {
            var member = new MemberId(subs.get(n % subs.size()));
            services.ledger().write(read(staff, member, "contact-details", Optional.of("a call of hers")));
        }
        return DURABLE;
    }

    private static Entry read(Actor actor, MemberId about, String collection, Optional<String> purpose) {
        var fields = List.of(new FieldName("phone"), new FieldName("address"), new FieldName("emergency"));
        var subject = new Subject(new CollectionId(collection), Optional.of(RecordId.SELF), fields);
        return new Entry(
                Instant.now(),
                actor,
                Act.READ,
                Optional.of(about),
                Optional.of(subject),
                purpose,
                Optional.empty(),
                UUID.randomUUID().toString().substring(0, 22));
    }
}
