package io.cloakroom.seal;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

/** The gateway's own key: seals what it puts away itself, each thing for one purpose and one owner. */
public final class GatewayKey {
    private final Aead aead;

    GatewayKey(Aead aead) {
        this.aead = aead;
    }

    /** What a sealed thing is for. A thing sealed for one purpose does not open for another. */
    public enum Purpose {
        SIGN_IN_COOKIE,
        SIGN_OUT_COOKIE,
        PROOF_COOKIE,
        SESSION,
        CURSOR
    }

    /** @param owner whom or what it belongs to; needed again to open it */
    public byte[] seal(Purpose purpose, String owner, byte[] plain) {
        try {
            return aead.encrypt(plain, associatedData(purpose, owner));
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException("sealing failed", mistake);
        }
    }

    /** @return empty if it was not sealed by us for this purpose and owner */
    public Optional<byte[]> open(Purpose purpose, String owner, byte[] sealed) {
        try {
            return Optional.of(aead.decrypt(sealed, associatedData(purpose, owner)));
        } catch (GeneralSecurityException notOurs) {
            return Optional.empty();
        }
    }

    private static byte[] associatedData(Purpose purpose, String owner) {
        return (purpose.name() + " " + owner).getBytes(StandardCharsets.UTF_8);
    }
}
