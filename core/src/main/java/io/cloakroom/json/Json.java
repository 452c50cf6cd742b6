package io.cloakroom.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads and writes JSON. */
public final class Json {
    /** A longer document is unreadable. Callers with less patience check the length first. */
    public static final int BYTES_MAX = 1 << 20;

    private static final int DEPTH_MAX = 16;
    private static final int NAME_CHARACTERS_MAX = 256;
    private static final int NUMBER_CHARACTERS_MAX = 40;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxDocumentLength(BYTES_MAX)
                            .maxStringLength(BYTES_MAX)
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNameLength(NAME_CHARACTERS_MAX)
                            .maxNumberLength(NUMBER_CHARACTERS_MAX)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** What became of untrusted bytes. */
    public sealed interface Reading {
        record Read(JsonObject object) implements Reading {}

        /** @param reason for logs; names the kind of fault, never a part of the text */
        record Unreadable(String reason) implements Reading {}
    }

    /** Reads one JSON object (RFC 8259) of at most {@value #BYTES_MAX} bytes, 16 levels deep. */
    public static Reading read(byte[] utf8) {
        if (utf8.length > BYTES_MAX) return new Reading.Unreadable("too long");
        try {
            var tree = MAPPER.readTree(decode(utf8));
            if (tree instanceof ObjectNode object) return new Reading.Read(new JsonObject(object));
            return new Reading.Unreadable("not an object");
        } catch (CharacterCodingException fault) {
            return new Reading.Unreadable("not UTF-8");
        } catch (JacksonException fault) {
            // The library's message quotes the text, which may be a secret.
            return new Reading.Unreadable("not JSON, " + fault.getClass().getSimpleName());
        }
    }

    /** Writes members in their order. Values: texts, numbers, booleans, lists and maps of them, or null. */
    public static byte[] write(Map<String, ?> members) {
        return MAPPER.writeValueAsBytes(members);
    }

    /** The same as text. */
    public static String writeText(Map<String, ?> members) {
        return MAPPER.writeValueAsString(members);
    }

    /**
     * Members in the order given, for {@link #write}; a pair whose value is null is left out.
     *
     * @param namesAndValues name, value, name, value ...
     */
    public static Map<String, Object> members(@Nullable Object... namesAndValues) {
        var members = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            var value = namesAndValues[i + 1];
            if (value != null && namesAndValues[i] instanceof String name) members.put(name, value);
        }
        return members;
    }

    // Not left to the library, which would guess at UTF-16 and UTF-32 too.
    private static String decode(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(utf8))
                .toString();
    }
}
