package io.cloakroom.seal;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.json.Json;
import io.cloakroom.member.MemberId;
import io.cloakroom.seal.GatewayKey.Purpose;
import io.cloakroom.seal.MemberKeyStore.Position;
import io.cloakroom.seal.MemberKeys.Held;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keyset is rotated and members' keys are wrapped anew while gateways run. */
class RotationTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final MemberId ADA = new MemberId("ada");
    private static final Place PLACE = new Place(new VaultId("vault"), "profile", "self", 1, "blood_group");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeMemberKeyStore store = new FakeMemberKeyStore();
    private Path file = Path.of("");
    /** A gateway that runs all the time. */
    private Keyset running;

    @BeforeEach
    void createKeyset() throws IOException {
        file = folder.resolve("keyset.json");
        Keyset.create(file);
        running = Keyset.read(file);
    }

    private MemberKeys keys(Keyset keyset) {
        return new MemberKeys(keyset.keyRing(), store, clock);
    }

    private static MemberKey key(Held held) {
        return ((Held.Key) held).key();
    }

    private Rewrapping.Progress rewrap() throws IOException {
        return new Rewrapping(Keyset.read(file).keyRing(), store).run(_ -> {});
    }

    @Test
    void rotate_keepsTheOldFileAndOpensWhatItWrapped() throws IOException {
        var sealed = key(keys(running).current(ADA)).seal(PLACE, "AB+");
        var before = Files.readAllBytes(file);

        var kept = Keyset.rotate(file, NOON);

        assertThat(kept).hasFileName("keyset.json.before-20261125T120000Z");
        assertThat(Files.readAllBytes(kept)).isEqualTo(before);
        for (var path : List.of(file, kept)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rw-------");
        }
        assertThat(key(keys(Keyset.read(file)).current(ADA)).open(PLACE, sealed))
                .isEqualTo("AB+");
    }

    @Test
    void rotate_afterOneThatWasStoppedHalfWay_losesNothing() throws IOException {
        var sealed = key(keys(running).current(ADA)).seal(PLACE, "AB+");
        var before = Files.readAllBytes(file);
        // It had linked the old file and was at the new one.
        Files.createLink(folder.resolve("keyset.json.before-20261125T120000Z"), file);
        Files.writeString(folder.resolve("keyset.json.draft"), "{\"member-k");
        assertThat(key(keys(Keyset.read(file)).current(ADA)).open(PLACE, sealed))
                .isEqualTo("AB+");

        var kept = Keyset.rotate(file, NOON);

        assertThat(kept).hasFileName("keyset.json.before-20261125T120000Z-2").hasBinaryContent(before);
        assertThat(folder.resolve("keyset.json.draft")).doesNotExist();
        assertThat(Keyset.rotate(file, NOON)).hasFileName("keyset.json.before-20261125T120000Z-3");
        assertThat(key(keys(Keyset.read(file)).current(ADA)).open(PLACE, sealed))
                .isEqualTo("AB+");
    }

    @Test
    void rotate_twiceAtOnce_keepsBothNewKeys() throws Exception {
        for (var round = 1; round <= 10; round++) {
            var barrier = new CyclicBarrier(2);
            Callable<Path> rotation = () -> {
                barrier.await();
                return Keyset.rotate(file, NOON);
            };
            try (var threads = Executors.newFixedThreadPool(2)) {
                var kept = threads.invokeAll(List.of(rotation, rotation));
                assertThat(kept.getFirst().get()).isNotEqualTo(kept.getLast().get());
            }
            assertThat(keysInFile()).isEqualTo(1 + 2 * round);
        }
    }

    @Test
    void rotate_whileAnotherProcessDoes_waitsForIt() throws Exception {
        var other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldingTheLock.class.getName(),
                        folder.resolve("keyset.json.lock").toString())
                .redirectError(Redirect.INHERIT)
                .start();
        try (var threads = Executors.newSingleThreadExecutor()) {
            assertThat(other.getInputStream().read()).isEqualTo('1');
            var rotation = threads.submit(() -> Keyset.rotate(file, NOON));
            assertThatThrownBy(() -> rotation.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            assertThat(keysInFile()).isEqualTo(1);

            other.destroyForcibly();

            assertThat(rotation.get()).exists();
            assertThat(keysInFile()).isEqualTo(2);
        } finally {
            other.destroyForcibly();
        }
    }

    /** A process that rotates and does not end. */
    static final class HoldingTheLock {
        private HoldingTheLock() {}

        static void main(String[] path) throws Exception {
            try (var channel = FileChannel.open(Path.of(path[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                System.out.print(lock.isValid() ? 1 : 0);
                System.out.flush();
                Thread.sleep(Duration.ofMinutes(5));
            }
        }
    }

    private int keysInFile() throws Exception {
        var json = ((Json.Reading.Read) Json.read(Files.readAllBytes(file))).object();
        return KeysetContent.parse(json).members().size();
    }

    /** Root gives the file away; whoever may not do that takes one of root's for it. */
    private String belongToAnother() throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            var users = folder.getFileSystem().getUserPrincipalLookupService();
            Files.setOwner(file, users.lookupPrincipalByName("nobody"));
        } else {
            Files.delete(file);
            Files.createSymbolicLink(file, Path.of("/etc/passwd"));
        }
        return Files.getOwner(file).getName();
    }

    @Test
    void rotate_ofAFileOfAnotherUsers_isRefusedAndChangesNothing() throws IOException {
        var other = belongToAnother();
        var before = Files.readAllBytes(file);

        assertThatThrownBy(() -> Keyset.rotate(file, NOON))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith(
                        "keyset.json: belongs to %1$s, who could not read it any more; run this as %1$s", other);

        assertThat(file).hasBinaryContent(before);
        assertThat(folder).isDirectoryNotContaining("glob:**.{lock,draft,probe,before-*}");
    }

    @Test
    void rewrap_everyKey_isDoneOnceAndOpensTheSame() throws IOException {
        var sealed = key(keys(running).current(ADA)).seal(PLACE, "AB+");
        for (var i = 0; i < 250; i++) keys(running).current(new MemberId("m" + i));
        Keyset.rotate(file, NOON);
        var told = new ArrayList<Integer>();

        var progress = new Rewrapping(Keyset.read(file).keyRing(), store).run(at -> told.add(at.seen()));

        assertThat(progress).isEqualTo(new Rewrapping.Progress(251, 251, 0, List.of()));
        assertThat(told).containsExactly(100, 200, 251);
        assertThat(rewrap()).isEqualTo(new Rewrapping.Progress(251, 0, 0, List.of()));
        assertThat(key(keys(Keyset.read(file)).current(ADA)).open(PLACE, sealed))
                .isEqualTo("AB+");
    }

    @Test
    void rewrapped_keys_openInAGatewayThatHasNotSeenTheRotation() throws IOException {
        var sealed = key(keys(running).current(ADA)).seal(PLACE, "AB+");
        Keyset.rotate(file, NOON);
        rewrap();

        clock.advance(Duration.ofMinutes(1));
        assertThat(key(keys(running).version(ADA, 1)).open(PLACE, sealed)).isEqualTo("AB+");
    }

    @Test
    void wrap_inARunningGateway_usesTheNewKeyAtOnce() throws IOException {
        Keyset.rotate(file, NOON);
        keys(running).current(ADA);

        assertThat(rewrap()).isEqualTo(new Rewrapping.Progress(1, 0, 0, List.of()));
    }

    @Test
    void unwrap_manyAtOnceBehindARotation_allOpen() throws Exception {
        for (var round = 0; round < 10; round++) {
            Keyset.rotate(file, NOON);
            var other = Keyset.read(file);
            var key = other.keyRing().wrap(ADA, 1, AesGcm.newKey());
            var cookie = other.gatewayKey().seal(Purpose.SESSION, "ref", new byte[] {1});
            var barrier = new CyclicBarrier(50);
            Callable<Boolean> unwrapping = () -> {
                barrier.await();
                return running.keyRing().unwrap(key).length == AesGcm.KEY_BYTES;
            };
            Callable<Boolean> opening = () -> {
                barrier.await();
                return running.gatewayKey().open(Purpose.SESSION, "ref", cookie).isPresent();
            };
            try (var threads = Executors.newFixedThreadPool(50)) {
                var tasks = Stream.concat(nCopies(25, unwrapping).stream(), nCopies(25, opening).stream());
                for (var opened : threads.invokeAll(tasks.toList()))
                    assertThat(opened.get()).isTrue();
            }
        }
    }

    @Test
    void gatewayKey_rotated_opensInBothDirections() throws IOException {
        var old = running.gatewayKey();
        var cookie = old.seal(Purpose.SESSION, "ref", "token".getBytes(StandardCharsets.UTF_8));
        Keyset.rotate(file, NOON);
        var other = Keyset.read(file).gatewayKey();

        assertThat(other.open(Purpose.SESSION, "ref", cookie)).isPresent();
        var later = other.seal(Purpose.SESSION, "ref", "token".getBytes(StandardCharsets.UTF_8));
        assertThat(old.open(Purpose.SESSION, "ref", later)).isPresent();
        assertThat(old.open(Purpose.SESSION, "another", later)).isEmpty();
    }

    @Test
    void rewrap_aKeyThatDoesNotOpen_isAStragglerAndStopsNobody() throws IOException {
        keys(running).current(ADA);
        store.add(new WrappedKey(new MemberId("broken"), 3, new byte[] {1, 0, 0, 0, 9, 9, 9}));
        Keyset.rotate(file, NOON);

        var progress = rewrap();

        assertThat(progress.rewrapped()).isEqualTo(1);
        assertThat(progress.stragglers()).containsExactly(new Position(new MemberId("broken"), 3));
    }

    @Test
    void rewrap_moreThatDoNotOpenThanAreTold_namesAThousandAndCountsAll() throws IOException {
        for (var i = 0; i < 1000; i++) store.add(new WrappedKey(new MemberId("m" + i), 1, new byte[0]));
        assertThat(rewrap().stragglers()).hasSize(1000);
        assertThat(rewrap().unopened()).isEqualTo(1000);
        store.add(new WrappedKey(new MemberId("one-more"), 1, new byte[0]));
        var progress = rewrap();
        assertThat(progress.stragglers()).hasSize(1000);
        assertThat(progress.unopened()).isEqualTo(1001);
        assertThat(progress.seen()).isEqualTo(1001);
    }

    @Test
    void rotate_aKeysetOfFiftyKeys_isRefusedAndChangesNothing() throws IOException {
        for (var keys = 1; keys < KeysetContent.KEYS_MAX; keys++) Keyset.rotate(file, NOON.plusSeconds(keys));
        var full = Files.readString(file);

        assertThatThrownBy(() -> Keyset.rotate(file, NOON.plusSeconds(50)))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("keyset.json: 50 keys already");
        assertThat(file).hasContent(full);
        assertThat(key(keys(Keyset.read(file)).current(ADA))).isNotNull();
    }

    @Test
    void keysetFile_thatVanishes_leavesARunningGatewayWithWhatItHas() throws IOException {
        var sealed = key(keys(running).current(ADA)).seal(PLACE, "AB+");
        Files.delete(file);

        assertThat(key(keys(running).current(ADA)).open(PLACE, sealed)).isEqualTo("AB+");
        keys(running).current(new MemberId("eve"));
    }

    @Test
    void unwrap_aTamperedKey_isMalformedWithoutAndWithARotation() throws IOException {
        keys(running).current(ADA);
        var bytes = ((KeyLookup.Found) store.newest(ADA)).key().bytes();
        bytes[bytes.length - 1] ^= 1;
        var tampered = new WrappedKey(ADA, 1, bytes);

        assertThatThrownBy(() -> running.keyRing().unwrap(tampered)).isInstanceOf(Malformed.class);
        Keyset.rotate(file, NOON);
        assertThatThrownBy(() -> running.keyRing().unwrap(tampered)).isInstanceOf(Malformed.class);
    }
}
