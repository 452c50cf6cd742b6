package io.cloakroom.userpool.api;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.userpool.store.Client;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The operations for people who are not signed in, as the pool's own pages call them on a client's behalf: the very same that
 * its own code would call, so that nothing is checked, counted or asked of triggers in two ways.
 */
public final class ClientCalls {
    private static final List<Operation> SERVED = List.of(
            new SignUp(),
            new ConfirmSignUp(),
            new ResendConfirmationCode(),
            new ForgotPassword(),
            new ConfirmForgotPassword());

    private final ApiParts parts;

    public ClientCalls(ApiParts parts) {
        this.parts = parts;
    }

    /** What became of a call. */
    public sealed interface Result {
        record Done(JsonObject answer) implements Result {}

        /** @param error Cognito's name for it */
        record Refused(String error, String message) implements Result {}
    }

    /** @param members of the operation's input, without {@code ClientId}, {@code SecretHash} and {@code Username} */
    public Result call(String name, Client client, String username, Map<String, ?> members) {
        var operation = SERVED.stream()
                .filter(served -> served.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not for pages: " + name));
        var whole = new LinkedHashMap<String, Object>(members);
        whole.put("ClientId", client.id());
        whole.put("Username", username);
        client.secret()
                .ifPresent(secret -> whole.put("SecretHash", SecretHash.of(secret.reveal(), username + client.id())));
        try {
            return new Result.Done(object(operation.answer(parts, Input.of(object(whole), operation.members()))));
        } catch (ApiFault fault) {
            return new Result.Refused(fault.type().wireName(), String.valueOf(fault.getMessage()));
        }
    }

    private static JsonObject object(Map<String, Object> members) {
        return switch (Json.read(Json.write(members))) {
            case Json.Reading.Read read -> read.object();
            case Json.Reading.Unreadable fault -> throw new IllegalStateException(fault.reason());
        };
    }
}
