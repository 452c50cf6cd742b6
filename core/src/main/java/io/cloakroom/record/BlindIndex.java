package io.cloakroom.record;

import io.cloakroom.seal.GatewayKey;
import io.cloakroom.seal.VaultId;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Marks by which records are found by a field's exact value: HMAC-SHA-256, whole, under a key for this vault, collection and
 * field alone, which is derived from the gateway's oldest key and stored nowhere. Whoever has the marks sees which values are
 * alike and how often one occurs; whoever has the key too can try values out, so values must be hard to guess.
 */
public final class BlindIndex {
    static final int FIELDS_MAX = 10;

    private static final int CHARACTERS_MAX_LEAST = 6;
    private static final BigDecimal VALUES_LEAST = BigDecimal.valueOf(1_000_000);
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final VaultId vault;
    private final GatewayKey key;

    BlindIndex(VaultId vault, GatewayKey key) {
        this.vault = vault;
        this.key = key;
    }

    /** @return empty for a text that is no value of the field: nothing is found by it */
    Optional<String> mark(CollectionId collection, Field field, String value) {
        var kind = "index " + vault.value() + " " + collection.value() + " "
                + field.name().value();
        return normal(field.type(), value).map(text -> key.mark(kind, text));
    }

    /**
     * What counts as the same value. Texts: compatibility forms composed (NFKC), case folded, blanks made one and none around
     * them. Numbers: no zeros at the end.
     */
    static Optional<String> normal(FieldType type, String value) {
        if (type instanceof FieldType.Decimal) {
            return FieldType.Decimal.parse(value.strip())
                    .map(number -> number.stripTrailingZeros().toPlainString());
        }
        var folded = Normalizer.normalize(value, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        var text = BLANKS.matcher(Normalizer.normalize(folded, Normalizer.Form.NFKC))
                .replaceAll(" ")
                .strip();
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    /** Why values of a type are too easy to guess. */
    static Optional<String> fault(FieldType type) {
        return switch (type) {
            case FieldType.Text text ->
                text.charactersMax() < CHARACTERS_MAX_LEAST
                        ? Optional.of("only for text of characters-max 6 and more: shorter ones are guessed")
                        : Optional.empty();
            case FieldType.Decimal decimal ->
                isNarrow(decimal)
                        ? Optional.of("only for numbers of a range of 1,000,000 and more: fewer are guessed")
                        : Optional.empty();
            case FieldType.Day _ -> Optional.of("not for dates: there are so few that each is guessed");
            case FieldType.Truth _, FieldType.Choice _, FieldType.Items _ ->
                Optional.of("only for text and numbers: what has few values is guessed");
        };
    }

    private static boolean isNarrow(FieldType.Decimal decimal) {
        return decimal.least().isPresent()
                && decimal.most().isPresent()
                && decimal.most().get().subtract(decimal.least().get()).compareTo(VALUES_LEAST) < 0;
    }
}
