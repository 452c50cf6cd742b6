package io.cloakroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.ledger.Audit.Report;
import io.cloakroom.ledger.Checkpointing.Outcome;
import io.cloakroom.ledger.Finding.Damage;
import io.cloakroom.ledger.LedgerStore.Milestone;
import io.cloakroom.member.MemberId;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.VaultId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever somebody with the table in his hands does to it, a look through the ledger tells what and where. */
final class AuditTest {
    private static final VaultId VAULT = new VaultId("test");

    private final Books books = new Books();

    @TempDir
    private Path folder;

    private CheckpointKey key;

    AuditTest(@TempDir Path keys) throws IOException {
        var file = keys.resolve("key.json");
        CheckpointKey.create(file, Checkpoint.origin(VAULT));
        key = CheckpointKey.read(file);
    }

    @BeforeEach
    void fill() {
        var ledger = books.ledger(1);
        for (var i = 0; i < 5; i++) {
            ledger.note(books.read("ada", "own-" + i));
            ledger.write(books.staffRead("eve", "staff-" + i));
        }
        ledger.close();
    }

    private Outcome sign(Optional<String> shipped) {
        return new Checkpointing(books.store, key, VAULT, books.clock, true).next(shipped);
    }

    private String signed() {
        return ((Outcome.Made) sign(Optional.empty())).note();
    }

    private Checkpoint checkpoint() {
        return Checkpoint.read(signed(), key.verifier(), VAULT).orElseThrow();
    }

    private Report look(Checkpoint... known) {
        return new Audit(books.store, _ -> {})
                .look(List.of(known), Optional.of(books.seal), false, books.clock.instant());
    }

    private static List<String> damages(Report report) {
        return report.findings().stream()
                .filter(Damage.class::isInstance)
                .map(found -> ((Damage) found).where() + ": " + ((Damage) found).what())
                .toList();
    }

    private Batch item(long number) {
        return books.store.find(0, number).orElseThrow();
    }

    private void put(Batch batch) {
        books.store.shard(0).put(batch.number(), batch);
    }

    @Test
    void look_atWhatWasWritten_findsNothing() {
        var report = look(checkpoint());
        assertThat(report.findings()).isEmpty();
        assertThat(report.lines()).isEqualTo(books.lines().size());
        assertThat(report.shards().getFirst().root())
                .isEqualTo(checkpoint().shards().getFirst().root());
    }

    @Test
    void look_atAnyBitChanged_findsIt() {
        var known = checkpoint();
        for (var number = 0; number < books.store.shard(0).size(); number++) {
            var good = item(number);
            for (var at = 0; at < good.content().length; at++) {
                var content = good.content().clone();
                content[at] ^= 1;
                put(new Batch(0, number, good.first(), content));
                assertThat(look(known).isWhole())
                        .as("byte " + at + " of item " + number)
                        .isFalse();
            }
            put(good);
        }
        assertThat(look(known).isWhole()).isTrue();
    }

    @Test
    void look_atALineChangedThatNoCheckpointKnows_findsIt() {
        var good = item(2);
        var content = good.content().clone();
        content[content.length - 1] ^= 1;
        put(new Batch(0, 2, good.first(), content));
        assertThat(damages(look()))
                .containsExactly("shard 0, item 2: it was changed or put there by somebody who has not this keyset");
    }

    @Test
    void look_atALineThatAnotherMembersKeySealed_findsThatItDoesNotOpen() {
        var good = item(2);
        var lines = good.parsed().stream()
                .map(line -> (Line.Written) line.orElseThrow())
                .map(line -> new Line.Written(
                                line.form(),
                                line.at(),
                                line.id(),
                                line.count(),
                                Optional.of(new MemberId("zoe")),
                                line.payload())
                        .bytes())
                .toList();
        put(books.seal.marked(Batch.of(0, 2, good.first(), lines)));
        assertThat(damages(look()))
                .containsExactly(
                        "shard 0, item 2: a line in it does not open: it was changed, or comes from elsewhere");
    }

    @Test
    void look_atASealedLineReplacedByOneWithoutASeal_findsItWithoutACheckpoint() {
        var good = item(2);
        var sealed = (Line.Written) good.parsed().getLast().orElseThrow();
        var who = sealed.about().orElseThrow();
        var entry = books.staffRead(who.value(), "r");
        var forged = new Line.Written(
                Line.Form.REDUCED, sealed.at(), sealed.id(), 1, Optional.of(who), EntryText.reduced(entry));
        var lines = new ArrayList<>(good.lines().orElseThrow());
        lines.set(lines.size() - 1, forged.bytes());
        var batch = Batch.of(0, 2, good.first(), lines);
        for (var put : List.of(batch, batch.marked(good.mark().orElseThrow()))) {
            put(put);
            assertThat(damages(look()))
                    .containsExactly(
                            "shard 0, item 2: it was changed or put there by somebody who has not this keyset");
        }
    }

    @Test
    void look_atAnEndThatSomebodyElseWroteForAWriter_findsIt() {
        var killed = books.ledger(1);
        killed.note(books.read("ada", "written"));
        killed.flush();
        books.clock.advance(ShardWriter.QUIET.plusSeconds(1));
        assertThat(look().findings()).hasSize(1).allMatch(Finding.Gap.class::isInstance);

        var last = books.store.last(0).orElseThrow();
        var lease = books.lines().reversed().stream()
                .filter(Line.Lease.class::isInstance)
                .map(Line.Lease.class::cast)
                .findFirst()
                .orElseThrow();
        var close = new Line.Close(lease.writer(), lease.turn() + 1, lease.at());
        var first = last.first() + last.parsed().size();
        put(Batch.of(0, last.number() + 1, first, List.of(close.bytes())));

        assertThat(damages(look()))
                .containsExactly("shard 0, item " + (last.number() + 1)
                        + ": it was changed or put there by somebody who has not this keyset");
    }

    @Test
    void mark_behindARotation_holdsAndInNoOtherVaultOrKeyset() throws IOException {
        var file = folder.resolve("keyset.json");
        Keyset.create(file);
        var batch = marking(VAULT, file).marked(Batch.of(0, 2, 7, List.of(new byte[] {1})));
        Keyset.rotate(file, Books.NOON);
        assertThat(marking(VAULT, file).isMarked(batch)).isTrue();
        assertThat(marking(new VaultId("elsewhere"), file).isMarked(batch)).isFalse();
        assertThat(books.seal.isMarked(batch)).isFalse();
    }

    private EntrySeal marking(VaultId vault, Path file) throws IOException {
        var keyset = Keyset.read(file);
        return new EntrySeal(vault, new MemberKeys(keyset.keyRing(), books.keys, books.clock), keyset.gatewayKey());
    }

    @Test
    void look_atAnItemTakenOutAndTheRestMovedUp_findsItWithoutACheckpoint() {
        var taken = item(2);
        var behind = List.copyOf(books.store.shard(0).tailMap(3L).values());
        books.store.shard(0).tailMap(2L).clear();
        for (var batch : behind) {
            var first = batch.first() - taken.parsed().size();
            put(new Batch(0, batch.number() - 1, first, batch.content()));
        }
        assertThat(damages(look())).hasSize(behind.size());
    }

    @Test
    void look_atItemsSwapped_findsBoth() {
        var second = item(2);
        var third = item(3);
        put(new Batch(0, 2, third.first(), third.content()));
        put(new Batch(0, 3, second.first(), second.content()));
        assertThat(damages(look())).anyMatch(found -> found.startsWith("shard 0, item 2: it says that"));
    }

    @Test
    void look_atContentsSwapped_isFoundByTheCheckpoint() {
        var known = checkpoint();
        var second = item(2);
        var third = item(3);
        put(new Batch(0, 2, second.first(), third.content()));
        put(new Batch(0, 3, third.first(), second.content()));
        assertThat(damages(look(known))).anyMatch(found -> found.contains("are not those that were signed at"));
    }

    @Test
    void look_atAnItemTakenOut_findsWhere() {
        books.store.shard(0).remove(2L);
        assertThat(damages(look())).contains("shard 0, item 2: it is missing");
    }

    @Test
    void look_atAnItemPutInTwice_findsIt() {
        var last = books.store.last(0).orElseThrow();
        var copied = item(2);
        put(new Batch(0, last.number() + 1, last.first() + last.parsed().size(), copied.content()));
        assertThat(damages(look()))
                .contains("shard 0, item " + (last.number() + 1) + ": a line in it stood before already");
    }

    @Test
    void look_atATailCutOff_isFoundByTheCheckpoint() {
        var known = checkpoint();
        books.store.shard(0).tailMap(4L).clear();
        assertThat(damages(look(known))).anyMatch(found -> found.startsWith("shard 0: its end was cut off"));
    }

    @Test
    void look_atAShardThatIsGone_isFoundByTheCheckpoint() {
        var known = checkpoint();
        books.store.shard(0).clear();
        assertThat(damages(look(known))).anyMatch(found -> found.startsWith("shard 0: it is gone"));
    }

    @Test
    void look_atATablePutBack_isFoundByACheckpointThatWasCarriedOff() {
        var backup = new TreeMap<>(books.store.shard(0));
        books.ledger(1).write(books.staffRead("ada", "what shall be forgotten"));
        var carriedOff = checkpoint();
        books.store.shard(0).clear();
        books.store.shard(0).putAll(backup);
        assertThat(look().isWhole()).as("by itself it is whole").isTrue();
        assertThat(look(carriedOff).isWhole()).isFalse();

        books.ledger(1).write(books.staffRead("ada", "and written anew"));
        assertThat(look(carriedOff).isWhole()).isFalse();
    }

    @Test
    void look_atAWriterThatWasKilled_findsTheGapAndNoDamage() {
        var killed = books.ledger(1);
        killed.note(books.read("ada", "written"));
        killed.flush();
        killed.note(books.read("ada", "lost"));
        assertThat(look().findings()).containsExactly(new Finding.AtWork(0, books.clock.instant()));
        var last = books.clock.instant();
        books.clock.advance(ShardWriter.QUIET.plusSeconds(1));
        books.ledger(1).write(books.rotation());

        var report = look();
        assertThat(report.findings()).containsExactly(new Finding.Gap(0, last, ShardWriter.LEASED - 1));
        assertThat(report.isWhole()).isTrue();
    }

    /** The lease is there, and its writer was told that it is not. */
    @Test
    void look_atALeaseWhoseAnswerWasLost_findsNoGapOnceItsWriterHasEnded() {
        var ledger = books.ledger(1);
        books.store.failAdding(Optional.of(FaultyLedgerStore.Fault.AFTER));
        assertThatThrownBy(() -> ledger.note(books.read("ada", "r1"))).isInstanceOf(RuntimeException.class);
        books.store.failAdding(Optional.empty());
        ledger.close();
        assertThat(look().findings()).isEmpty();
    }

    /** Somebody notes something while the last line is on its way: it is not taken before a new lease is there. */
    @Test
    void look_whileAWriterThatRestsIsSpokenTo_findsThatItIsAtWork() throws InterruptedException {
        var ledger = books.ledger(1);
        ledger.note(books.read("ada", "r1"));
        ledger.flush();
        var late = Thread.ofPlatform().unstarted(() -> ledger.note(books.read("ada", "r2")));
        books.store.meanwhile(() -> {
            late.start();
            // It has come back, or waits for the one that writes.
            while (late.isAlive() && late.getState() != Thread.State.WAITING) Thread.onSpinWait();
        });
        ledger.close();
        late.join();
        assertThat(look().findings()).hasSize(1).allMatch(Finding.AtWork.class::isInstance);
        ledger.close();
        assertThat(look().findings()).isEmpty();
        assertThat(books.requestIds()).endsWith("r1", "r2");
    }

    @Test
    void look_atAWriterThatWokeAndClosed_findsNoGap() {
        var paused = books.ledger(1);
        paused.note(books.read("ada", "first"));
        paused.flush();
        books.clock.advance(ShardWriter.QUIET.plusSeconds(1));
        books.ledger(1).write(books.rotation());
        paused.note(books.read("ada", "second"));
        paused.close();
        books.clock.advance(Duration.ofDays(1));
        assertThat(look().findings()).isEmpty();
    }

    @Test
    void look_atAWriterThatMovedToAnotherShard_findsNoGapWhereItWas() {
        var outrun = moved();
        assertThat(look().findings()).hasSize(1).allMatch(Finding.AtWork.class::isInstance);
        outrun.close();
        books.clock.advance(Duration.ofDays(1));
        assertThat(look().findings()).isEmpty();
    }

    @Test
    void look_atAWriterThatMovedAndWasKilled_findsItsGapOnceAndThatOfAnother() {
        var other = books.ledger(3);
        other.note(books.read("eve", "written"));
        other.flush();
        moved().note(books.read("ada", "lost"));
        books.clock.advance(Duration.ofDays(1));
        assertThat(look().findings())
                .hasSize(2)
                .allSatisfy(found -> assertThat(found)
                        .isInstanceOfSatisfying(
                                Finding.Gap.class,
                                gap -> assertThat(gap.entries()).isEqualTo(ShardWriter.LEASED - 1)));
    }

    /** A writer with one entry in a shard and one in another. */
    private GroupedLedger moved() {
        var ledger = books.ledger(3);
        ledger.note(books.read("ada", "first"));
        ledger.flush();
        books.store.outrun(2);
        ledger.note(books.read("ada", "second"));
        ledger.flush();
        return ledger;
    }

    @Test
    void look_mending_putsBackPointersThatAreMissing() {
        books.store.failPointing(true);
        books.ledger(1).write(books.staffRead("zoe", "r"));
        books.store.failPointing(false);
        assertThat(books.pointers("zoe")).isEmpty();
        new Audit(books.store, _ -> {}).look(List.of(), Optional.empty(), true, books.clock.instant());
        assertThat(books.pointers("zoe")).hasSize(1);
    }

    @Test
    void checkpoint_upon_anotherOne_readsWhatIsNewAndIsTheSameAsFromTheBeginning() {
        signed();
        var ledger = books.ledger(3);
        ledger.write(books.staffRead("ada", "more"));
        books.clock.advance(Duration.ofMinutes(1));
        var upon = (Outcome.Made) sign(Optional.empty());
        assertThat(upon.checkpoint().shards()).isEqualTo(look().shards());
        assertThat(look(upon.checkpoint()).findings()).isEmpty();
        assertThat(books.store.lastMilestone().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void checkpoint_thatTheStoreMayNotKeep_goesOnFromTheOneCarriedOff() {
        var work = new Checkpointing(books.store, key, VAULT, books.clock, false);
        var first = (Outcome.Made) work.next(Optional.empty());
        books.ledger(1).write(books.staffRead("ada", "more"));
        var second = (Outcome.Made) work.next(Optional.of(first.note()));
        assertThat(look(first.checkpoint(), second.checkpoint()).isWhole()).isTrue();
        assertThat(books.store.lastMilestone()).isEmpty();
        books.store.shard(0).tailMap(4L).clear();
        assertThat(work.next(Optional.of(second.note()))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void checkpoint_ofALedgerCutOffSince_isRefused() {
        signed();
        books.store.shard(0).tailMap(4L).clear();
        assertThat(sign(Optional.empty())).isInstanceOf(Outcome.Refused.class);
        assertThat(books.store.lastMilestone().orElseThrow().number()).isZero();
    }

    @Test
    void checkpoint_ofATablePutBack_isRefusedByTheOneCarriedOff() {
        signed();
        var backup = new TreeMap<>(books.store.shard(0));
        books.ledger(1).write(books.staffRead("ada", "what shall be forgotten"));
        var carriedOff = signed();
        var putBack = new FakeLedgerStore();
        putBack.shard(0).putAll(backup);
        var work = new Checkpointing(putBack, key, VAULT, books.clock, true);
        assertThat(work.next(Optional.of(carriedOff))).isInstanceOf(Outcome.Refused.class);
        assertThat(work.next(Optional.empty())).as("alone it cannot know").isInstanceOf(Outcome.Made.class);
    }

    @Test
    void checkpoint_uponOneOfAnotherKeyOrVault_isRefused() throws IOException {
        var other = CheckpointKey.create(folder.resolve("other.json"), Checkpoint.origin(VAULT));
        var note = CheckpointKey.read(folder.resolve("other.json"))
                .sign(checkpoint().text());
        assertThat(other.verifies(note)).isPresent();
        assertThat(sign(Optional.of(note))).isInstanceOf(Outcome.Refused.class);
        assertThat(Checkpoint.read(signed(), key.verifier(), new VaultId("elsewhere")))
                .isEmpty();
    }

    @Test
    void checkpoint_whoseEdgesWereChanged_isMadeFromTheBeginningAllTheSame() {
        var note = signed();
        var bare = new FakeLedgerStore();
        bare.shard(0).putAll(books.store.shard(0));
        bare.add(new Milestone(7, note, "{\"0\":{\"next\":1,\"roots\":[]}}"));
        var made = (Outcome.Made) new Checkpointing(bare, key, VAULT, books.clock, true).next(Optional.empty());
        assertThat(made.checkpoint().shards()).isEqualTo(look().shards());
    }

    @Test
    void note_withAnyCharacterChanged_isNotSigned() {
        var note = signed();
        for (var at = 0; at < note.length(); at++) {
            var changed = new StringBuilder(note);
            changed.setCharAt(at, note.charAt(at) == 'x' ? 'y' : 'x');
            assertThat(Checkpoint.read(changed.toString(), key.verifier(), VAULT))
                    .as("character " + at)
                    .isEmpty();
        }
    }

    @Test
    void inclusion_ofALineThatWasSigned_holdsAndOfNoOther() {
        var known = checkpoint();
        var head = known.head(0).orElseThrow();
        var proofs = new Proofs(books.store);
        for (var line = 0L; line < head.size(); line++) {
            var text = proofs.inclusion(0, line, known).orElseThrow().lines().toList();
            assertThat(text.getFirst()).isEqualTo("line 0." + line + " of " + head.size());
            var leaf = Merkle.leaf(books.lines().get((int) line).bytes());
            assertThat(text.get(1)).isEqualTo("leaf " + leaf);
            var hashes = text.subList(2, text.size() - 1).stream()
                    .map(hash -> Hash.parse(hash).orElseThrow())
                    .toList();
            assertThat(Merkle.isIncluded(leaf, line, head.size(), hashes, head.root()))
                    .isTrue();
            assertThat(text.getLast()).isEqualTo("root " + head.root());
        }
        assertThat(proofs.inclusion(0, head.size(), known)).isEmpty();
        assertThat(proofs.inclusion(0, -1, known)).isEmpty();
        assertThat(proofs.inclusion(1, 0, known)).isEmpty();
    }

    @Test
    void inclusion_inALedgerThatWasChanged_isNotProven() {
        var known = checkpoint();
        var good = item(2);
        var content = good.content().clone();
        content[content.length - 1] ^= 1;
        put(new Batch(0, 2, good.first(), content));
        assertThat(new Proofs(books.store).inclusion(0, 0, known)).isEmpty();
        books.store.shard(0).tailMap(4L).clear();
        assertThat(new Proofs(books.store)
                        .inclusion(0, known.head(0).orElseThrow().size() - 1, known))
                .isEmpty();
    }

    @Test
    void consistency_ofTwoCheckpoints_holdsOneWay() {
        var older = checkpoint();
        books.ledger(1).write(books.staffRead("ada", "more"));
        var newer = checkpoint();
        var proofs = new Proofs(books.store);
        var from = older.head(0).orElseThrow();
        var to = newer.head(0).orElseThrow();
        var text = proofs.consistency(older, newer).orElseThrow().lines().toList();
        assertThat(text.getFirst()).isEqualTo("shard 0 from " + from.size() + " to " + to.size());
        var hashes = text.subList(1, text.size()).stream()
                .map(hash -> Hash.parse(hash).orElseThrow())
                .toList();
        assertThat(Merkle.isConsistent(from.size(), from.root(), to.size(), to.root(), hashes))
                .isTrue();
        assertThat(proofs.consistency(older, older)).isPresent();
        assertThat(proofs.consistency(newer, older)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"19, 19", "20, 20", "21, 20"})
    void look_atMuchDamage_tellsThatOfTwentyPlaces(int places, int told) {
        var ledger = books.ledger(1);
        for (var i = 0; i < places; i++) ledger.write(books.staffRead("ada", "more-" + i));
        var last = books.store.last(0).orElseThrow().number();
        for (var number = last; number > last - places; number--) {
            var good = item(number);
            var content = good.content().clone();
            content[content.length - 1] ^= 1;
            put(new Batch(0, number, good.first(), content));
        }
        assertThat(damages(look())).hasSize(told);
    }
}
