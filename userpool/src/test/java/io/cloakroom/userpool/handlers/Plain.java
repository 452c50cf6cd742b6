package io.cloakroom.userpool.handlers;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Knows nothing of AWS. What it does, the first word of the new user's name says. */
public final class Plain implements UnaryOperator<Map<String, Object>> {
    @Override
    public Map<String, Object> apply(Map<String, Object> event) {
        var changed = new HashMap<>(event);
        var name = String.valueOf(event.get("userName"));
        if (name.startsWith("forever")) sleepForever();
        if (name.startsWith("pool")) changed.put("response", Map.of("autoConfirmUser", canSeeThePool()));
        return changed;
    }

    private static void sleepForever() {
        while (true) {
            try {
                Thread.sleep(Duration.ofDays(1));
            } catch (InterruptedException ignored) {
                // As some loops of some libraries do.
            }
        }
    }

    /** Its class loader shows it nothing of the process that it runs in. */
    private static boolean canSeeThePool() {
        try {
            Class.forName("io.cloakroom.userpool.UserPoolServer");
            return true;
        } catch (ClassNotFoundException hidden) {
            return false;
        }
    }
}
