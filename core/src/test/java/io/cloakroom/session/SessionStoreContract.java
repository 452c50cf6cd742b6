package io.cloakroom.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.member.MemberId;
import io.cloakroom.member.SessionRef;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} must keep. */
public abstract class SessionStoreContract {
    private static final MemberId ADA = new MemberId("ada");
    private static final MemberId EVE = new MemberId("eve");

    /** Far ahead: DynamoDB takes away by itself what has expired. */
    private static final Instant NOW = Instant.parse("2126-11-23T12:00:00.250Z");

    /** An empty store. */
    protected abstract SessionStore store();

    private static Session session(char name, MemberId member, Optional<String> origin) {
        return new Session(
                new SessionRef(String.valueOf(name).repeat(43)),
                new SiteId("demo"),
                member,
                origin,
                NOW,
                NOW.plusSeconds(1),
                NOW.plusSeconds(2),
                NOW.plusSeconds(3),
                "sealed",
                1);
    }

    @Test
    void find_added_comesBackEqual() {
        var store = store();
        for (var session :
                new Session[] {session('a', ADA, Optional.of("origin")), session('b', ADA, Optional.empty())}) {
            store.add(session);
            assertThat(store.find(session.ref())).contains(session);
        }
        assertThat(store.find(new SessionRef("x".repeat(43)))).isEmpty();
    }

    @Test
    void replace_nextVersion_isKept() {
        var store = store();
        var session = session('a', ADA, Optional.empty());
        store.add(session);
        var next = session.checked(NOW.plusSeconds(99), "sealed anew");
        assertThat(store.replace(next)).isTrue();
        assertThat(store.find(session.ref())).contains(next);
    }

    @Test
    void replace_versionThatSomebodyElseWrote_changesNothing() {
        var store = store();
        var session = session('a', ADA, Optional.empty());
        store.add(session);
        var first = session.seenAt(NOW.plusSeconds(60));
        store.replace(first);
        assertThat(store.replace(session.checked(NOW.plusSeconds(99), "late"))).isFalse();
        assertThat(store.find(session.ref())).contains(first);
    }

    @Test
    void replace_endedSession_doesNotReviveIt() {
        var store = store();
        var session = session('a', ADA, Optional.empty());
        store.add(session);
        store.delete(session.ref());
        assertThat(store.replace(session.seenAt(NOW))).isFalse();
        assertThat(store.find(session.ref())).isEmpty();
    }

    @Test
    void of_aMember_listsHersAlone() {
        var store = store();
        store.add(session('a', ADA, Optional.empty()));
        store.add(session('b', ADA, Optional.empty()));
        store.add(session('c', EVE, Optional.empty()));
        assertThat(store.of(ADA))
                .containsExactlyInAnyOrder(new SessionRef("a".repeat(43)), new SessionRef("b".repeat(43)));
    }
}
