package io.cloakroom.cli.moving;

import io.cloakroom.record.FieldType;
import java.util.regex.Pattern;

/**
 * Keeps a spreadsheet from taking a member's words for a formula. A cell that would be one gets an apostrophe before it, and
 * {@link Rows} takes it off again, exactly one; that a file has been written so, a column of its own says, so that apostrophes
 * in files from elsewhere stay.
 *
 * @see <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV Injection</a>
 */
final class Formulas {
    /** No field's name can be this. */
    static final String COLUMN = "cloakroom:apostrophes";

    private static final char GUARD = '\'';
    /** What begins one, full width too; behind apostrophes of the value's own, so that each cell means one value. */
    private static final Pattern FORMULA =
            Pattern.compile("'*(\\s*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\n\r]).*", Pattern.DOTALL);

    private Formulas() {}

    static String guard(String value) {
        // A number is what it looks like, to a spreadsheet too.
        var isNumber = FieldType.Decimal.FORM.matcher(value).matches();
        return !isNumber && FORMULA.matcher(value).matches() ? GUARD + value : value;
    }

    static String unguard(String cell) {
        var isGuarded = !cell.isEmpty()
                && cell.charAt(0) == GUARD
                && FORMULA.matcher(cell).matches();
        return isGuarded ? cell.substring(1) : cell;
    }
}
