package io.cloakroom.gateway;

import io.cloakroom.member.MemberId;
import io.cloakroom.seal.KeyLookup;
import io.cloakroom.seal.MemberKeyStore;
import io.cloakroom.signin.UserPool;
import io.cloakroom.signin.UserPool.Person;
import java.util.Optional;

/** Whom the staff may ask about. An entry about somebody is sealed under a key of hers, and no typed text shall make keys. */
final class People {
    private final UserPool pool;
    private final MemberKeyStore keys;

    People(UserPool pool, MemberKeyStore keys) {
        this.pool = pool;
        this.keys = keys;
    }

    /** @return empty if nobody is called so: something is kept of her here, or was, or the pool knows her */
    Optional<MemberId> find(String sub) {
        return Optional.of(sub)
                .filter(MemberId::isMemberId)
                .map(MemberId::new)
                .filter(member -> isKeptHere(member) || pool.person(member).isPresent());
    }

    private boolean isKeptHere(MemberId member) {
        return !(keys.newest(member) instanceof KeyLookup.None);
    }

    /** Whom the pool does not know has no name but her id. */
    Person person(MemberId member) {
        return pool.person(member).orElseGet(() -> new Person(member, Optional.empty(), Optional.empty()));
    }
}
