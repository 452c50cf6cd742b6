package io.cloakroom.seal;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import java.util.regex.Pattern;

/**
 * Names the vault that sealed values belong to: chosen once, for ever. Never a table's name, because a restored backup makes
 * a new table, and its values must still open.
 */
public record VaultId(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public VaultId {
        require(isVaultId(value), "vault id", "1 to 64 letters, digits, dots, dashes");
    }

    /** Key {@code keys.vault-id}, required. */
    public static VaultId from(Settings settings) {
        return new VaultId(settings.text("keys.vault-id", FORM, "1 to 64 letters, digits, . _ -", "stand-in"));
    }

    public static boolean isVaultId(String text) {
        return FORM.matcher(text).matches();
    }
}
