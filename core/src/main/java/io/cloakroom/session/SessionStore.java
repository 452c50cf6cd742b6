package io.cloakroom.session;

import io.cloakroom.member.MemberId;
import io.cloakroom.member.SessionRef;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;
import java.util.Optional;

/** Keeps sessions. Every method throws {@link UpstreamException} if the store cannot be used now. */
public interface SessionStore {
    void add(Session session);

    /** Strongly consistent: an ended session is gone at the next look. */
    Optional<Session> find(SessionRef ref);

    /** @return false, and nothing changed, if the stored version is not the one before, or the session is gone */
    boolean replace(Session next);

    void delete(SessionRef ref);

    /** The sessions of a member; one that began this very second may be missing. */
    List<SessionRef> of(MemberId member);
}
