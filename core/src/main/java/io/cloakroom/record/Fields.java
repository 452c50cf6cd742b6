package io.cloakroom.record;

import io.cloakroom.config.Settings;
import io.cloakroom.record.Field.FieldClass;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the fields of a collection from the settings. */
final class Fields {
    /** To go on reading with; who reads settings stops at the fault. */
    private static final Field STAND_IN =
            new Field(new FieldName("stand_in"), "stand-in", FieldType.TEXT, FieldClass.SENSITIVE, Mask.HIDDEN, false);

    private final Settings settings;

    Fields(Settings settings) {
        this.settings = settings;
    }

    List<Field> read(String key) {
        var fields = new ArrayList<Field>();
        var names = settings.names(key);
        if (names.isEmpty()) settings.require(key, "at least one field");
        if (names.size() > Collection.FIELDS_MAX) settings.fault(key, "at most " + Collection.FIELDS_MAX + " fields");
        for (var name : names) {
            if (FieldName.isFieldName(name)) fields.add(field(key + "." + name + ".", new FieldName(name)));
            else settings.fault(key + "." + name, "a field is 1 to 64 of a-z, 0-9 and _, a letter first");
        }
        if (fields.isEmpty()) fields.add(STAND_IN);
        if (fields.stream().filter(Field::isSearchable).count() > BlindIndex.FIELDS_MAX)
            settings.fault(key, "at most " + BlindIndex.FIELDS_MAX + " searchable fields");
        return fields.subList(0, Math.min(fields.size(), Collection.FIELDS_MAX));
    }

    private Field field(String key, FieldName name) {
        var type = type(key);
        var fieldClass = settings.choice(key + "class", FieldClass.class, FieldClass.SENSITIVE);
        var mask = settings.choice(key + "mask", Mask.class, Mask.HIDDEN);
        if (mask != Mask.HIDDEN && fieldClass != FieldClass.SECRET) {
            settings.fault(key + "mask", "only with class: secret");
        } else if (mask == Mask.YEAR_ONLY && !(type instanceof FieldType.Day)) {
            settings.fault(key + "mask", "year-only is for dates");
        }
        return new Field(
                name,
                settings.text(key + "title", name.value(), Collection.TITLE_CHARACTERS_MAX),
                type,
                fieldClass,
                mask,
                isSearchable(key + "searchable", type, fieldClass));
    }

    private enum Search {
        NONE,
        EXACT
    }

    private boolean isSearchable(String key, FieldType type, FieldClass fieldClass) {
        var isSearchable = settings.choice(key, Search.class, Search.NONE) == Search.EXACT;
        if (isSearchable && fieldClass == FieldClass.PLAIN) settings.fault(key, "only for what is sealed");
        else if (isSearchable) BlindIndex.fault(type).ifPresent(why -> settings.fault(key, why));
        return isSearchable;
    }

    private enum Type {
        TEXT,
        NUMBER,
        DATE,
        BOOLEAN,
        CHOICE,
        LIST
    }

    /** Only the settings of its own type are asked for: any other is an unknown key, and so a fault. */
    private FieldType type(String key) {
        return switch (settings.choice(key + "type", Type.class, Type.TEXT)) {
            case TEXT -> new FieldType.Text(charactersMax(key, FieldType.CHARACTERS_MAX));
            case NUMBER -> number(key);
            case DATE -> day(key);
            case BOOLEAN -> new FieldType.Truth();
            case CHOICE -> choice(key + "options");
            case LIST -> list(key);
        };
    }

    private int charactersMax(String key, int most) {
        return settings.integer(key + "characters-max", most, 1, most);
    }

    private FieldType number(String key) {
        var least = bound(key + "least", FieldType.Decimal::parse, "a number such as -1.5");
        var most = bound(key + "most", FieldType.Decimal::parse, "a number such as -1.5");
        if (isUpsideDown(least, most)) settings.fault(key + "most", "not below least");
        return new FieldType.Decimal(least, most);
    }

    private FieldType day(String key) {
        var least = bound(key + "least", FieldType.Day::parse, "a day such as 2026-11-25");
        var most = bound(key + "most", FieldType.Day::parse, "a day such as 2026-11-25");
        if (isUpsideDown(least.map(LocalDate::toEpochDay), most.map(LocalDate::toEpochDay)))
            settings.fault(key + "most", "not before least");
        return new FieldType.Day(least, most);
    }

    private <T> Optional<T> bound(String key, Function<String, Optional<T>> parse, String allowed) {
        var text = settings.optional(key);
        var bound = text.flatMap(parse);
        if (text.isPresent() && bound.isEmpty()) settings.fault(key, allowed);
        return bound;
    }

    private static <T extends Comparable<T>> boolean isUpsideDown(Optional<T> least, Optional<T> most) {
        return least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0;
    }

    private FieldType choice(String key) {
        var options = settings.texts(key);
        var usable = new ArrayList<String>();
        var seen = new HashSet<String>();
        for (var i = 0; i < options.size(); i++) {
            if (!FieldType.Choice.isOption(options.get(i)))
                settings.itemFault(key, i, "1 to 120 characters, on one line");
            else if (!seen.add(options.get(i))) settings.itemFault(key, i, "no option twice");
            else usable.add(options.get(i));
        }
        if (options.isEmpty()) settings.require(key, "a list of options");
        var isTooMany = usable.size() > FieldType.Choice.OPTIONS_MAX;
        if (isTooMany) settings.fault(key, "at most " + FieldType.Choice.OPTIONS_MAX + " options");
        return usable.isEmpty() || isTooMany ? FieldType.TEXT : new FieldType.Choice(usable);
    }

    private FieldType list(String key) {
        var itemsMax = settings.integer(key + "items-max", 50, 1, FieldType.Items.ITEMS_MAX);
        return new FieldType.Items(itemsMax, charactersMax(key, FieldType.Items.ITEM_CHARACTERS_MAX));
    }
}
