package io.cloakroom.userpool;

import io.cloakroom.json.Json;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An authenticator and its browser, as much of both as WebAuthn needs, so that no browser is. */
final class SoftwareAuthenticator {
    private static final int USER_PRESENT = 1;
    private static final int USER_VERIFIED = 4;
    private static final int ATTESTED = 64;

    final byte[] credentialId = new byte[32];
    private final KeyPair keys;
    private final String relyingParty;
    String origin;
    boolean isUserVerified = true;
    int signCount = 1;

    SoftwareAuthenticator(String relyingParty, String origin) {
        this.relyingParty = relyingParty;
        this.origin = origin;
        new SecureRandom().nextBytes(credentialId);
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            this.keys = generator.generateKeyPair();
        } catch (GeneralSecurityException absent) {
            throw new AssertionError(absent);
        }
    }

    String id() {
        return base64Url(credentialId);
    }

    /** RegistrationResponseJSON. */
    Map<String, Object> make(String challenge) {
        var cbor = new ByteArrayOutputStream();
        cbor.write(0xA3);
        text(cbor, "fmt");
        text(cbor, "none");
        text(cbor, "attStmt");
        cbor.write(0xA0);
        text(cbor, "authData");
        bytes(cbor, authenticatorData(ATTESTED));
        return Json.members(
                "id", id(),
                "rawId", id(),
                "type", "public-key",
                "authenticatorAttachment", "platform",
                "clientExtensionResults", Map.of(),
                "response",
                        Json.members(
                                "clientDataJSON", base64Url(clientData("webauthn.create", challenge)),
                                "attestationObject", base64Url(cbor.toByteArray()),
                                "transports", List.of("internal")));
    }

    /** AuthenticationResponseJSON. */
    Map<String, Object> sign(String challenge) {
        signCount++;
        var data = authenticatorData(0);
        var client = clientData("webauthn.get", challenge);
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(data);
            signature.update(sha256(client));
            return Json.members(
                    "id", id(),
                    "rawId", id(),
                    "type", "public-key",
                    "clientExtensionResults", Map.of(),
                    "response",
                            Json.members(
                                    "clientDataJSON", base64Url(client),
                                    "authenticatorData", base64Url(data),
                                    "signature", base64Url(signature.sign())));
        } catch (GeneralSecurityException absent) {
            throw new AssertionError(absent);
        }
    }

    private byte[] clientData(String type, String challenge) {
        return Json.write(Json.members("type", type, "challenge", challenge, "origin", origin, "crossOrigin", false));
    }

    private byte[] authenticatorData(int flags) {
        var data = new ByteArrayOutputStream();
        data.writeBytes(sha256(relyingParty.getBytes(StandardCharsets.US_ASCII)));
        data.write(flags | USER_PRESENT | (isUserVerified ? USER_VERIFIED : 0));
        data.writeBytes(ByteBuffer.allocate(4).putInt(signCount).array());
        if (flags == ATTESTED) {
            data.writeBytes(new byte[16]);
            data.writeBytes(ByteBuffer.allocate(2).putShort((short) 32).array());
            data.writeBytes(credentialId);
            data.writeBytes(coseKey());
        }
        return data.toByteArray();
    }

    /** RFC 9053: kty EC2, alg ES256, crv P-256, x, y. */
    private byte[] coseKey() {
        var point = ((ECPublicKey) keys.getPublic()).getW();
        var cbor = new ByteArrayOutputStream();
        cbor.writeBytes(new byte[] {(byte) 0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21});
        bytes(cbor, coordinate(point.getAffineX()));
        cbor.write(0x22);
        bytes(cbor, coordinate(point.getAffineY()));
        return cbor.toByteArray();
    }

    private static byte[] coordinate(BigInteger number) {
        var bytes = number.toByteArray();
        var whole = new byte[32];
        var length = Math.min(bytes.length, 32);
        System.arraycopy(bytes, bytes.length - length, whole, 32 - length, length);
        return whole;
    }

    private static void text(ByteArrayOutputStream cbor, String text) {
        cbor.write(0x60 | text.length());
        cbor.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void bytes(ByteArrayOutputStream cbor, byte[] bytes) {
        cbor.write(0x58);
        cbor.write(bytes.length);
        cbor.writeBytes(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException absent) {
            throw new AssertionError(absent);
        }
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
