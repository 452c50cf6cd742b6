package io.cloakroom.seal;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import java.util.Arrays;

/** A member's data key as it is stored: wrapped by a {@link KeyRing}, useless without it. */
public final class WrappedKey {
    private final MemberId member;
    private final int version;
    private final byte[] bytes;

    /** @param version counts a member's keys, from 1 */
    public WrappedKey(MemberId member, int version, byte[] bytes) {
        require(version >= 1, "key version", "from 1");
        this.member = member;
        this.version = version;
        this.bytes = bytes.clone();
    }

    public MemberId member() {
        return member;
    }

    public int version() {
        return version;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WrappedKey key
                && member.equals(key.member)
                && version == key.version
                && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return member.hashCode() * 31 + version;
    }

    @Override
    public String toString() {
        return "WrappedKey[" + member.value() + ", version " + version + "]";
    }
}
