package io.cloakroom.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.MemberKeyStore.Added;
import io.cloakroom.seal.MemberKeyStore.Position;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link MemberKeyStore} must keep. */
public abstract class MemberKeyStoreContract {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final KeyLookup ERASED = new KeyLookup.Erased(NOON);

    /** An empty store. */
    protected abstract MemberKeyStore store();

    private static WrappedKey key(MemberId member, int version, int content) {
        return new WrappedKey(member, version, new byte[] {(byte) content, 2, 3});
    }

    private static KeyLookup found(MemberId member, int version, int content) {
        return new KeyLookup.Found(key(member, version, content));
    }

    @Test
    void newest_noKeys_isNone() {
        assertThat(store().newest(ADA)).isEqualTo(new KeyLookup.None());
    }

    @Test
    void newest_several_isTheHighestVersion() {
        var store = store();
        for (var version : new int[] {2, 10, 1}) store.add(key(ADA, version, version));
        store.add(key(EVE, 11, 0));
        assertThat(store.newest(ADA)).isEqualTo(found(ADA, 10, 10));
    }

    @Test
    void find_added_comesBackEqual() {
        var store = store();
        store.add(key(ADA, 1, 1));
        assertThat(store.find(ADA, 1)).isEqualTo(found(ADA, 1, 1));
        assertThat(store.find(ADA, 2)).isEqualTo(new KeyLookup.None());
        assertThat(store.find(EVE, 1)).isEqualTo(new KeyLookup.None());
    }

    @Test
    void add_versionThatIsThere_changesNothing() {
        var store = store();
        assertThat(store.add(key(ADA, 1, 1))).isEqualTo(Added.DONE);
        assertThat(store.add(key(ADA, 1, 9))).isEqualTo(Added.TAKEN);
        assertThat(store.find(ADA, 1)).isEqualTo(found(ADA, 1, 1));
    }

    @Test
    void replace_whatIsThere_isDoneOnce() {
        var store = store();
        store.add(key(ADA, 1, 1));
        assertThat(store.replace(key(ADA, 1, 1), key(ADA, 1, 2))).isTrue();
        assertThat(store.replace(key(ADA, 1, 1), key(ADA, 1, 3))).isFalse();
        assertThat(store.replace(key(EVE, 1, 1), key(EVE, 1, 3))).isFalse();
        assertThat(store.newest(ADA)).isEqualTo(found(ADA, 1, 2));
        assertThat(store.newest(EVE)).isEqualTo(new KeyLookup.None());
    }

    @Test
    void bury_aMember_nothingOfHersIsFoundOrAddedAnyMore() {
        var store = store();
        store.add(key(ADA, 1, 1));
        store.add(key(EVE, 1, 1));
        store.bury(ADA, NOON);

        assertThat(store.newest(ADA)).isEqualTo(ERASED);
        assertThat(store.find(ADA, 1)).isEqualTo(ERASED);
        assertThat(store.find(ADA, 2)).isEqualTo(ERASED);
        assertThat(store.add(key(ADA, 2, 2))).isEqualTo(Added.ERASED);
        assertThat(store.newest(EVE)).isEqualTo(found(EVE, 1, 1));
    }

    @Test
    void bury_aMemberWhoHasNoKey_keepsHerFromGettingOne() {
        var store = store();
        store.bury(ADA, NOON);
        assertThat(store.add(key(ADA, 1, 1))).isEqualTo(Added.ERASED);
        assertThat(store.newest(ADA)).isEqualTo(ERASED);
    }

    @Test
    void bury_twice_keepsTheFirstDate() {
        var store = store();
        store.bury(ADA, NOON);
        store.bury(ADA, NOON.plusSeconds(60));
        assertThat(store.newest(ADA)).isEqualTo(ERASED);
    }

    @Test
    void destroy_keys_leavesTheTombstoneAndOthers() {
        var store = store();
        for (var version : new int[] {1, 2, 3}) store.add(key(ADA, version, version));
        store.add(key(EVE, 1, 1));
        store.bury(ADA, NOON);

        assertThat(store.destroy(ADA)).isEqualTo(3);
        assertThat(store.destroy(ADA)).isZero();
        assertThat(store.newest(ADA)).isEqualTo(ERASED);
        assertThat(all(store, 10)).containsExactly(key(EVE, 1, 1));
    }

    @Test
    void all_inPages_areEverybodysKeysOnceAndNoTombstone() {
        var store = store();
        var added = new ArrayList<WrappedKey>();
        for (var i = 0; i < 7; i++) {
            for (var version : new int[] {1, 2}) added.add(key(new MemberId("m" + i), version, i));
        }
        added.forEach(store::add);
        store.bury(new MemberId("m9"), NOON);

        assertThat(all(store, 3)).containsExactlyInAnyOrderElementsOf(added);
        assertThat(all(store, 100)).containsExactlyInAnyOrderElementsOf(added);
    }

    @Test
    void all_ofMembersWhoWereErased_counts() {
        var store = store();
        for (var i = 0; i < 5; i++) store.add(key(new MemberId("m" + i), 1, i));
        for (var i = 3; i < 8; i++) store.bury(new MemberId("m" + i), NOON);
        store.destroy(new MemberId("m3"));

        for (var limit : new int[] {1, 2, 100}) {
            var everybody = new Everybody(store, limit);
            var members = new ArrayList<MemberId>();
            var erased = 0;
            Optional<Position> after = Optional.empty();
            do {
                var some = everybody.after(after);
                members.addAll(some.members());
                erased += some.erased();
                after = some.next();
            } while (after.isPresent());
            // Of m4 the key is still there: her erasure is under way.
            assertThat(members).extracting(MemberId::value).containsExactlyInAnyOrder("m0", "m1", "m2", "m4");
            assertThat(erased).isEqualTo(5);
        }
    }

    @Test
    void everybody_whoHasSeveralKeys_comesOnce() {
        var store = store();
        for (var i = 0; i < 3; i++) {
            for (var version : new int[] {1, 2, 3}) store.add(key(new MemberId("m" + i), version, i));
        }

        for (var limit : new int[] {1, 2, 3, 4, 100}) {
            var everybody = new Everybody(store, limit);
            var members = new ArrayList<MemberId>();
            Optional<Position> after = Optional.empty();
            do {
                var some = everybody.after(after);
                members.addAll(some.members());
                after = some.next();
            } while (after.isPresent());
            assertThat(members).as("by " + limit).hasSize(3).doesNotHaveDuplicates();
        }
    }

    private static List<WrappedKey> all(MemberKeyStore store, int limit) {
        var found = new ArrayList<WrappedKey>();
        Optional<Position> after = Optional.empty();
        do {
            var page = store.all(after, limit);
            assertThat(page.keys().size()).isLessThanOrEqualTo(limit);
            found.addAll(page.keys());
            after = page.next();
        } while (after.isPresent());
        return found;
    }
}
