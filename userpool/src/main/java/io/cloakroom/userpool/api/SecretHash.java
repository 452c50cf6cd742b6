package io.cloakroom.userpool.api;

import io.cloakroom.userpool.store.Client;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a client with a secret shows that it knows it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash">
 *     Cognito, computing secret hash values</a>
 */
final class SecretHash {
    private SecretHash() {}

    /**
     * @param names what the hash may be about: the user's name in this place of the flow
     * @throws ApiFault if the hash is absent, wrong, or given for a client without a secret
     */
    static void check(Client client, Optional<String> given, String... names) {
        checkGiven(client, given);
        if (client.secret().isEmpty()) return;
        var isRight = List.of(names).stream().anyMatch(name -> isOf(client, name, given.orElse("")));
        if (!isRight) throw wrong(client);
    }

    /** As far as it goes without knowing whose name the hash is about. */
    static void checkGiven(Client client, Optional<String> given) {
        if (client.secret().isPresent() && given.isEmpty()) {
            throw ApiFault.notAuthorized(
                    "Client " + client.id() + " is configured with secret but SECRET_HASH was not received");
        }
        if (client.secret().isEmpty() && given.isPresent()) throw wrong(client);
    }

    private static ApiFault wrong(Client client) {
        return ApiFault.notAuthorized("Unable to verify secret hash for client " + client.id());
    }

    private static boolean isOf(Client client, String name, String given) {
        return client.secret()
                .map(secret -> of(secret.reveal(), name + client.id()))
                .filter(expected -> MessageDigest.isEqual(bytes(expected), bytes(given)))
                .isPresent();
    }

    static String of(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes(secret), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(bytes(text)));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every JDK has HMAC-SHA-256", absent);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
