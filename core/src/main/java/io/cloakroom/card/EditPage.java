package io.cloakroom.card;

import io.cloakroom.site.Site;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The form in which a member changes a record of hers. Does not print what it holds.
 *
 * @param version of the record that the form shows; 0 if there is none yet
 * @param writeId names this filled form, so that sending it twice saves it once
 * @param problem what was wrong with the form sent before
 */
public record EditPage(
        Site site,
        String memberName,
        Words words,
        Ways ways,
        long version,
        String writeId,
        List<Input> inputs,
        Optional<String> problem,
        Optional<Leaving> leaving) {
    /** What a form calls the names of its {@linkplain Input#isKept kept} fields, with blanks between them. */
    public static final String KEPT = "kept";

    public EditPage {
        inputs = List.copyOf(inputs);
    }

    /** @param button what it does, by name */
    public record Words(String heading, String button) {}

    /**
     * @param save where the form goes
     * @param back what was there before, unchanged
     */
    public record Ways(String save, String back) {}

    /** How a value is typed. */
    public enum Kind {
        LINE,
        LINES,
        NUMBER,
        DATE,
        CHOICE
    }

    /**
     * One field.
     *
     * @param options of a choice
     * @param hint what may be typed
     * @param fault what is allowed instead of what was typed
     * @param isKept whether a value is kept that the form does not show, and stays if none is typed
     */
    public record Input(
            String name,
            String title,
            Kind kind,
            String value,
            List<String> options,
            Optional<String> hint,
            Optional<String> fault,
            boolean isKept) {
        public Input {
            options = List.copyOf(options);
        }

        public static String kept(List<Input> inputs) {
            return inputs.stream().filter(Input::isKept).map(Input::name).collect(Collectors.joining(" "));
        }

        @Override
        public String toString() {
            return "Input[" + name + "]";
        }
    }
}
