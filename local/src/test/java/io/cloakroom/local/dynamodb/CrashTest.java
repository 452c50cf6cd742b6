package io.cloakroom.local.dynamodb;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.local.fault.Breakpoint.Moment;
import io.cloakroom.local.fault.DyingProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Commands that change the vault die at each of their writes, before it reaches the tables and before its answer comes back;
 * then they are run again.
 */
@Tag("dynamodb")
final class CrashTest {
    private static final int MEMBERS = 3;
    private static final int DEATHS_MAX = 100;
    private static final String ERASED = "member-1";

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

    /** A command that dies, and what must be true of the vault around it. */
    private abstract static class Story {
        /** Until the command. */
        abstract void begin(Operator operator) throws IOException;

        abstract String[] command(Operator operator);

        /** Right after it has died. */
        abstract void checkWreck(Operator operator) throws IOException;

        /** After it was run again, and has ended well. */
        abstract void checkEnd(Operator operator) throws IOException;
    }

    private static final class Importing extends Story {
        @Override
        void begin(Operator operator) throws IOException {
            file(operator, "old");
        }

        @Override
        String[] command(Operator operator) {
            return operator.takeIn("old", "--apply");
        }

        @Override
        void checkWreck(Operator operator) throws IOException {
            operator.does(operator.takeIn("old", "--verify"));
            assertThat(operator.out()).doesNotContain("differs");
            assertAccountedFor(operator);
        }

        /** Whatever is written, the ledger had it before. */
        private static void assertAccountedFor(Operator operator) {
            assertThat(operator.does("ledger", "show", "--json")).isZero();
            var imports = operator.out()
                    .lines()
                    .filter(line -> line.contains("\"act\":\"import\""))
                    .toList();
            for (var record : seen(operator).records(_ -> true)) {
                var member = Objects.requireNonNull(record.get("sub")).s();
                assertThat(imports).as(member).anyMatch(line -> line.contains("\"" + member + "\""));
            }
        }

        @Override
        void checkEnd(Operator operator) {
            assertThat(operator.out()).contains(" 0 rejected");
            assertAccountedFor(operator);
            assertHolds(operator, "old");
            assertThat(versions(operator)).containsOnly(1L).hasSize(MEMBERS);
        }
    }

    /** Of two columns: what the file says nothing of stays. */
    private static final class Overwriting extends Story {
        @Override
        void begin(Operator operator) throws IOException {
            takeInOld(operator);
            operator.file(
                    "new.csv",
                    rows("sub,phone,pin,greeting", i -> "member-" + i + ",phone-new-" + i + ",pin-new-" + i + ","));
            operator.file("kept.csv", rows("sub,greeting", i -> "member-" + i + ",Dear old " + i));
        }

        @Override
        String[] command(Operator operator) {
            return operator.takeIn("new", "--overwrite");
        }

        /** Each is of the old file or of the new one, whole. */
        @Override
        void checkWreck(Operator operator) {
            operator.does(operator.takeIn("new", "--verify"));
            var notNew = operator.out()
                    .lines()
                    .filter(line -> line.contains("differs"))
                    .toList();
            assertThat(notNew).allMatch(line -> line.endsWith("differs in phone, pin"));
            operator.does(operator.takeIn("old", "--verify"));
            var notOld = operator.out()
                    .lines()
                    .filter(line -> line.contains("differs"))
                    .toList();
            assertThat(notNew.size() + notOld.size()).isEqualTo(MEMBERS);
        }

        @Override
        void checkEnd(Operator operator) {
            assertHolds(operator, "new");
            assertHolds(operator, "kept");
            assertThat(versions(operator)).containsOnly(2L).hasSize(MEMBERS);
        }
    }

    private static final class Rotating extends Story {
        @Override
        void begin(Operator operator) throws IOException {
            takeInOld(operator);
        }

        @Override
        String[] command(Operator operator) {
            return new String[] {"keys", "rotate"};
        }

        @Override
        void checkWreck(Operator operator) {
            assertHolds(operator, "old");
        }

        @Override
        void checkEnd(Operator operator) {
            assertHolds(operator, "old");
            assertThat(operator.does("keys", "rewrap")).isZero();
            assertThat(operator.out()).contains("3 keys: 3 wrapped anew, 0 do not open");
            assertHolds(operator, "old");
        }
    }

    private static final class Rewrapping extends Story {
        @Override
        void begin(Operator operator) throws IOException {
            takeInOld(operator);
            assertThat(operator.does("keys", "rotate")).isZero();
        }

        @Override
        String[] command(Operator operator) {
            return new String[] {"keys", "rewrap"};
        }

        @Override
        void checkWreck(Operator operator) {
            assertHolds(operator, "old");
        }

        @Override
        void checkEnd(Operator operator) {
            assertThat(operator.out()).contains("3 keys:", " 0 do not open");
            assertThat(operator.does("keys", "rewrap")).isZero();
            assertThat(operator.out()).contains("3 keys: 0 wrapped anew, 0 do not open");
            assertHolds(operator, "old");
            assertThat(versions(operator)).containsOnly(1L).hasSize(MEMBERS);
        }
    }

    private static final class Erasing extends Story {
        private List<Map<String, AttributeValue>> others = List.of();
        /** What the one that died has left to do; nothing if none has. */
        private List<String> left = List.of("keys destroyed: 0", "records: none");

        private Optional<Instant> buriedAt = Optional.empty();

        @Override
        void begin(Operator operator) throws IOException {
            takeInOld(operator);
            operator.file("others.csv", rows("sub,phone", i -> i == 1 ? "" : "member-" + i + ",phone-old-" + i));
            operator.file("erased.csv", "sub,phone,pin,greeting\n" + ERASED + ",phone-back,pin-back,Dear back\n");
            others = untouched(operator);
        }

        private static List<Map<String, AttributeValue>> untouched(Operator operator) {
            var seen = seen(operator);
            return Stream.concat(seen.records(CrashTest::isOther).stream(), seen.keys(CrashTest::isOther).stream())
                    .toList();
        }

        @Override
        String[] command(Operator operator) {
            return new String[] {"members", "erase", "--member", ERASED, "--apply"};
        }

        /** From the first thing that is gone, nobody brings her back. */
        @Override
        void checkWreck(Operator operator) {
            assertHolds(operator, "others");
            var seen = seen(operator);
            buriedAt = buriedAt(seen);
            left = left(seen);
            if (buriedAt.isPresent()) assertStaysErased(operator);
            else assertThat(seen.records(ERASED::equals)).hasSize(1);
        }

        private static Optional<Instant> buriedAt(TablesSeen seen) {
            return seen.keys(ERASED::equals).stream()
                    .flatMap(item -> Stream.ofNullable(item.get("erased_at")))
                    .map(at -> Instant.ofEpochMilli(Long.parseLong(at.n())))
                    .findFirst();
        }

        private static List<String> left(TablesSeen seen) {
            var keys = seen.keys(ERASED::equals).stream()
                    .filter(item -> TablesSeen.version(item) != Integer.MAX_VALUE)
                    .count();
            var records = seen.records(ERASED::equals).isEmpty() ? "records: none" : "records of contact: 1";
            return List.of("keys destroyed: " + keys, records);
        }

        private static void assertStaysErased(Operator operator) {
            for (var how : List.of("--apply", "--overwrite")) {
                assertThat(operator.does(operator.takeIn("erased", how))).isEqualTo(1);
                assertThat(operator.out()).contains("0 written");
            }
        }

        @Override
        void checkEnd(Operator operator) {
            var seen = seen(operator);
            var at = buriedAt(seen).orElseThrow();
            assertThat(operator.out())
                    .contains("erased " + ERASED + " at " + at)
                    .contains(left);
            assertThat(buriedAt.orElse(at)).isEqualTo(at);
            assertStaysErased(operator);
            assertThat(seen.records(ERASED::equals)).isEmpty();
            assertThat(seen.keys(ERASED::equals)).hasSize(1);
            assertThat(seen.show("Dear old 1")).isFalse();
            assertThat(untouched(operator)).containsExactlyInAnyOrderElementsOf(others);
            assertHolds(operator, "others");
        }
    }

    enum Case {
        IMPORT(2 * MEMBERS),
        OVERWRITE(MEMBERS),
        ROTATE(0),
        REWRAP(MEMBERS),
        ERASE(4);

        private final int writesMin;

        Case(int writesMin) {
            this.writesMin = writesMin;
        }

        private Story story() {
            return switch (this) {
                case IMPORT -> new Importing();
                case OVERWRITE -> new Overwriting();
                case ROTATE -> new Rotating();
                case REWRAP -> new Rewrapping();
                case ERASE -> new Erasing();
            };
        }
    }

    static Stream<Arguments> everyCase() {
        return Stream.of(Case.values())
                .flatMap(its -> Stream.of(Moment.values()).map(moment -> Arguments.of(its, moment)));
    }

    @ParameterizedTest
    @MethodSource("everyCase")
    void command_diesAtEachOfItsWrites_isEndedByTheNextRun(Case its, Moment moment) throws IOException {
        var deaths = 0;
        while (isDeadAt(deaths + 1, its.story(), moment)) deaths++;
        assertThat(deaths).isBetween(its.writesMin, DEATHS_MAX);
    }

    private boolean isDeadAt(int nth, Story story, Moment moment) throws IOException {
        var operator = hired("at-" + nth);
        story.begin(operator);
        var isDead = dies(operator, nth, story, moment);
        if (isDead) again(operator, story);
        checkEnd(operator, story);
        assertNothingIsPlain(operator);
        return isDead;
    }

    private static boolean dies(Operator operator, int nth, Story story, Moment moment) throws IOException {
        try (var proxy = DyingProxy.before(dynamoDb.endpoint().getPort(), nth, moment)) {
            var cutOff = operator.by(proxy.endpoint());
            var code = cutOff.does(story.command(operator));
            assertThat(code).as(cutOff.err()).isEqualTo(proxy.isDead() ? 3 : 0);
            if (!proxy.isDead())
                assertThat(operator.does(story.command(operator))).isZero();
            return proxy.isDead();
        }
    }

    private static void again(Operator operator, Story story) throws IOException {
        assertLedgerIsWhole(operator);
        story.checkWreck(operator);
        assertNothingIsPlain(operator);
        assertThat(operator.does(story.command(operator))).as(operator.err()).isZero();
    }

    private static void checkEnd(Operator operator, Story story) throws IOException {
        story.checkEnd(operator);
        assertLedgerIsWhole(operator);
    }

    /** Commands take nothing that may wait: they lease nothing, and so their deaths leave no gaps either. */
    private static void assertLedgerIsWhole(Operator operator) {
        assertThat(operator.does("ledger", "verify", "--json"))
                .as(operator.out())
                .isZero();
        assertThat(operator.out()).contains("\"whole\":true", "\"findings\":[]");
    }

    /** The same with a process that is killed; an erasure's first two writes are the ledger's. */
    @ParameterizedTest
    @CsvSource({"IMPORT, 2", "OVERWRITE, 3", "ROTATE, 1", "REWRAP, 2", "ERASE, 2", "ERASE, 3", "ERASE, 4", "ERASE, 5"})
    void process_killedAtAWrite_isEndedByTheNextRun(Case its, int nth) throws Exception {
        for (var moment : Moment.values()) {
            var story = its.story();
            var operator = hired("killed-" + moment);
            story.begin(operator);
            kill(operator, nth, story, moment);
            again(operator, story);
            checkEnd(operator, story);
        }
    }

    private static void kill(Operator operator, int nth, Story story, Moment moment) throws Exception {
        var process = new CompletableFuture<Process>();
        Runnable death = () -> process.join().destroyForcibly().onExit().join();
        try (var proxy = DyingProxy.before(dynamoDb.endpoint().getPort(), nth, moment, death)) {
            var started = operator.by(proxy.endpoint()).starts(story.command(operator));
            process.complete(started);
            assertThat(started.waitFor(60, SECONDS)).isTrue();
            assertThat(started.exitValue()).isEqualTo(128 + 9);
        }
    }

    private Operator hired(String name) throws IOException {
        return Operator.hired(folder.resolve(name), dynamoDb.endpoint());
    }

    private static void file(Operator operator, String name) throws IOException {
        operator.file(
                name + ".csv",
                rows(
                        "sub,phone,pin,greeting",
                        i -> "member-" + i + ",phone-" + name + "-" + i + ",pin-" + name + "-" + i + ",Dear " + name
                                + " " + i));
    }

    private static String rows(String columns, IntFunction<String> row) {
        return Stream.concat(
                        Stream.of(columns), IntStream.rangeClosed(1, MEMBERS).mapToObj(row))
                .filter(line -> !line.isEmpty())
                .map(line -> line + "\n")
                .reduce("", String::concat);
    }

    private static void takeInOld(Operator operator) throws IOException {
        file(operator, "old");
        assertThat(operator.does(operator.takeIn("old", "--apply"))).isZero();
    }

    private static void assertHolds(Operator operator, String file) {
        assertThat(operator.does(operator.takeIn(file, "--verify")))
                .as(operator.out())
                .isZero();
    }

    /** Only greetings are stored as they are. */
    private static void assertNothingIsPlain(Operator operator) {
        var seen = seen(operator);
        assertThat(seen.show("phone-")).isFalse();
        assertThat(seen.show("pin-")).isFalse();
    }

    private static boolean isOther(String member) {
        return !member.equals(ERASED);
    }

    private static List<Long> versions(Operator operator) {
        return seen(operator).records(_ -> true).stream()
                .map(TablesSeen::version)
                .toList();
    }

    private static TablesSeen seen(Operator operator) {
        return TablesSeen.of(operator, dynamoDb.endpoint());
    }
}
