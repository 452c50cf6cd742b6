package io.cloakroom.userpool.token;

import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.User;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which of a user's attributes a client may see: those it may read, and of them those that the scopes name. With {@code
 * openid} and no other scope about the user it sees all that it may read.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html">
 *     Scopes, M2M, and resource servers</a>
 */
public final class UserClaims {
    private static final String CUSTOM = "custom:";

    private UserClaims() {}

    /** Name to value, as stored: all texts. */
    public static Map<String, String> visible(User user, Client client, Set<String> scopes) {
        var visible = new LinkedHashMap<String, String>();
        user.attributes().forEach((name, value) -> {
            if (isReadable(name, client) && isCovered(name, scopes)) visible.put(name, value);
        });
        return visible;
    }

    /** The same over the API, where no scope narrows what the client may see. */
    public static Map<String, String> readable(User user, Client client) {
        var readable = new LinkedHashMap<String, String>();
        user.attributes().forEach((name, value) -> {
            if (isReadable(name, client)) readable.put(name, value);
        });
        return readable;
    }

    private static boolean isReadable(String name, Client client) {
        var readable = client.settings().readAttributes();
        return readable.isEmpty() ? !name.startsWith(CUSTOM) : readable.contains(name);
    }

    private static boolean isCovered(String name, Set<String> scopes) {
        if (!scopes.contains(Scopes.OPENID)) return false;
        var isNarrowed = scopes.contains(Scopes.EMAIL) || scopes.contains(Scopes.PHONE);
        if (scopes.contains(Scopes.PROFILE) || !isNarrowed) return true;
        return switch (name) {
            case "email", "email_verified" -> scopes.contains(Scopes.EMAIL);
            case "phone_number", "phone_number_verified" -> scopes.contains(Scopes.PHONE);
            default -> false;
        };
    }
}
