package io.cloakroom.seal;

import com.google.crypto.tink.Aead;
import io.cloakroom.member.MemberId;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** One version of one member's data key, unwrapped. Lives for a minute at most. */
public final class MemberKey {
    private final MemberId member;
    private final int version;
    private final Aead aead;

    MemberKey(MemberId member, int version, byte[] key) {
        this.member = member;
        this.version = version;
        this.aead = AesGcm.of(key);
    }

    public MemberId member() {
        return member;
    }

    public int version() {
        return version;
    }

    public SealedValue seal(Place place, String value) {
        try {
            var plain = value.getBytes(StandardCharsets.UTF_8);
            return SealedValue.of(version, aead.encrypt(plain, place.associatedData(member.value(), version)));
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException("sealing failed", mistake);
        }
    }

    /**
     * Opens a value that was sealed under this key at this place.
     *
     * @throws Malformed if it was not: the store gave us something that is not what we put there
     */
    public String open(Place place, SealedValue value) {
        try {
            var plain = aead.decrypt(value.ciphertext(), place.associatedData(member.value(), version));
            return new String(plain, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException tampered) {
            throw new Malformed("record store", "a sealed value does not open");
        }
    }

    @Override
    public String toString() {
        return "MemberKey[" + member.value() + ", version " + version + "]";
    }
}
