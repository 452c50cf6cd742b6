package io.cloakroom.console;

import io.cloakroom.card.EditPage.Input;
import java.util.List;
import java.util.Optional;

/**
 * The form in which somebody of the staff changes a member's record. Does not print what it holds.
 *
 * @param address where the form goes
 * @param back the record, unchanged
 * @param version of the record that the form shows; 0 if there is none yet
 * @param writeId names this filled form, so that sending it twice saves it once
 * @param problem what was wrong with the form sent before
 */
public record EditView(
        String title,
        String address,
        String back,
        long version,
        String writeId,
        List<Input> inputs,
        Optional<String> problem) {
    public EditView {
        inputs = List.copyOf(inputs);
    }
}
