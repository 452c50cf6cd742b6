package io.cloakroom.userpool.trigger;

import io.cloakroom.json.Json;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.User;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One question to a function. Its text hides what it says.
 *
 * @param source {@code triggerSource}: which of a trigger's occasions this is
 * @param version of the event's form
 * @param response the members that the function may fill in, as Cognito sends them along
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html">
 *     Cognito, customizing user pool workflows with Lambda triggers</a>
 */
public record TriggerEvent(
        String source,
        String version,
        String userName,
        CallerContext caller,
        Map<String, Object> request,
        Map<String, @Nullable Object> response) {
    public static TriggerEvent of(String source, String userName, CallerContext caller, Map<String, Object> request) {
        return new TriggerEvent(source, "1", userName, caller, request, Map.of());
    }

    public TriggerEvent withVersion(String number) {
        return new TriggerEvent(source, number, userName, caller, request, response);
    }

    /** Members of the response, each of which is null until the function says something. */
    public TriggerEvent asking(String... names) {
        return asking(null, names);
    }

    /** Members of the response with what they say until the function says something else. */
    public TriggerEvent asking(@Nullable Object otherwise, String... names) {
        var members = new LinkedHashMap<String, @Nullable Object>(response);
        for (var name : names) members.put(name, otherwise);
        return new TriggerEvent(source, version, userName, caller, request, members);
    }

    /** A user's attributes as events show them: all texts, with the user's state among them. */
    public static Map<String, String> attributes(User user) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("sub", user.sub());
        attributes.put("cognito:user_status", user.status().name());
        attributes.putAll(user.attributes());
        return attributes;
    }

    byte[] json(Pool pool) {
        return Json.write(Json.members(
                "version",
                version,
                "region",
                pool.id().substring(0, pool.id().indexOf('_')),
                "userPoolId",
                pool.id(),
                "userName",
                userName,
                "callerContext",
                caller.shape(),
                "triggerSource",
                source,
                "request",
                request,
                "response",
                response));
    }

    @Override
    public String toString() {
        return "TriggerEvent[" + source + "]";
    }
}
