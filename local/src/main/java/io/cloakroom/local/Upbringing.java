package io.cloakroom.local;

import io.cloakroom.local.state.Address;
import io.cloakroom.local.terminal.Screen;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something that is up.
 *
 * @param words what the last screen says about it
 */
record Upbringing(List<Address> addresses, Consumer<Screen> words) {
    Upbringing {
        addresses = List.copyOf(addresses);
    }

    void tell(Screen screen) {
        words.accept(screen);
    }
}
