package io.cloakroom.seal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * As much of KMS as we use, by its own protocol (JSON 1.1 over HTTP): Encrypt, Decrypt, ReEncrypt, DescribeKey. Encrypts in
 * earnest, with the encryption context as associated data.
 */
public final class KmsDouble implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE_BYTES = 12;

    private final HttpServer server;
    private final Map<String, byte[]> keys = new ConcurrentHashMap<>();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    public volatile boolean ignoresContext;
    /** What its refusals say. */
    public volatile String words = "no";
    /** How many requests are still to be told to slow down. */
    public final AtomicInteger throttles = new AtomicInteger();
    /** The operations asked for, in order. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    /** The contexts that came with them. */
    public final List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();

    public KmsDouble() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 50);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public String newKey() {
        var id = keys.size() + 1;
        var arn = "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-00000000000" + id;
        var key = new byte[32];
        RANDOM.nextBytes(key);
        keys.put(arn, key);
        return arn;
    }

    public void disable(String arn) {
        disabled.add(arn);
    }

    public void enable(String arn) {
        disabled.remove(arn);
    }

    /** Refused, as KMS spells it. */
    @SuppressWarnings("serial")
    private static final class Refusal extends Exception {
        private final int status;

        Refusal(int status, String type) {
            super(type);
            this.status = status;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var operation = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                .replace("TrentService.", "");
        asked.add(operation);
        try (exchange) {
            answer(exchange, operation);
        }
    }

    private void answer(HttpExchange exchange, String operation) throws IOException {
        try {
            if (throttles.getAndUpdate(left -> Math.max(0, left - 1)) > 0)
                throw new Refusal(400, "ThrottlingException");
            if (!(Json.read(exchange.getRequestBody().readAllBytes()) instanceof Json.Reading.Read(var request)))
                throw new Refusal(400, "SerializationException");
            send(exchange, 200, perform(operation, request));
        } catch (Refusal refusal) {
            send(exchange, refusal.status, Json.members("__type", refusal.getMessage(), "message", words));
        } catch (GeneralSecurityException mistake) {
            send(exchange, 500, Json.members("__type", "KMSInternalException"));
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, ?> members) throws IOException {
        var body = Json.write(members);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    private Map<String, Object> perform(String operation, JsonObject request) throws Refusal, GeneralSecurityException {
        return switch (operation) {
            case "Encrypt" -> {
                var arn = text(request, "KeyId");
                var made = encrypt(arn, context(request, "EncryptionContext"), bytes(request, "Plaintext"));
                yield Json.members("KeyId", arn, "CiphertextBlob", made);
            }
            case "Decrypt" -> {
                var arn = text(request, "KeyId");
                var plain = decrypt(arn, context(request, "EncryptionContext"), bytes(request, "CiphertextBlob"));
                yield Json.members(
                        "KeyId", arn, "Plaintext", Base64.getEncoder().encodeToString(plain));
            }
            case "ReEncrypt" -> {
                var from = text(request, "SourceKeyId");
                var to = text(request, "DestinationKeyId");
                var source = context(request, "SourceEncryptionContext");
                var plain = decrypt(from, source, bytes(request, "CiphertextBlob"));
                var made = encrypt(to, context(request, "DestinationEncryptionContext"), plain);
                yield Json.members("SourceKeyId", from, "KeyId", to, "CiphertextBlob", made);
            }
            case "DescribeKey" -> {
                var arn = text(request, "KeyId");
                if (!keys.containsKey(arn)) throw new Refusal(400, "NotFoundException");
                var isEnabled = !disabled.contains(arn);
                yield Json.members(
                        "KeyMetadata",
                        Json.members(
                                "Arn",
                                arn,
                                "KeyId",
                                arn.replaceFirst(".*/", ""),
                                "Enabled",
                                isEnabled,
                                "KeyState",
                                isEnabled ? "Enabled" : "Disabled",
                                "KeyUsage",
                                "ENCRYPT_DECRYPT",
                                "KeySpec",
                                "SYMMETRIC_DEFAULT"));
            }
            default -> throw new Refusal(400, "UnknownOperationException");
        };
    }

    private static String text(JsonObject request, String name) throws Refusal {
        return request.text(name).orElseThrow(() -> new Refusal(400, "ValidationException"));
    }

    private static byte[] bytes(JsonObject request, String name) throws Refusal {
        return Base64.getDecoder().decode(text(request, name));
    }

    /** Sorted, each part with its length before it. */
    private byte[] context(JsonObject request, String name) {
        var context = new TreeMap<String, String>();
        Optional<JsonObject> sent = request.object(name);
        sent.ifPresent(object ->
                object.names().forEach(key -> context.put(key, object.text(key).orElseThrow())));
        contexts.add(Map.copyOf(context));
        if (ignoresContext) return new byte[0];
        var text = new StringBuilder();
        context.forEach((key, value) -> text.append(key.length())
                .append(':')
                .append(key)
                .append(value.length())
                .append(':')
                .append(value));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] key(String arn) throws Refusal {
        var key = keys.get(arn);
        if (key == null) throw new Refusal(400, "NotFoundException");
        if (disabled.contains(arn)) throw new Refusal(400, "DisabledException");
        return key;
    }

    private String encrypt(String arn, byte[] context, byte[] plain) throws Refusal, GeneralSecurityException {
        var nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        var sealed = cipher(Cipher.ENCRYPT_MODE, key(arn), nonce, context).doFinal(plain);
        var name = arn.getBytes(StandardCharsets.US_ASCII);
        var blob = ByteBuffer.allocate(Short.BYTES + name.length + nonce.length + sealed.length)
                .putShort((short) name.length)
                .put(name)
                .put(nonce)
                .put(sealed);
        return Base64.getEncoder().encodeToString(blob.array());
    }

    private byte[] decrypt(String arn, byte[] context, byte[] blob) throws Refusal, GeneralSecurityException {
        var key = key(arn);
        var bytes = ByteBuffer.wrap(blob);
        if (blob.length < Short.BYTES || blob.length < Short.BYTES + bytes.getShort(0) + NONCE_BYTES)
            throw new Refusal(400, "InvalidCiphertextException");
        var name = new byte[bytes.getShort()];
        bytes.get(name);
        if (!Arrays.equals(name, arn.getBytes(StandardCharsets.US_ASCII)))
            throw new Refusal(400, "IncorrectKeyException");
        var nonce = new byte[NONCE_BYTES];
        bytes.get(nonce);
        var sealed = new byte[bytes.remaining()];
        bytes.get(sealed);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(sealed);
        } catch (GeneralSecurityException tampered) {
            throw new Refusal(400, "InvalidCiphertextException");
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, byte[] context) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(context);
        return cipher;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
