package io.cloakroom.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import org.junit.jupiter.api.Test;

/** What every {@link MemberKeyStore} must keep. */
public abstract class MemberKeyStoreContract {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");

    /** An empty store. */
    protected abstract MemberKeyStore store();

    private static WrappedKey key(MemberId member, int version, int content) {
        return new WrappedKey(member, version, new byte[] {(byte) content, 2, 3});
    }

    @Test
    void newest_noKeys_isEmpty() {
        assertThat(store().newest(ADA)).isEmpty();
    }

    @Test
    void newest_several_isTheHighestVersion() {
        var store = store();
        for (var version : new int[] {2, 10, 1}) store.add(key(ADA, version, version));
        store.add(key(EVE, 11, 0));
        assertThat(store.newest(ADA)).contains(key(ADA, 10, 10));
    }

    @Test
    void find_added_comesBackEqual() {
        var store = store();
        store.add(key(ADA, 1, 1));
        assertThat(store.find(ADA, 1)).contains(key(ADA, 1, 1));
        assertThat(store.find(ADA, 2)).isEmpty();
        assertThat(store.find(EVE, 1)).isEmpty();
    }

    @Test
    void add_versionThatIsThere_changesNothing() {
        var store = store();
        assertThat(store.add(key(ADA, 1, 1))).isTrue();
        assertThat(store.add(key(ADA, 1, 9))).isFalse();
        assertThat(store.find(ADA, 1)).contains(key(ADA, 1, 1));
    }
}
