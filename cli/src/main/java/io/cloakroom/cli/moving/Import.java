package io.cloakroom.cli.moving;

import static java.util.stream.Collectors.groupingBy;

import io.cloakroom.cli.moving.Rows.Row;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.Vault;
import io.cloakroom.record.WriteId;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Takes rows into the vault. Each row is a write with a name of its own, made of what it says, so that the same file taken
 * twice is taken once, and a run that was stopped goes on by being run again. What is there and was not written by this row is
 * left alone, unless it is to be overwritten.
 */
public final class Import {
    private static final int AT_ONCE = 16;
    private static final String TOO_LARGE =
            String.format(Locale.ROOT, "the record would be larger than %,d bytes", SealedRecord.BYTES_MAX);

    private final Vault vault;
    private final RecordStore records;
    private final GatewayKey key;
    private final Collection collection;
    private final Mapping mapping;
    private final Mode mode;
    private final Proven proven;
    private final Consumer<MemberId> account;
    private final Set<MemberId> accounted = ConcurrentHashMap.newKeySet();
    private final Semaphore places = new Semaphore(AT_ONCE);

    /**
     * @param key marks what a row says, without saying it
     * @param proven told of each value that {@link Mode#VERIFY} finds; by several threads
     * @param account told of a member once, before anything of hers is written or opened; by several threads
     */
    public Import(
            Vault vault,
            RecordStore records,
            GatewayKey key,
            Collection collection,
            Mapping mapping,
            Mode mode,
            Proven proven,
            Consumer<MemberId> account) {
        this.account = account;
        this.vault = vault;
        this.records = records;
        this.key = key;
        this.collection = collection;
        this.mapping = mapping;
        this.mode = mode;
        this.proven = proven;
    }

    /** Is told of a value that stands in the vault as it stands in the row. */
    public interface Proven {
        void found(Row row, FieldName field, String value);
    }

    /** What to do with rows. */
    public enum Mode {
        /** Say what would be done. */
        LOOK,
        /** Write what is not there yet. */
        ADD,
        /** Change also what is there: the mapped fields, and no others. */
        OVERWRITE,
        /** Read everything back and compare. */
        VERIFY
    }

    /** What became of a row. */
    public sealed interface Outcome {
        record Written() implements Outcome {}

        /** It is there already, by this row or by one that says the same. */
        record There() implements Outcome {}

        /** @param reason says which column, and never what stands in it */
        record Rejected(long line, String reason) implements Outcome {}
    }

    /** What a row says. */
    private record Wish(MemberId member, RecordId id, Map<FieldName, Optional<String>> values, WriteId name) {}

    /** @param faults why it says nothing */
    private record Reading(Row row, Optional<Wish> wish, List<String> faults) {}

    /**
     * Does a batch, several members at once and each one's rows in the file's order: DynamoDB cancels writes of one member's
     * items that meet.
     *
     * @return an outcome for each, in the file's order
     * @throws UpstreamException if the store cannot be used now; rows of the batch may be done, and are not done twice
     */
    public List<Outcome> take(List<Row> rows) throws InterruptedException {
        var readings = rows.stream().map(this::read).toList();
        var outcomes = new Outcome[readings.size()];
        var turns = IntStream.range(0, readings.size()).boxed().collect(groupingBy(place -> member(readings, place)));
        atOnce(List.copyOf(turns.values()), turn -> {
            for (var place : turn) outcomes[place] = take(readings.get(place));
            return turn;
        });
        return List.of(outcomes);
    }

    private static Optional<MemberId> member(List<Reading> readings, int place) {
        return readings.get(place).wish().map(Wish::member);
    }

    private <T, R> List<R> atOnce(List<T> work, Function<T, R> each) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = work.stream()
                    .map(one -> threads.submit(() -> inTurn(one, each)))
                    .toList();
            var done = new ArrayList<R>();
            for (var task : tasks) done.add(task.get());
            return done;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UpstreamException failure) throw failure;
            throw new IllegalStateException(failed);
        }
    }

    private <T, R> R inTurn(T one, Function<T, R> each) throws InterruptedException {
        places.acquire();
        try {
            return each.apply(one);
        } finally {
            places.release();
        }
    }

    private Reading read(Row row) {
        var faults = new ArrayList<String>(row.fault().stream().toList());
        var wish = faults.isEmpty() ? wish(row, faults) : Optional.<Wish>empty();
        return new Reading(row, wish, faults);
    }

    private Outcome take(Reading reading) {
        var row = reading.row();
        if (reading.wish().isEmpty()) return new Outcome.Rejected(row.line(), String.join("; ", reading.faults()));
        return take(row, reading.wish().get());
    }

    /** What cannot be read stops nobody else's. */
    private Outcome take(Row row, Wish wish) {
        try {
            if (mode != Mode.LOOK) account(wish.member());
            return done(row, wish);
        } catch (Malformed why) {
            var reason = wish.id().value() + " of " + wish.member().value() + ": " + why.getMessage();
            return new Outcome.Rejected(row.line(), reason);
        }
    }

    /** Those of several members come at once, so that the ledger takes them together. */
    private void account(MemberId member) {
        if (accounted.contains(member)) return;
        account.accept(member);
        accounted.add(member);
    }

    private Outcome done(Row row, Wish wish) {
        return switch (mode) {
            case LOOK -> look(row, wish);
            case ADD -> write(row, wish, 0);
            case OVERWRITE -> write(row, wish, version(wish));
            case VERIFY -> verify(row, wish);
        };
    }

    private Optional<Wish> wish(Row row, List<String> faults) {
        var member = Optional.ofNullable(row.cells().get(mapping.member())).filter(MemberId::isMemberId);
        if (member.isEmpty()) faults.add(mapping.member() + ": the sub of a user of the pool");
        var id = collection.isSingle()
                ? Optional.of(RecordId.SELF.value())
                : Optional.ofNullable(row.cells().get(mapping.id())).filter(RecordId::isRecordId);
        if (id.isEmpty()) faults.add(mapping.id() + ": 1 to 64 of A-Z, a-z, 0-9, _ and -");
        var values = new TreeMap<String, String>();
        mapping.fields()
                .forEach((name, column) ->
                        value(row, name, column, faults).ifPresent(value -> values.put(name.value(), value)));
        if (values.isEmpty() && faults.isEmpty()) faults.add("no field has a value");
        if (!faults.isEmpty()) return Optional.empty();
        return Optional.of(wish(new MemberId(member.orElseThrow()), new RecordId(id.orElseThrow()), values));
    }

    private Optional<String> value(Row row, FieldName name, String column, List<String> faults) {
        var cell = Optional.ofNullable(row.cells().get(column))
                .map(text -> text.replace("\r\n", "\n"))
                .filter(text -> !text.isBlank());
        var type = collection.field(name).orElseThrow().type();
        cell.flatMap(type::fault).ifPresent(allowed -> faults.add(column + ": " + allowed));
        return cell;
    }

    private Wish wish(MemberId member, RecordId id, SortedMap<String, String> values) {
        var says = new StringBuilder();
        for (var part : List.of(collection.id().value(), member.value(), id.value())) append(says, part);
        values.forEach((name, value) -> {
            append(says, name);
            append(says, value);
        });
        var changes = new HashMap<FieldName, Optional<String>>();
        values.forEach((name, value) -> changes.put(new FieldName(name), Optional.of(value)));
        return new Wish(member, id, changes, new WriteId(key.mark("import", says.toString())));
    }

    private static void append(StringBuilder text, String part) {
        text.append(part.length()).append(':').append(part);
    }

    private Optional<SealedRecord> stored(Wish wish) {
        return records.find(wish.member(), collection.id(), wish.id());
    }

    private long version(Wish wish) {
        return stored(wish).map(SealedRecord::version).orElse(0L);
    }

    private Outcome look(Row row, Wish wish) {
        var stored = stored(wish);
        if (stored.isEmpty()) return outcome(row, foreseen(wish));
        return stored.get().writeId().filter(wish.name()::equals).isPresent() ? new Outcome.There() : there(row);
    }

    private Vault.Change foreseen(Wish wish) {
        var values = new HashMap<FieldName, String>();
        wish.values().forEach((field, value) -> value.ifPresent(text -> values.put(field, text)));
        return vault.foresee(wish.member(), collection, wish.id(), values);
    }

    private Outcome write(Row row, Wish wish, long version) {
        return outcome(row, vault.change(wish.member(), collection, wish.id(), version, wish.values(), wish.name()));
    }

    private Outcome outcome(Row row, Vault.Change change) {
        return switch (change) {
            case DONE -> new Outcome.Written();
            case DONE_BEFORE -> new Outcome.There();
            case CONFLICT -> there(row);
            case ERASED -> new Outcome.Rejected(row.line(), "this member was erased");
            case TOO_LARGE -> new Outcome.Rejected(row.line(), TOO_LARGE);
        };
    }

    private Outcome there(Row row) {
        var reason = mode == Mode.OVERWRITE
                ? "written by somebody else just now; run this again"
                : "there already, and written by somebody else or changed since; --overwrite changes it";
        return new Outcome.Rejected(row.line(), reason);
    }

    private Outcome verify(Row row, Wish wish) {
        var opened =
                stored(wish).flatMap(record -> vault.open(record, wish.values().keySet()));
        if (opened.isEmpty()) return new Outcome.Rejected(row.line(), "not in the vault");
        var differing = new TreeSet<String>();
        wish.values().forEach((field, wished) -> {
            var found = Optional.ofNullable(opened.get().fields().get(field));
            if (found.equals(wished)) found.ifPresent(value -> proven.found(row, field, value));
            else differing.add(field.value());
        });
        if (differing.isEmpty()) return new Outcome.There();
        return new Outcome.Rejected(row.line(), "differs in " + String.join(", ", differing));
    }
}
