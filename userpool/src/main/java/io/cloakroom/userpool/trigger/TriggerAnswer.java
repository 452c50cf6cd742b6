package io.cloakroom.userpool.trigger;

import io.cloakroom.json.JsonObject;
import io.cloakroom.userpool.store.Trigger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a function said. JSON's null counts as saying nothing; what is said in another form than Cognito's is no answer.
 *
 * @param response the member of that name of the event that came back
 */
public record TriggerAnswer(Trigger trigger, JsonObject response) {
    /** Nothing counts as no. */
    public boolean flag(String name) {
        return typed(name, response.flag(name)).orElse(false);
    }

    public Optional<String> text(String name) {
        return typed(name, response.text(name));
    }

    public List<String> texts(String name) {
        return typed(name, response.texts(name)).orElse(List.of());
    }

    public Optional<TriggerAnswer> object(String name) {
        return typed(name, response.object(name)).map(object -> new TriggerAnswer(trigger, object));
    }

    /** Names and texts; nothing counts as none. */
    public Map<String, String> map(String name) {
        var map = new LinkedHashMap<String, String>();
        object(name)
                .ifPresent(object -> object.response()
                        .names()
                        .forEach(key -> object.text(key).ifPresent(text -> map.put(key, text))));
        return map;
    }

    /** The same with values of any form. */
    public Map<String, Object> values(String name) {
        return object(name).map(object -> object.response().values()).orElse(Map.of());
    }

    /** For what its reader finds wrong with it. */
    public TriggerFault unreadable() {
        return TriggerFault.unreadable(trigger);
    }

    private <T> Optional<T> typed(String name, Optional<T> value) {
        if (value.isEmpty() && response.has(name) && !response.isNull(name)) throw TriggerFault.unreadable(trigger);
        return value;
    }
}
