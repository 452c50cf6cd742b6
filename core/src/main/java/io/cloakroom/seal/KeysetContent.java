package io.cloakroom.seal;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** What a keyset's file holds: one Tink keyset that wraps members' keys, and one for the gateway itself. Does not print. */
record KeysetContent(KeysetHandle members, KeysetHandle gateway) {
    static final int KEYS_MAX = 50;

    private static final Configuration TINK = AeadConfig2026.get();
    private static final String MEMBERS = "member-keys";
    private static final String GATEWAY = "gateway";

    static KeysetContent generate() {
        return new KeysetContent(newKeyset(), newKeyset());
    }

    private static KeysetHandle newKeyset() {
        try {
            return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, TINK);
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException("no keyset to be had", mistake);
        }
    }

    /** @throws GeneralSecurityException if it is no keyset of ours */
    static KeysetContent parse(JsonObject json) throws GeneralSecurityException {
        return new KeysetContent(parse(json, MEMBERS), parse(json, GATEWAY));
    }

    private static KeysetHandle parse(JsonObject json, String name) throws GeneralSecurityException {
        var text = json.text(name).orElseThrow(() -> new GeneralSecurityException("no " + name));
        return TinkJsonProtoKeysetFormat.parseKeyset(text, TINK, InsecureSecretKeyAccess.get());
    }

    byte[] serialized() {
        return Json.write(Json.members(MEMBERS, serialized(members), GATEWAY, serialized(gateway)));
    }

    private static String serialized(KeysetHandle handle) {
        try {
            return TinkJsonProtoKeysetFormat.serializeKeyset(handle, TINK, InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException("a keyset cannot be written down", mistake);
        }
    }

    boolean isFull() {
        return members.size() >= KEYS_MAX || gateway.size() >= KEYS_MAX;
    }

    /** With a new key in each, which is used from then on; the others still open what they have. */
    KeysetContent rotated() throws GeneralSecurityException {
        return new KeysetContent(rotated(members), rotated(gateway));
    }

    private static KeysetHandle rotated(KeysetHandle old) throws GeneralSecurityException {
        var added = newKeyset().getPrimary().getKey();
        var entry = KeysetHandle.importKey(added).makePrimary();
        return KeysetHandle.newBuilder(old).addEntry(entry).build();
    }

    Aead memberCipher() throws GeneralSecurityException {
        return members.getPrimitive(TINK, Aead.class);
    }

    Aead gatewayCipher() throws GeneralSecurityException {
        return gateway.getPrimitive(TINK, Aead.class);
    }

    /** The key that wraps; all of them unwrap. */
    int currentId() {
        return members.getPrimary().getId();
    }

    /** Tink writes before a ciphertext which key of the keyset made it: one byte of form and four of id. */
    static Optional<Integer> idOf(byte[] ciphertext) {
        return ciphertext.length > Integer.BYTES && ciphertext[0] == 1
                ? Optional.of(ByteBuffer.wrap(ciphertext).getInt(1))
                : Optional.empty();
    }

    /** What is derived from the keyset must last: its oldest key, which no rotation moves. */
    @AccessesPartialKey
    SecretKey root() throws GeneralSecurityException {
        if (!(gateway.getAt(0).getKey() instanceof AesGcmKey key)) {
            throw new GeneralSecurityException("not a key that Keyset makes");
        }
        return new SecretKeySpec(key.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get()), "HKDF");
    }

    @Override
    public String toString() {
        return "KeysetContent[hidden]";
    }
}
