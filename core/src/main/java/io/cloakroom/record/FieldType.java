package io.cloakroom.record;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a field may hold. A value is a text in one spelling, whatever its type: the same to people, to a seal and to a
 * program. An empty text is no value, so no type takes it.
 */
public sealed interface FieldType {
    /** The longest value of any type. Longer ones are documents and want another home. */
    int CHARACTERS_MAX = 8192;

    /** The usual: any text. */
    FieldType TEXT = new Text(CHARACTERS_MAX);

    /** How a setting and an answer spell it. */
    String word();

    /**
     * Whether a text is a value of this type.
     *
     * @return empty if it is; else what would have been one, in words for whoever typed it: "a number from 0 to 500"
     */
    Optional<String> fault(String value);

    /**
     * Any text of printable characters and line ends.
     *
     * @param charactersMax 1 to {@value #CHARACTERS_MAX}, in UTF-16 code units
     */
    record Text(int charactersMax) implements FieldType {
        public Text {
            require(isWithin(1, charactersMax, CHARACTERS_MAX), "characters-max", "1 to " + CHARACTERS_MAX);
        }

        @Override
        public String word() {
            return "text";
        }

        @Override
        public Optional<String> fault(String value) {
            return faultUnless(isText(value, charactersMax), "1 to " + charactersMax + " characters");
        }
    }

    /** A decimal number as people write it: no exponent, a point, up to 30 digits. Both ends belong to the range. */
    record Decimal(Optional<BigDecimal> least, Optional<BigDecimal> most) implements FieldType {
        public static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?");

        @Override
        public String word() {
            return "number";
        }

        @Override
        public Optional<String> fault(String value) {
            return faultUnless(parse(value).filter(this::isInRange).isPresent(), "a number" + range());
        }

        private boolean isInRange(BigDecimal number) {
            return least.filter(bound -> number.compareTo(bound) < 0).isEmpty()
                    && most.filter(bound -> number.compareTo(bound) > 0).isEmpty();
        }

        private String range() {
            return rangeWords(least.map(BigDecimal::toPlainString), most.map(BigDecimal::toPlainString));
        }

        static Optional<BigDecimal> parse(String text) {
            return FORM.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
        }
    }

    /** A day of the calendar, {@code 2026-11-25} (ISO 8601). Both ends belong to the range. */
    record Day(Optional<LocalDate> least, Optional<LocalDate> most) implements FieldType {
        private static final Pattern FORM = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

        @Override
        public String word() {
            return "date";
        }

        @Override
        public Optional<String> fault(String value) {
            return faultUnless(parse(value).filter(this::isInRange).isPresent(), "a day such as 2026-11-25" + range());
        }

        static Optional<LocalDate> parse(String text) {
            try {
                return FORM.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
            } catch (DateTimeParseException noSuchDay) {
                return Optional.empty();
            }
        }

        private boolean isInRange(LocalDate day) {
            return least.filter(day::isBefore).isEmpty()
                    && most.filter(day::isAfter).isEmpty();
        }

        private String range() {
            return rangeWords(least.map(LocalDate::toString), most.map(LocalDate::toString));
        }
    }

    /** {@code true} or {@code false}. */
    record Truth() implements FieldType {
        public static final List<String> VALUES = List.of("true", "false");

        @Override
        public String word() {
            return "boolean";
        }

        @Override
        public Optional<String> fault(String value) {
            return faultUnless(VALUES.contains(value), "true or false");
        }
    }

    /** @param options 1 to {@value #OPTIONS_MAX}, each 1 to 120 characters, no two the same */
    record Choice(List<String> options) implements FieldType {
        static final int OPTIONS_MAX = 200;
        static final int OPTION_CHARACTERS_MAX = 120;

        public Choice {
            options = List.copyOf(options);
            require(isWithin(1, options.size(), OPTIONS_MAX), "options", "1 to " + OPTIONS_MAX);
            require(options.stream().allMatch(Choice::isOption), "options", "each 1 to 120 characters, on one line");
            require(options.stream().distinct().count() == options.size(), "options", "no two the same");
        }

        static boolean isOption(String text) {
            return isText(text, OPTION_CHARACTERS_MAX) && isOneLine(text);
        }

        @Override
        public String word() {
            return "choice";
        }

        @Override
        public Optional<String> fault(String value) {
            return faultUnless(options.contains(value), "one of " + String.join(", ", options));
        }
    }

    /**
     * Some texts, one a line.
     *
     * @param itemsMax 1 to {@value #ITEMS_MAX}
     * @param charactersMax of each, 1 to 1,024
     */
    record Items(int itemsMax, int charactersMax) implements FieldType {
        static final int ITEMS_MAX = 200;
        static final int ITEM_CHARACTERS_MAX = 1024;

        public Items {
            require(isWithin(1, itemsMax, ITEMS_MAX), "items-max", "1 to " + ITEMS_MAX);
            require(isWithin(1, charactersMax, ITEM_CHARACTERS_MAX), "characters-max", "1 to " + ITEM_CHARACTERS_MAX);
        }

        @Override
        public String word() {
            return "list";
        }

        @Override
        public Optional<String> fault(String value) {
            var items = value.split("\n", -1);
            var isList = value.length() <= CHARACTERS_MAX && items.length <= itemsMax;
            for (var item : items) isList &= isText(item, charactersMax) && isOneLine(item);
            return faultUnless(isList, "1 to " + itemsMax + " lines, each of 1 to " + charactersMax + " characters");
        }
    }

    private static Optional<String> faultUnless(boolean isValue, String allowed) {
        return isValue ? Optional.empty() : Optional.of(allowed);
    }

    /** Not blank, and nothing that a terminal or a page would obey; line ends and tabs may be. */
    private static boolean isText(String value, int charactersMax) {
        return !value.isBlank()
                && value.length() <= charactersMax
                && value.codePoints().allMatch(FieldType::isAllowed);
    }

    private static boolean isAllowed(int character) {
        if (character == '\n' || character == '\t') return true;
        var kind = Character.getType(character);
        // A lone surrogate is no character at all: UTF-8 could not give it back.
        return kind != Character.CONTROL && kind != Character.SURROGATE;
    }

    private static boolean isOneLine(String value) {
        return value.indexOf('\n') < 0;
    }

    private static String rangeWords(Optional<String> least, Optional<String> most) {
        if (least.isPresent() && most.isPresent()) return " from " + least.get() + " to " + most.get();
        return least.map(bound -> ", at least " + bound)
                .or(() -> most.map(bound -> ", at most " + bound))
                .orElse("");
    }
}
