package io.cloakroom.bench.measure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Sealed values without all that makes them a member's: the least that opening can cost. */
public final class BareCipher {
    /** About what names a place in the vault. */
    private static final int NAME_BYTES = 110;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKey key = new SecretKeySpec(random(32), "AES");
    private final byte[] name = random(NAME_BYTES);
    private final List<Sealed> values;

    @SuppressWarnings("ArrayRecordComponent")
    private record Sealed(byte[] nonce, byte[] bytes) {}

    public BareCipher(Collection<String> values) {
        this.values = values.stream().map(this::seal).toList();
    }

    private Sealed seal(String value) {
        var nonce = random(NONCE_BYTES);
        return new Sealed(nonce, run(Cipher.ENCRYPT_MODE, nonce, value.getBytes(StandardCharsets.UTF_8)));
    }

    /** Opens all of them. */
    public void open() {
        for (var value : values) {
            if (run(Cipher.DECRYPT_MODE, value.nonce(), value.bytes()).length == 0)
                throw new IllegalStateException("nothing came out");
        }
    }

    private byte[] run(int mode, byte[] nonce, byte[] bytes) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name);
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
