package io.cloakroom.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.GatewayKey.Purpose;
import io.cloakroom.seal.MemberKeys.Held;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final VaultId VAULT = new VaultId("vault");
    private static final Place PLACE = new Place(VAULT, "profile", "self", 1, "blood_group");

    @TempDir
    private Path folder;

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T12:00:00Z"));
    private final FakeMemberKeyStore store = new FakeMemberKeyStore();
    private Path file = Path.of("");
    private MemberKeys keys;

    @BeforeEach
    void createKeyset() throws IOException {
        file = folder.resolve("keyset.json");
        Keyset.create(file);
        keys = new MemberKeys(Keyset.read(file).keyRing(), store, clock);
    }

    private static MemberKey key(Held held) {
        return ((Held.Key) held).key();
    }

    private static WrappedKey found(KeyLookup lookup) {
        return ((KeyLookup.Found) lookup).key();
    }

    @Test
    void open_samePlace_givesTheValue() {
        for (var value : List.of("AB+", "", "Zoë \uD83D\uDE00", "x".repeat(8192))) {
            var sealed = key(keys.current(ADA)).seal(PLACE, value);
            assertThat(key(keys.version(ADA, sealed.keyVersion())).open(PLACE, sealed))
                    .isEqualTo(value);
        }
    }

    @Test
    void open_anyOtherPlace_fails() {
        var sealed = key(keys.current(ADA)).seal(PLACE, "AB+");
        for (var other : List.of(
                new Place(new VaultId("vault2"), "profile", "self", 1, "blood_group"),
                new Place(VAULT, "profile2", "self", 1, "blood_group"),
                new Place(VAULT, "profile", "self2", 1, "blood_group"),
                new Place(VAULT, "profile", "self", 2, "blood_group"),
                new Place(VAULT, "profile", "self", 1, "allergies"),
                // The same letters, cut elsewhere.
                new Place(VAULT, "profiles", "elf", 1, "blood_group"))) {
            assertThatThrownBy(() -> key(keys.current(ADA)).open(other, sealed)).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void open_otherMember_fails() {
        var sealed = key(keys.current(ADA)).seal(PLACE, "AB+");
        assertThatThrownBy(() -> key(keys.current(EVE)).open(PLACE, sealed)).isInstanceOf(Malformed.class);
    }

    @Test
    void open_anyBitChanged_fails() {
        var bytes = key(keys.current(ADA)).seal(PLACE, "AB+").bytes();
        for (var i = 5; i < bytes.length; i++) {
            var changed = bytes.clone();
            changed[i] ^= 1;
            var value = SealedValue.parse(changed).orElseThrow();
            assertThatThrownBy(() -> key(keys.current(ADA)).open(PLACE, value)).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void parse_otherFormOrTooShort_isEmpty() {
        var bytes = key(keys.current(ADA)).seal(PLACE, "").bytes();
        assertThat(SealedValue.parse(bytes)).isPresent();
        assertThat(SealedValue.parse(java.util.Arrays.copyOf(bytes, bytes.length - 1)))
                .isEmpty();
        bytes[0] = 2;
        assertThat(SealedValue.parse(bytes)).isEmpty();
    }

    @Test
    void current_twice_isOneKey() {
        assertThat(key(keys.current(ADA)).version()).isEqualTo(1);
        keys.current(ADA);
        assertThat(store.find(ADA, 2)).isEqualTo(new KeyLookup.None());
    }

    @Test
    void current_lostTheRace_takesTheWinners() {
        // A store in which somebody else's key appears between the look and the add.
        var late = new FakeMemberKeyStore() {
            private boolean isLate;

            @Override
            public synchronized KeyLookup newest(MemberId member) {
                var found = isLate ? new KeyLookup.None() : super.newest(member);
                isLate = false;
                return found;
            }
        };
        var others = key(new MemberKeys(ring(), late, clock).current(ADA)).seal(PLACE, "theirs");
        late.isLate = true;
        assertThat(key(new MemberKeys(ring(), late, clock).current(ADA)).open(PLACE, others))
                .isEqualTo("theirs");
    }

    @Test
    void erased_member_getsNoKeyEvenFromWhoHasJustLooked() {
        var late = new FakeMemberKeyStore() {
            private boolean isLate = true;

            @Override
            public synchronized KeyLookup newest(MemberId member) {
                var found = isLate ? new KeyLookup.None() : super.newest(member);
                isLate = false;
                return found;
            }
        };
        late.bury(ADA, clock.instant());
        var keysOfAda = new MemberKeys(ring(), late, clock);
        assertThat(keysOfAda.current(ADA)).isEqualTo(new Held.Erased());
        assertThat(keysOfAda.current(ADA)).isEqualTo(new Held.Erased());
        assertThat(keysOfAda.version(ADA, 1)).isEqualTo(new Held.Erased());
    }

    @Test
    void erased_member_opensForAMinuteMoreAtMost() {
        var sealed = key(keys.current(ADA)).seal(PLACE, "AB+");
        store.bury(ADA, clock.instant());
        store.destroy(ADA);
        clock.advance(MemberKeys.KEPT_FOR);
        assertThat(keys.version(ADA, sealed.keyVersion())).isEqualTo(new Held.Erased());
    }

    @Test
    void version_minuteOver_isUnwrappedAgain() {
        var sealed = key(keys.current(ADA)).seal(PLACE, "AB+");
        var emptied = new FakeMemberKeyStore();
        var forgetful = new MemberKeys(ring(), emptied, clock);
        emptied.add(found(store.find(ADA, 1)));
        assertThat(key(forgetful.version(ADA, 1)).open(PLACE, sealed)).isEqualTo("AB+");
        clock.advance(MemberKeys.KEPT_FOR.minus(Duration.ofMillis(1)));
        assertThat(forgetful.version(ADA, 1)).isNotNull();
        clock.advance(Duration.ofMillis(1));
        assertThat(key(forgetful.version(ADA, 1)).open(PLACE, sealed)).isEqualTo("AB+");
    }

    @Test
    void lately_afterAKeyWasUsed_asksTheStoreForNothing() {
        keys.current(ADA);
        store.add(new WrappedKey(ADA, 2, ring().wrap(ADA, 2, AesGcm.newKey()).bytes()));
        var looks = new AtomicInteger();
        var counting = new FakeMemberKeyStore() {
            @Override
            public synchronized KeyLookup newest(MemberId member) {
                looks.incrementAndGet();
                return store.newest(member);
            }

            @Override
            public synchronized KeyLookup find(MemberId member, int version) {
                return store.find(member, version);
            }
        };
        var keysOfAda = new MemberKeys(ring(), counting, clock);
        keysOfAda.version(ADA, 2);
        keysOfAda.version(ADA, 1);
        assertThat(key(keysOfAda.lately(ADA)).version()).isEqualTo(2);
        assertThat(looks).hasValue(0);
        clock.advance(MemberKeys.KEPT_FOR);
        assertThat(key(keysOfAda.lately(ADA)).version()).isEqualTo(2);
        assertThat(looks).hasValue(1);
    }

    @Test
    void keys_ofOthers_waitForNoSlowRing() throws Exception {
        var answer = new CountDownLatch(1);
        var asked = new CountDownLatch(1);
        var slow = new SlowRing(ring(), ADA, asked, answer);
        var keysOfAll = new MemberKeys(slow, store, clock);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var adas = threads.submit(() -> keysOfAll.current(ADA));
            asked.await();
            // So many that some of them lie beside hers, wherever they are kept.
            var others = threads.submit(() -> IntStream.range(0, 200)
                    .mapToObj(i -> keysOfAll.current(new MemberId("other-" + i)))
                    .toList());
            try {
                assertThat(others.get(10, TimeUnit.SECONDS)).hasSize(200);
            } finally {
                answer.countDown();
            }
            assertThat(key(adas.get()).version()).isEqualTo(1);
        }
    }

    /** It answers for one member when it is told to. */
    private record SlowRing(KeyRing ring, MemberId member, CountDownLatch asked, CountDownLatch answer)
            implements KeyRing {
        @Override
        public WrappedKey wrap(MemberId who, int version, byte[] key) {
            return ring.wrap(who, version, key);
        }

        @Override
        public byte[] unwrap(WrappedKey key) {
            if (key.member().equals(member)) {
                asked.countDown();
                try {
                    answer.await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }
            return ring.unwrap(key);
        }

        @Override
        public boolean isCurrent(WrappedKey key) {
            return ring.isCurrent(key);
        }
    }

    @Test
    void version_unknown_isMalformed() {
        assertThatThrownBy(() -> keys.version(ADA, 9)).isInstanceOf(Malformed.class);
    }

    @Test
    void unwrap_keyGivenToAnotherMember_fails() {
        keys.current(ADA);
        var adas = found(store.find(ADA, 1));
        assertThatThrownBy(() -> ring().unwrap(new WrappedKey(EVE, 1, adas.bytes())))
                .isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> ring().unwrap(new WrappedKey(ADA, 2, adas.bytes())))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void gatewayKey_otherPurposeOrOwner_doesNotOpen() throws IOException {
        var key = Keyset.read(file).gatewayKey();
        var sealed = key.seal(Purpose.SESSION, "ref", "token".getBytes(StandardCharsets.UTF_8));
        assertThat(key.open(Purpose.SESSION, "ref", sealed)).isPresent();
        assertThat(key.open(Purpose.SIGN_IN_COOKIE, "ref", sealed)).isEmpty();
        assertThat(key.open(Purpose.SESSION, "other", sealed)).isEmpty();
        assertThat(key.open(Purpose.SESSION, "ref", new byte[3])).isEmpty();
    }

    @Test
    void keyset_readableByOthers_isRefused() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> Keyset.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("chmod 600");
    }

    @Test
    void keyset_ownerMayOnlyReadIt_opens() throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(Keyset.read(file)).isNotNull();
    }

    @Test
    void keyset_notThere_saysHowToMakeOne() {
        assertThatThrownBy(() -> Keyset.read(folder.resolve("none.json")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("./cloakroom keys create");
        assertThatThrownBy(() -> Keyset.read(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a file");
    }

    @Test
    void keyset_thatIsThere_isNeverWrittenOver() throws IOException {
        var before = Files.readAllBytes(file);
        assertThatThrownBy(() -> Keyset.create(file)).isInstanceOf(IOException.class);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void keyset_damaged_saysSoAndShowsNothing() throws IOException {
        var text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 40));
        assertThatThrownBy(() -> Keyset.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a keyset");
    }

    private KeyRing ring() {
        try {
            return Keyset.read(file).keyRing();
        } catch (IOException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
