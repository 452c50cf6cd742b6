package io.cloakroom.userpool.store;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How values of ours lie in columns. */
final class Columns {
    private Columns() {}

    static Instant instant(ResultSet row, String column) throws SQLException {
        return Instant.ofEpochMilli(row.getLong(column));
    }

    static Optional<Instant> optionalInstant(ResultSet row, String column) throws SQLException {
        var millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    static Optional<String> optionalText(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getString(column));
    }

    /** Texts without white space in them, one space apart. */
    static Set<String> words(ResultSet row, String column) throws SQLException {
        var text = row.getString(column);
        return text.isEmpty() ? Set.of() : new LinkedHashSet<>(Arrays.asList(text.split(" ")));
    }

    static String words(Collection<String> words) {
        return String.join(" ", words);
    }

    static <E extends Enum<E>> Set<E> enums(Class<E> type, Collection<String> names) {
        var values = EnumSet.noneOf(type);
        names.forEach(name -> values.add(Enum.valueOf(type, name)));
        return values;
    }

    static JsonObject json(ResultSet row, String column) throws SQLException {
        return switch (Json.read(row.getString(column).getBytes(StandardCharsets.UTF_8))) {
            case Json.Reading.Read read -> read.object();
            case Json.Reading.Unreadable fault -> throw new IllegalStateException(column + ": " + fault.reason());
        };
    }

    static Map<String, String> texts(JsonObject object) {
        var texts = new LinkedHashMap<String, String>();
        for (var name : object.names()) object.text(name).ifPresent(text -> texts.put(name, text));
        return texts;
    }
}
