package io.cloakroom.userpool.pages;

import java.util.List;
import java.util.Optional;

/**
 * @param name the user's, for the password manager
 * @param rules what a password must be, a phrase each
 * @param missing attributes that the pool wants and the user has not
 * @param fault what went wrong the last time
 */
public record NewPasswordView(
        String clientName,
        String action,
        String formToken,
        String name,
        List<String> rules,
        List<Field> missing,
        Optional<String> fault) {
    public NewPasswordView {
        rules = List.copyOf(rules);
        missing = List.copyOf(missing);
    }

    /**
     * @param name of the form's field
     * @param autocomplete what browsers fill it with; empty for what they cannot know
     */
    public record Field(String name, String label, String kind, String autocomplete, String value) {
        @Override
        public String toString() {
            return "Field[" + name + "]";
        }
    }

    @Override
    public String toString() {
        return "NewPasswordView[" + clientName + "]";
    }
}
