package io.cloakroom.seal;

import io.cloakroom.member.MemberId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** In memory; held to {@link MemberKeyStoreContract} like the others. */
public final class FakeMemberKeyStore implements MemberKeyStore {
    private record Name(MemberId member, int version) {}

    private final Map<Name, WrappedKey> keys = new ConcurrentHashMap<>();

    @Override
    public Optional<WrappedKey> newest(MemberId member) {
        return keys.values().stream()
                .filter(key -> key.member().equals(member))
                .max(Comparator.comparingInt(WrappedKey::version));
    }

    @Override
    public Optional<WrappedKey> find(MemberId member, int version) {
        return Optional.ofNullable(keys.get(new Name(member, version)));
    }

    @Override
    public boolean add(WrappedKey key) {
        return keys.putIfAbsent(new Name(key.member(), key.version()), key) == null;
    }
}
