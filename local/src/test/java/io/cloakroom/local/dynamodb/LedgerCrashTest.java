package io.cloakroom.local.dynamodb;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Actor;
import io.cloakroom.ledger.Entry;
import io.cloakroom.ledger.Finding.Gap;
import io.cloakroom.ledger.GroupedLedger;
import io.cloakroom.local.dynamodb.Archive.Writer;
import io.cloakroom.local.fault.Breakpoint;
import io.cloakroom.local.fault.Breakpoint.Moment;
import io.cloakroom.local.fault.DyingProxy;
import io.cloakroom.local.fault.TcpProxy;
import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who writes the ledger dies at each of its writes, before it reaches the table and before its answer comes back; then another
 * goes on.
 */
@Tag("dynamodb")
final class LedgerCrashTest {
    private static final int WRITES_MIN = 8;
    private static final int DEATHS_MAX = 60;
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final List<MemberId> MEMBERS = List.of(ADA, EVE);

    private static final List<Step> STORY = List.of(
            new Step("rotated", Optional.empty(), true),
            new Step("staff-ada", Optional.of(ADA), true),
            new Step("own-ada-1", Optional.of(ADA), false),
            new Step("own-ada-2", Optional.of(ADA), false),
            new Step("own-eve-1", Optional.of(EVE), false),
            new Step("staff-eve", Optional.of(EVE), true),
            new Step("own-eve-2", Optional.of(EVE), false),
            new Step("rotated-noted", Optional.empty(), false),
            new Step("staff-ada-again", Optional.of(ADA), true));
    private static final List<Step> AFTERWARDS = List.of(
            new Step("after-own-eve", Optional.of(EVE), false),
            new Step("after-staff-ada", Optional.of(ADA), true),
            new Step("after-own-ada", Optional.of(ADA), false));

    private static RunningDynamoDb dynamoDb;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws IOException {
        dynamoDb = RunningDynamoDb.start();
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
    }

    /** Something that is said to the ledger. */
    private record Step(String id, Optional<MemberId> about, boolean isDurable) {
        void sayTo(GroupedLedger ledger) {
            if (isDurable) ledger.write(entry());
            else ledger.note(entry());
        }

        private Entry entry() {
            var act = about.isPresent() ? Act.READ : Act.KEYS_ROTATED;
            var none = Optional.<String>empty();
            return new Entry(Instant.now(), actor(), act, about, Optional.empty(), none, none, id);
        }

        /** What is noted of a member are her own reads. */
        private Actor actor() {
            if (about.isEmpty()) return new Actor.Operator("root");
            return isDurable ? new Actor.Staff(new MemberId("sam")) : new Actor.Member(about.get(), new SiteId("demo"));
        }
    }

    /** What a writer has been told until it died, and so what must be in the ledger. */
    private static final class Telling {
        private final DyingProxy way;
        private final boolean isDoneAtDeath;
        private final Set<String> durable = new HashSet<>();
        private final Set<String> noted = new HashSet<>();
        /** By the ledger's own word: entries may be missing. */
        private boolean isLeasing;

        private boolean isDone = true;
        private Optional<String> refused = Optional.empty();

        Telling(DyingProxy way, Moment moment) {
            this.way = way;
            this.isDoneAtDeath = moment == Moment.BEFORE_ITS_ANSWER;
        }

        void tell(Writer writer) {
            for (var step : STORY) {
                if (!isSaid(writer.ledger(), step)) {
                    isDone = false;
                    return;
                }
            }
        }

        private boolean isSaid(GroupedLedger ledger, Step step) {
            var wasDead = way.isDead();
            try {
                step.sayTo(ledger);
            } catch (UpstreamException dead) {
                // A note writes nothing itself but the lease that it needs.
                if (!step.isDurable() && !wasDead) isLeasing |= isDoneAtDeath;
                if (!isDoneAtDeath || wasDead) refused = Optional.of(step.id());
                return false;
            }
            if (!step.isDurable()) isLeasing = true;
            else durable.addAll(noted);
            (step.isDurable() ? durable : noted).add(step.id());
            return true;
        }

        /** All is written when the story ends, and so there is one write more: the word that it is. */
        void close(Writer writer) {
            var wasDead = way.isDead();
            writer.close();
            if (isDone && !wasDead && (!way.isDead() || isDoneAtDeath)) isLeasing = false;
        }
    }

    static Stream<Arguments> everyDeath() {
        return Stream.of(1, 3)
                .flatMap(shards -> Stream.of(Moment.values()).map(moment -> Arguments.of(shards, moment)));
    }

    @ParameterizedTest
    @MethodSource("everyDeath")
    void writer_diesAtEachOfItsWrites_losesNothingThatItSaidIsThere(int shards, Moment moment) {
        var deaths = 0;
        while (isDeadAt(deaths + 1, shards, moment)) deaths++;
        assertThat(deaths).isBetween(WRITES_MIN, DEATHS_MAX);
    }

    private static boolean isDeadAt(int nth, int shards, Moment moment) {
        try (var archive = new Archive(dynamoDb.endpoint());
                var proxy = DyingProxy.before(dynamoDb.endpoint().getPort(), nth, moment)) {
            var told = new Telling(proxy, moment);
            var dying = archive.writer(proxy.endpoint(), shards);
            told.tell(dying);
            told.close(dying);
            goOn(archive, shards);
            check(archive, told, shards);
            return proxy.isDead();
        }
    }

    /** As the process that is started next does. */
    private static void goOn(Archive archive, int shards) {
        try (var next = archive.writer(dynamoDb.endpoint(), shards)) {
            AFTERWARDS.forEach(step -> step.sayTo(next.ledger()));
        }
    }

    private static void check(Archive archive, Telling told, int shards) {
        var all = archive.entries();
        var entries = ids(all);
        assertThat(entries).doesNotHaveDuplicates().containsAll(told.durable).containsAll(said(AFTERWARDS));
        assertThat(told.refused.filter(entries::contains)).isEmpty();
        var lost = told.noted.stream().filter(id -> !entries.contains(id)).count();
        // Nobody came behind the one that died where there are several shards.
        var report = archive.audit(shards > 1);
        assertThat(report.isWhole()).as("%s", report.findings()).isTrue();
        assertThat(report.findings())
                .hasSize(told.isLeasing ? 1 : 0)
                .allSatisfy(finding -> assertThat(finding)
                        .isInstanceOfSatisfying(
                                Gap.class,
                                gap -> assertThat((long) gap.entries()).isGreaterThanOrEqualTo(lost)));
        if (!told.isLeasing) assertThat(lost).isZero();
        assertPointersLeadTo(all, archive);
    }

    private static List<String> ids(List<Entry> entries) {
        return entries.stream().map(Entry::requestId).toList();
    }

    private static List<String> said(List<Step> steps) {
        return steps.stream().map(Step::id).toList();
    }

    private static void assertPointersLeadTo(List<Entry> all, Archive archive) {
        for (var member : MEMBERS) {
            var hers = all.stream()
                    .filter(entry -> entry.about().equals(Optional.of(member)))
                    .toList();
            assertThat(archive.history(member)).containsExactlyInAnyOrderElementsOf(hers);
        }
    }

    /** It lives, and does not know whether what it wrote is there. */
    @ParameterizedTest
    @EnumSource
    void writer_cutOffAtItsWrites_triesAgainAndDoublesNothing(Moment moment) {
        try (var archive = new Archive(dynamoDb.endpoint());
                var proxy = TcpProxy.before(dynamoDb.endpoint().getPort())) {
            try (var writer = archive.writer(URI.create("http://127.0.0.1:" + proxy.port()), 1)) {
                for (var step : STORY) {
                    proxy.set(new Breakpoint(1, List.of("DynamoDB_20120810.PutItem"), moment, () -> {}));
                    step.sayTo(writer.ledger());
                }
            }
            assertHoldsExactly(archive, said(STORY));
        }
    }

    private static void assertHoldsExactly(Archive archive, List<String> said) {
        var all = archive.entries();
        assertThat(ids(all)).containsExactlyInAnyOrderElementsOf(said);
        var report = archive.audit(false);
        assertThat(report.findings()).isEmpty();
        assertThat(report.shards()).hasSize(1);
        assertPointersLeadTo(all, archive);
    }

    /** Each loses the number it wanted to the other, again and again. */
    @Test
    void writers_twoAtOnceInOneShard_loseNothingAndDoubleNothing() throws Exception {
        try (var archive = new Archive(dynamoDb.endpoint())) {
            var said = new ArrayList<Future<List<String>>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var name : List.of("left-", "right-")) said.add(threads.submit(() -> sayMuch(archive, name)));
            }
            var all = new ArrayList<String>();
            for (var one : said) all.addAll(one.get());
            assertHoldsExactly(archive, all);
        }
    }

    private static List<String> sayMuch(Archive archive, String name) {
        var steps = IntStream.range(0, 24)
                .mapToObj(i -> new Step(name + i, Optional.of(MEMBERS.get(i % 2)), i % 4 < 2))
                .toList();
        try (var writer = archive.writer(dynamoDb.endpoint(), 1)) {
            steps.forEach(step -> step.sayTo(writer.ledger()));
        }
        return said(steps);
    }

    /** What is done to a member stands in the ledger before it is done; whoever ends what was begun has nothing new to tell. */
    @ParameterizedTest
    @CsvSource({"1, 2", "3, 1"})
    void process_killedAtAWriteOfAnErasure_hasAccountedForIt(int nth, int toldAtTheEnd) throws Exception {
        var operator = Operator.hired(folder.resolve("killed"), dynamoDb.endpoint());
        operator.file("in.csv", "sub,phone\nmember-1,phone-1\n");
        assertThat(operator.does(operator.takeIn("in", "--apply"))).isZero();
        kill(operator, nth, "members", "erase", "--member", "member-1", "--apply");
        assertThat(erasures(operator)).isEqualTo(1);
        assertThat(operator.does("members", "erase", "--member", "member-1", "--apply"))
                .isZero();
        assertThat(erasures(operator)).isEqualTo(toldAtTheEnd);
    }

    private static void kill(Operator operator, int nth, String... command) throws Exception {
        var process = new CompletableFuture<Process>();
        Runnable death = () -> process.join().destroyForcibly().onExit().join();
        try (var proxy = DyingProxy.before(dynamoDb.endpoint().getPort(), nth, Moment.BEFORE_ITS_ANSWER, death)) {
            var started = operator.by(proxy.endpoint()).starts(command);
            process.complete(started);
            assertThat(started.waitFor(60, SECONDS)).isTrue();
            assertThat(started.exitValue()).isEqualTo(128 + 9);
        }
    }

    /** As a member's own pointers lead to them, mended. */
    private static long erasures(Operator operator) {
        assertThat(operator.does("ledger", "verify", "--mend")).isZero();
        assertThat(operator.out()).contains("all as they were written.");
        assertThat(operator.does("ledger", "show", "--member", "member-1")).isZero();
        return operator.out().lines().filter(line -> line.contains("erase ")).count();
    }
}
