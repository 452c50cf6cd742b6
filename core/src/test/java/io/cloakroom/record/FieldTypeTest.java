package io.cloakroom.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTypeTest {
    private static final Map<String, FieldType> TYPES = Map.of(
            "text", new FieldType.Text(12),
            "number", new FieldType.Decimal(Optional.of(new BigDecimal("-1.5")), Optional.of(new BigDecimal("500"))),
            "any", new FieldType.Decimal(Optional.empty(), Optional.empty()),
            "date",
                    new FieldType.Day(
                            Optional.of(LocalDate.parse("1900-01-01")), Optional.of(LocalDate.parse("2026-11-25"))),
            "boolean", new FieldType.Truth(),
            "choice", new FieldType.Choice(List.of("A", "A positive", "0")),
            "list", new FieldType.Items(3, 5));

    private static FieldType type(String name) {
        return Objects.requireNonNull(TYPES.get(name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            text    | x
            text    | 12 long text
            text    | 👩‍👩‍👧 é
            text    | =1+1'"<&>
            number  | 0
            number  | -1.5
            number  | 500.000
            number  | 0.000000000000001
            any     | -999999999999999.999999999999999
            date    | 1900-01-01
            date    | 2026-11-25
            date    | 2024-02-29
            boolean | true
            boolean | false
            choice  | A positive
            list    | one
            """)
    void value_ofItsType_hasNoFault(String type, String value) {
        assertThat(type(type).fault(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            text    | ""               | 1 to 12 characters
            text    | "   "            | 1 to 12 characters
            text    | 13 long texts    | 1 to 12 characters
            number  | ""               | a number from -1.5 to 500
            number  | -1.51            | a number from -1.5 to 500
            number  | 500.01           | a number from -1.5 to 500
            number  | 1e2              | a number from -1.5 to 500
            number  | 01               | a number from -1.5 to 500
            number  | 1,5              | a number from -1.5 to 500
            number  | +1               | a number from -1.5 to 500
            number  | ١٢               | a number from -1.5 to 500
            any     | 1000000000000000 | a number
            any     | 0.0000000000000001 | a number
            date    | 1899-12-31       | a day such as 2026-11-25 from 1900-01-01 to 2026-11-25
            date    | 2026-11-26       | a day such as 2026-11-25 from 1900-01-01 to 2026-11-25
            date    | 2023-02-29       | a day such as 2026-11-25 from 1900-01-01 to 2026-11-25
            date    | 25.11.2026       | a day such as 2026-11-25 from 1900-01-01 to 2026-11-25
            boolean | TRUE             | true or false
            choice  | B                | one of A, A positive, 0
            list    | ""               | 1 to 3 lines, each of 1 to 5 characters
            list    | longer           | 1 to 3 lines, each of 1 to 5 characters
            """)
    void value_ofNoneOrAnother_isToldWhatIsAllowed(String type, String value, String allowed) {
        assertThat(type(type).fault(value)).contains(allowed);
    }

    @Test
    void list_lines_areCountedAndNoneIsEmpty() {
        var list = type("list");
        assertThat(list.fault("a\nb\nc")).isEmpty();
        assertThat(list.fault("a\nb\nc\nd")).isPresent();
        assertThat(list.fault("a\n\nb")).isPresent();
        assertThat(list.fault("a\n")).isPresent();
    }

    @Test
    void text_whatATerminalOrAPageWouldObey_isNoText() {
        var text = FieldType.TEXT;
        assertThat(text.fault("two\nlines\tand a tab")).isEmpty();
        assertThat(text.fault("\u0000")).isPresent();
        assertThat(text.fault("\u001b[2J")).isPresent();
        assertThat(text.fault("a\r\nb")).isPresent();
        assertThat(text.fault("half a pair: \ud83d")).isPresent();
    }

    @Test
    void types_thatTakeNothingOrTooMuch_cannotBeMade() {
        assertThatThrownBy(() -> new FieldType.Text(0)).hasMessage("characters-max: 1 to 8192");
        assertThatThrownBy(() -> new FieldType.Items(201, 1)).hasMessage("items-max: 1 to 200");
        assertThatThrownBy(() -> new FieldType.Choice(List.of())).hasMessage("options: 1 to 200");
        assertThatThrownBy(() -> new FieldType.Choice(List.of("a", "a"))).hasMessage("options: no two the same");
        assertThatThrownBy(() -> new FieldType.Choice(List.of("a\nb")))
                .hasMessage("options: each 1 to 120 characters, on one line");
    }
}
