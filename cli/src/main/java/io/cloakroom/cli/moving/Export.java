package io.cloakroom.cli.moving;

import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Ledger;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Field;
import io.cloakroom.record.Field.FieldClass;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.RecordWalk.Straggler;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.Vault;
import io.cloakroom.seal.Everybody;
import io.cloakroom.seal.MemberKeyStore.Position;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes a collection's records out of the vault, everybody's or one member's. The ledger has it before anything of a member's
 * is opened. Whoever is erased meanwhile is left out; what does not open is named, and stops nobody else's.
 */
public final class Export {
    private static final int AT_ONCE = 16;
    public static final int STRAGGLERS_MAX = 1000;

    private final Wish wish;
    private final Everybody everybody;
    private final RecordStore records;
    private final Vault vault;
    private final Ledger ledger;
    private final Run run;
    private final Clock clock;

    public Export(
            Wish wish, Everybody everybody, RecordStore records, Vault vault, Ledger ledger, Run run, Clock clock) {
        this.wish = wish;
        this.everybody = everybody;
        this.records = records;
        this.vault = vault;
        this.ledger = ledger;
        this.run = run;
        this.clock = clock;
    }

    /**
     * What is to be taken out.
     *
     * @param fields in the order in which they are written
     * @param member empty for everybody
     * @param isMasked whether of secret fields only what their masks leave
     */
    public record Wish(Collection collection, List<FieldName> fields, Optional<MemberId> member, boolean isMasked) {
        public Wish {
            fields = List.copyOf(fields);
        }
    }

    /** Who does it, and the name of this run, for the ledger. */
    public record Run(Actor actor, String id) {}

    /**
     * How far it is.
     *
     * @param members of whom there are records
     * @param empty records in which none of the fields has a value; they are left out
     * @param erased members of whom only a tombstone is left
     * @param stragglers what is missing because it does not open; at most 1,000 are told
     */
    public record Sum(long members, long records, long empty, long erased, List<Straggler> stragglers) {
        static final Sum NONE = new Sum(0, 0, 0, 0, List.of());

        public Sum {
            stragglers = List.copyOf(stragglers);
        }

        private Sum plus(long moreMembers, Page page) {
            var more = Stream.concat(stragglers.stream(), page.stragglers().stream());
            return new Sum(
                    members + moreMembers,
                    records + page.filled(),
                    empty + page.empty(),
                    erased,
                    more.limit(STRAGGLERS_MAX).toList());
        }

        private Sum plusErased(long more) {
            return new Sum(members, records, empty, erased + more, stragglers);
        }
    }

    /** Takes records, opened; does not take them where nothing is to be opened. */
    @FunctionalInterface
    public interface Taker {
        void take(MemberRecord record) throws IOException;
    }

    /**
     * Some of one member's records.
     *
     * @param filled those in which one of the fields has a value
     * @param opened the same, if they are to be opened
     */
    private record Page(
            MemberId member,
            int filled,
            int empty,
            List<MemberRecord> opened,
            List<Straggler> stragglers,
            Optional<RecordId> next) {
        boolean isNothing() {
            return filled + empty + stragglers.size() == 0;
        }
    }

    /**
     * Counts, and opens nothing.
     *
     * @param told after each step
     * @throws UpstreamException if the store cannot be used now
     */
    public Sum look(Consumer<Sum> told) throws IOException, InterruptedException {
        return walk(Optional.empty(), told);
    }

    /**
     * Opens and hands over.
     *
     * @param told after each step
     * @throws UpstreamException if the store or the ledger cannot be used now; what was handed over is not all
     * @throws IOException the taker's
     */
    public Sum write(Taker taker, Consumer<Sum> told) throws IOException, InterruptedException {
        account(wish.member());
        return walk(Optional.of(taker), told);
    }

    private Sum walk(Optional<Taker> taker, Consumer<Sum> told) throws IOException, InterruptedException {
        var sum = Sum.NONE;
        Optional<Position> after = Optional.empty();
        do {
            var some = some(after);
            sum = sum.plusErased(some.erased());
            for (var from = 0; from < some.members().size(); from += AT_ONCE) {
                var to = Math.min(from + AT_ONCE, some.members().size());
                for (var page : firstPages(some.members().subList(from, to), taker.isPresent())) {
                    sum = rest(page, taker, sum);
                }
                told.accept(sum);
            }
            after = some.next();
        } while (after.isPresent());
        return sum;
    }

    private Everybody.Some some(Optional<Position> after) {
        return wish.member()
                .map(one -> new Everybody.Some(List.of(one), 0, Optional.empty()))
                .orElseGet(() -> everybody.after(after));
    }

    /** Of several members at once, in their order. */
    private List<Page> firstPages(List<MemberId> members, boolean isOpening) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = members.stream()
                    .map(member -> threads.submit(() -> page(member, Optional.empty(), isOpening)))
                    .toList();
            var pages = new ArrayList<Page>();
            for (var task : tasks) pages.add(task.get());
            return pages;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UpstreamException failure) throw failure;
            throw new IllegalStateException(failed);
        }
    }

    private Page page(MemberId member, Optional<RecordId> after, boolean isOpening) {
        try {
            var found = records.list(member, wish.collection().id(), after, RecordStore.LIST_MAX);
            // One member alone is in the ledger already.
            var isNew = after.isEmpty() && !found.isEmpty() && wish.member().isEmpty();
            if (isOpening && isNew) account(Optional.of(member));
            return page(member, found, isOpening);
        } catch (Malformed spoilt) {
            var rest = new Straggler(member, wish.collection().id(), Optional.empty());
            return new Page(member, 0, 0, List.of(), List.of(rest), Optional.empty());
        }
    }

    private Page page(MemberId member, List<SealedRecord> found, boolean isOpening) {
        var filled = found.stream().filter(this::isFilled).toList();
        var opened = new ArrayList<MemberRecord>();
        var stragglers = new ArrayList<Straggler>();
        if (isOpening) filled.forEach(record -> open(record, opened, stragglers));
        var written = isOpening ? opened.size() : filled.size();
        var next = RecordStore.isFull(found, RecordStore.LIST_MAX)
                ? Optional.of(found.getLast().id())
                : Optional.<RecordId>empty();
        return new Page(member, written, found.size() - written - stragglers.size(), opened, stragglers, next);
    }

    private boolean isFilled(SealedRecord record) {
        return !Collections.disjoint(record.values().keySet(), wish.fields());
    }

    private Sum rest(Page first, Optional<Taker> taker, Sum before) throws IOException {
        var sum = before.plus(first.isNothing() ? 0 : 1, first);
        var page = first;
        while (true) {
            if (taker.isPresent()) {
                for (var record : page.opened()) taker.get().take(record);
            }
            if (page.next().isEmpty()) return sum;
            page = page(page.member(), page.next(), taker.isPresent());
            sum = sum.plus(0, page);
        }
    }

    private void open(SealedRecord record, List<MemberRecord> opened, List<Straggler> stragglers) {
        try {
            vault.open(record, new LinkedHashSet<>(wish.fields()))
                    .map(whole -> wish.isMasked() ? masked(whole) : whole)
                    .ifPresent(opened::add);
        } catch (Malformed doesNotOpen) {
            stragglers.add(new Straggler(record.member(), record.collection(), Optional.of(record.id())));
        }
    }

    private MemberRecord masked(MemberRecord record) {
        var fields = new HashMap<>(record.fields());
        fields.replaceAll((name, value) -> wish.collection()
                .field(name)
                .filter(field -> field.fieldClass() == FieldClass.SECRET)
                .map(Field::mask)
                .map(mask -> mask.apply(value))
                .orElse(value));
        return new MemberRecord(record.member(), record.id(), record.version(), fields);
    }

    private void account(Optional<MemberId> about) {
        var subject = new Subject(wish.collection().id(), Optional.empty(), wish.fields());
        ledger.write(new Entry(
                clock.instant(),
                run.actor(),
                Act.EXPORT,
                about,
                Optional.of(subject),
                Optional.empty(),
                Optional.empty(),
                run.id()));
    }
}
