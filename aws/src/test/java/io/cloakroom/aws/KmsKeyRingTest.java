package io.cloakroom.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.FakeMemberKeyStore;
import io.cloakroom.seal.KeyRing;
import io.cloakroom.seal.Keyset;
import io.cloakroom.seal.KmsConfig;
import io.cloakroom.seal.KmsDouble;
import io.cloakroom.seal.MemberKey;
import io.cloakroom.seal.MemberKeys;
import io.cloakroom.seal.MemberKeys.Held;
import io.cloakroom.seal.Place;
import io.cloakroom.seal.Rewrapping;
import io.cloakroom.seal.SealedValue;
import io.cloakroom.seal.VaultId;
import io.cloakroom.seal.WrappedKey;
import io.cloakroom.token.SettableClock;
import io.cloakroom.upstream.UpstreamException.Malformed;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Against a double of KMS, which encrypts in earnest. KMS itself is not to be had here. */
class KmsKeyRingTest {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final VaultId VAULT = new VaultId("vault");
    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final Place PLACE = new Place(VAULT, "profile", "self", 1, "blood_group");

    @TempDir
    private Path folder;

    private final List<Kms> open = new ArrayList<>();
    private KmsDouble kms;
    private Keyset keyset;
    private String arn = "";

    @BeforeEach
    void start() throws IOException {
        kms = new KmsDouble();
        arn = kms.newKey();
        Keyset.create(folder.resolve("keyset.json"));
        keyset = Keyset.read(folder.resolve("keyset.json"));
    }

    @AfterEach
    void stop() {
        open.forEach(Kms::close);
        kms.close();
    }

    private KeyRing ring(String key, String... before) {
        return ring(VAULT, key, before);
    }

    private KeyRing ring(VaultId vault, String key, String... before) {
        var config = new KmsConfig(key, Set.of(before), Optional.of(kms.endpoint()));
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
        var client = Kms.connect(config, credentials, Duration.ofSeconds(4));
        open.add(client);
        return new KmsKeyRing(client, config, vault, keyset.keyRing());
    }

    @Test
    void wrap_aKey_unwrapsByOneCallInItsContext() {
        var ring = ring(arn);
        var wrapped = ring.wrap(ADA, 3, KEY);

        assertThat(ring.unwrap(wrapped)).isEqualTo(KEY);
        assertThat(ring.isCurrent(wrapped)).isTrue();
        assertThat(kms.asked).containsExactly("Encrypt", "Decrypt");
        assertThat(kms.contexts).allMatch(Map.of("vault", "vault", "member", "ada", "version", "3")::equals);
    }

    @Test
    void unwrap_forAnotherMemberVersionOrVault_isMalformed() {
        var ring = ring(arn);
        var bytes = ring.wrap(ADA, 1, KEY).bytes();

        for (var other : List.of(new WrappedKey(EVE, 1, bytes), new WrappedKey(ADA, 2, bytes)))
            assertThatThrownBy(() -> ring.unwrap(other)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> ring(new VaultId("other"), arn).unwrap(new WrappedKey(ADA, 1, bytes)))
                .isInstanceOf(Malformed.class);
    }

    @Test
    void unwrap_whatWasChangedAnywhere_isMalformed() {
        var ring = ring(arn);
        var wrapped = ring.wrap(ADA, 1, KEY).bytes();
        for (var i = 0; i < wrapped.length; i += 7) {
            var changed = wrapped.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> ring.unwrap(new WrappedKey(ADA, 1, changed)))
                    .isInstanceOf(Malformed.class);
        }
        for (var length : List.of(0, 1, 2, 3, 40, wrapped.length - 1)) {
            var cut = Arrays.copyOf(wrapped, length);
            assertThatThrownBy(() -> ring.unwrap(new WrappedKey(ADA, 1, cut))).isInstanceOf(Malformed.class);
        }
    }

    @Test
    void unwrap_byAKeyThatIsNoneOfOurs_asksNobody() {
        var thief = kms.newKey();
        var planted = ring(thief).wrap(ADA, 1, KEY);
        kms.asked.clear();

        assertThatThrownBy(() -> ring(arn).unwrap(planted)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> ring(arn).rewrap(planted)).isInstanceOf(Malformed.class);
        assertThat(kms.asked).isEmpty();
        assertThat(ring(arn).isCurrent(planted)).isFalse();
    }

    @Test
    void unwrap_byADisabledKey_isUnavailableUntilItIsEnabled() {
        var ring = ring(arn);
        var wrapped = ring.wrap(ADA, 1, KEY);
        kms.disable(arn);
        assertThatThrownBy(() -> ring.unwrap(wrapped)).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> ring.wrap(ADA, 2, KEY)).isInstanceOf(Unavailable.class);

        kms.enable(arn);

        assertThat(ring.unwrap(wrapped)).isEqualTo(KEY);
    }

    @Test
    void unwrap_toldToSlowDown_triesAgainAndThenGivesUp() {
        var ring = ring(arn);
        var wrapped = ring.wrap(ADA, 1, KEY);
        kms.throttles.set(1);
        assertThat(ring.unwrap(wrapped)).isEqualTo(KEY);

        kms.throttles.set(1000);
        kms.asked.clear();

        var before = System.nanoTime();
        assertThatThrownBy(() -> ring.unwrap(wrapped)).isInstanceOf(Unavailable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        assertThat(kms.asked).hasSizeBetween(2, 5);
    }

    @Test
    void unwrap_nobodyThere_isUnavailable() {
        var ring = ring(arn);
        var wrapped = ring.wrap(ADA, 1, KEY);
        kms.close();
        assertThatThrownBy(() -> ring.unwrap(wrapped))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("KMS");
    }

    @Test
    void refusal_thatQuotesAKey_isNotPassedOn() {
        var ring = ring(arn);
        var wrapped = ring.wrap(ADA, 1, KEY);
        kms.words = new String(KEY, StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> ring.unwrap(new WrappedKey(EVE, 1, wrapped.bytes())))
                .isInstanceOf(Malformed.class)
                .hasMessageNotContaining(kms.words);
        kms.disable(arn);
        for (ThrowingCallable call :
                List.<ThrowingCallable>of(() -> ring.unwrap(wrapped), () -> ring.wrap(ADA, 2, KEY)))
            assertThatThrownBy(call)
                    .isInstanceOf(Unavailable.class)
                    .hasMessageNotContaining(kms.words)
                    // It does say so, to whoever looks for the cause.
                    .hasStackTraceContaining(kms.words);
    }

    @Test
    void memberKeys_openedOften_askKmsOnceAMinute() {
        var clock = new SettableClock(Instant.parse("2026-11-25T12:00:00Z"));
        var store = new FakeMemberKeyStore();
        var keys = new MemberKeys(ring(arn), store, clock);
        var sealed = key(keys.current(ADA)).seal(PLACE, "A");
        kms.asked.clear();

        for (var i = 0; i < 50; i++)
            assertThat(key(keys.version(ADA, 1)).open(PLACE, sealed)).isEqualTo("A");
        assertThat(kms.asked).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(key(keys.version(ADA, 1)).open(PLACE, sealed)).isEqualTo("A");

        assertThat(kms.asked).containsExactly("Decrypt");
    }

    private static MemberKey key(Held held) {
        return ((Held.Key) held).key();
    }

    @Test
    void rewrap_fromKeysetToKmsAndOn_keepsEverythingOpen() {
        var clock = new SettableClock(Instant.parse("2026-11-25T12:00:00Z"));
        var store = new FakeMemberKeyStore();
        var sealed = new ArrayList<SealedValue>();
        for (var i = 0; i < 20; i++) {
            var member = new MemberId("m" + i);
            sealed.add(key(new MemberKeys(keyset.keyRing(), store, clock).current(member))
                    .seal(PLACE, "v" + i));
        }

        // A gateway with the new configuration opens what the keyset wrapped.
        opensAll(ring(arn), store, sealed);
        var toKms = new Rewrapping(ring(arn), store).run(_ -> {});
        assertThat(toKms.rewrapped()).isEqualTo(20);
        opensAll(ring(arn), store, sealed);
        assertThat(new Rewrapping(ring(arn), store).run(_ -> {}).rewrapped()).isZero();

        var second = kms.newKey();
        opensAll(ring(second, arn), store, sealed);
        kms.asked.clear();
        var toSecond = new Rewrapping(ring(second, arn), store).run(_ -> {});
        assertThat(toSecond.rewrapped()).isEqualTo(20);
        assertThat(kms.asked).isEqualTo(Collections.nCopies(20, "ReEncrypt"));
        kms.disable(arn);
        opensAll(ring(second), store, sealed);
    }

    private void opensAll(KeyRing ring, FakeMemberKeyStore store, List<SealedValue> sealed) {
        var keys = new MemberKeys(ring, store, new SettableClock(Instant.parse("2026-11-25T12:00:00Z")));
        for (var i = 0; i < sealed.size(); i++)
            assertThat(key(keys.version(new MemberId("m" + i), 1)).open(PLACE, sealed.get(i)))
                    .isEqualTo("v" + i);
    }

    @Test
    void rewrap_stopped_isEndedByDoingItAgain() {
        var store = new FakeMemberKeyStore();
        for (var i = 0; i < 20; i++) store.add(keyset.keyRing().wrap(new MemberId("m" + i), 1, KEY));
        kms.disable(arn);
        assertThatThrownBy(() -> new Rewrapping(ring(arn), store).run(_ -> {})).isInstanceOf(Unavailable.class);
        kms.enable(arn);
        var first = store.all(Optional.empty(), 1).keys().getFirst();
        store.replace(first, ring(arn).rewrap(first));

        assertThat(new Rewrapping(ring(arn), store).run(_ -> {}).rewrapped()).isEqualTo(19);
    }

    @Test
    void rewrap_ofAKeyForAnotherMember_isAStraggler() {
        var second = kms.newKey();
        var store = new FakeMemberKeyStore();
        store.add(new WrappedKey(EVE, 1, ring(arn).wrap(ADA, 1, KEY).bytes()));

        var done = new Rewrapping(ring(second, arn), store).run(_ -> {});

        assertThat(done.rewrapped()).isZero();
        assertThat(done.stragglers()).hasSize(1);
    }

    private KmsInspector.Finding inspect(String key) {
        var config = new KmsConfig(key, Set.of(), Optional.of(kms.endpoint()));
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
        try (var client = Kms.connect(config, credentials, Duration.ofSeconds(4))) {
            return new KmsInspector(config, VAULT).inspect(client);
        }
    }

    @Test
    void inspect_aKey_saysWhetherItDoesAllThatWeNeed() {
        assertThat(inspect(arn)).isEqualTo(new KmsInspector.Finding.Works());
        kms.disable(arn);
        assertThat(inspect(arn)).isEqualTo(new KmsInspector.Finding.Refused("DisabledException"));
        var gone = arn.replace("0001", "0009");
        assertThat(inspect(gone)).isEqualTo(new KmsInspector.Finding.Refused("NotFoundException"));
        kms.close();
        assertThatThrownBy(() -> inspect(arn)).isInstanceOf(Unavailable.class);
    }

    @Test
    void inspect_whatIgnoresTheContext_isToldApart() {
        kms.ignoresContext = true;
        assertThat(inspect(arn)).isEqualTo(new KmsInspector.Finding.IgnoresContext());
    }
}
