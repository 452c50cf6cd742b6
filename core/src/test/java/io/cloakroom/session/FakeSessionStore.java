package io.cloakroom.session;

import io.cloakroom.member.MemberId;
import io.cloakroom.member.SessionRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** In memory; held to {@link SessionStoreContract} like the others. */
public final class FakeSessionStore implements SessionStore {
    private final Map<SessionRef, Session> sessions = new ConcurrentHashMap<>();

    @Override
    public void add(Session session) {
        sessions.put(session.ref(), session);
    }

    @Override
    public Optional<Session> find(SessionRef ref) {
        return Optional.ofNullable(sessions.get(ref));
    }

    @Override
    public boolean replace(Session next) {
        var isReplaced = new AtomicBoolean();
        sessions.computeIfPresent(next.ref(), (_, stored) -> {
            if (stored.version() != next.version() - 1) return stored;
            isReplaced.set(true);
            return next;
        });
        return isReplaced.get();
    }

    @Override
    public void delete(SessionRef ref) {
        sessions.remove(ref);
    }

    @Override
    public List<SessionRef> of(MemberId member) {
        return sessions.values().stream()
                .filter(session -> session.member().equals(member))
                .map(Session::ref)
                .toList();
    }
}
