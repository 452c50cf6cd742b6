package io.cloakroom.userpool.pages;

import java.util.List;
import java.util.Optional;

/**
 * A page with one form: what is typed on it, and where else to go. Its text hides what is in it.
 *
 * @param words what the page says before it asks
 * @param rules what a new password must be, a phrase each; empty where none is asked for
 * @param buttons the first one is what the Enter key does
 * @param notice what went well the last time
 * @param fault what went wrong the last time
 */
public record FormView(
        String heading,
        List<String> words,
        String action,
        String formToken,
        List<Field> fields,
        List<String> rules,
        List<Button> buttons,
        List<Link> links,
        Optional<String> notice,
        Optional<String> fault) {
    public FormView {
        words = List.copyOf(words);
        fields = List.copyOf(fields);
        rules = List.copyOf(rules);
        buttons = List.copyOf(buttons);
        links = List.copyOf(links);
    }

    /**
     * @param kind the {@code type} of the field
     * @param autocomplete what browsers fill it with; empty for what they cannot know
     * @param isReady whether it is filled already, so that another one has the focus
     */
    public record Field(String name, String label, String kind, String autocomplete, String value, boolean isReady) {
        /** Of a message or an app. */
        public static Field code(String label) {
            return new Field("code", label, "text", "one-time-code", "", false);
        }

        public boolean isCode() {
            return autocomplete.equals("one-time-code");
        }

        public boolean isNewPassword() {
            return autocomplete.equals("new-password");
        }

        @Override
        public String toString() {
            return "Field[" + name + "]";
        }
    }

    /** @param value of the parameter {@code do} */
    public record Button(String value, String words) {}

    /** A way to another page of the pool's own. */
    public record Link(String href, String words) {}

    @Override
    public String toString() {
        return "FormView[" + heading + "]";
    }
}
