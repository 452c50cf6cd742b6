package io.cloakroom.userpool.hosted;

import io.cloakroom.http.Parameters;
import io.cloakroom.userpool.pages.FormView.Field;
import io.cloakroom.userpool.password.PasswordRules;
import io.cloakroom.userpool.store.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A new password on a form: typed twice, and by the pool's rules. */
final class NewPasswords {
    static final List<Field> FIELDS = List.of(
            new Field("password", "New password", "password", "new-password", "", false),
            new Field("again", "New password, once more", "password", "new-password", "", false));

    private NewPasswords() {}

    static Optional<String> fault(Pool pool, Parameters form) {
        var password = form.get("password").orElse("");
        if (!password.equals(form.get("again").orElse(""))) return Optional.of("The two passwords are not the same.");
        if (!PasswordRules.isPassword(password)) {
            return Optional.of("A password has 1 to 256 characters and neither begins nor ends with a space.");
        }
        return pool.settings().passwordRules().fault(password).map(words -> words + ".");
    }

    /** What a password must be, a phrase each. */
    static List<String> rules(PasswordRules rules) {
        var words = new ArrayList<String>();
        words.add("at least " + rules.minimumLength() + " characters");
        if (rules.requireUppercase()) words.add("a capital letter");
        if (rules.requireLowercase()) words.add("a small letter");
        if (rules.requireNumbers()) words.add("a digit");
        if (rules.requireSymbols()) words.add("a symbol, such as ! or -");
        return words;
    }
}
