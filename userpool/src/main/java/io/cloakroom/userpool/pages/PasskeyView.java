package io.cloakroom.userpool.pages;

import java.util.List;
import java.util.Optional;

/**
 * A passkey is made for who is signed in.
 *
 * @param onward back to the client, signed in
 * @param action where the passkey goes, and its options come from
 * @param known names of those that she has
 */
public record PasskeyView(
        String clientName,
        String onward,
        String name,
        String action,
        String formToken,
        List<String> known,
        Optional<String> notice,
        Optional<String> fault) {
    public PasskeyView {
        known = List.copyOf(known);
    }

    @Override
    public String toString() {
        return "PasskeyView[hidden]";
    }
}
