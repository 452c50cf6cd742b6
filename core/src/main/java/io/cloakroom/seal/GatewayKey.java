package io.cloakroom.seal;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** The gateway's own key: seals what it puts away itself, each thing for one purpose and one owner. */
public final class GatewayKey {
    private static final int KEY_BYTES = 32;

    private final Aead aead;
    private final SecretKey root;

    /** @param root of what is derived from it (RFC 5869); never used itself */
    GatewayKey(Aead aead, SecretKey root) {
        this.aead = aead;
        this.root = root;
    }

    /** The gateway's own signature, by which sites know that it is the gateway that asks. */
    public GatewaySignature signature() {
        return new GatewaySignature(() -> derived("cloakroom signature v1"));
    }

    /**
     * A lasting mark of a text that may be stored where the text may not be: who reads the store cannot try texts out without
     * this key.
     */
    public String mark(String kind, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(derived("cloakroom mark v1 " + kind), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    private byte[] derived(String info) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(root)
                    .thenExpand(info.getBytes(StandardCharsets.UTF_8), KEY_BYTES);
            return KDF.getInstance("HKDF-SHA256").deriveData(parameters);
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
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
