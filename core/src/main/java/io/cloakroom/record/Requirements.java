package io.cloakroom.record;

import io.cloakroom.config.Settings;
import io.cloakroom.record.Requirement.Terms;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a collection asks for; keys {@code collections.<id>.asks-for.*}. */
final class Requirements {
    private static final String ANY = "any";
    /** The form of a membership.Product's key, said again: records know nothing of what sites say. */
    private static final Pattern PRODUCT = Pattern.compile("[a-z][a-z0-9-]{0,31}:[^\\p{Cntrl}]{1,100}");

    /** Sources that tell us themselves what their members hold. */
    enum Confirmer {
        MEMBERFUL
    }

    private final Settings settings;
    private final String key;

    private Requirements(Settings settings, String key) {
        this.settings = settings;
        this.key = key;
    }

    /** @param key ends with a dot */
    static Requirement read(Settings settings, String key) {
        return new Requirements(settings, key).read();
    }

    private Requirement read() {
        var anyOf = settings.texts(key + "any-of");
        var allOf = settings.texts(key + "all-of");
        var terms = terms();
        if (!anyOf.isEmpty() && !allOf.isEmpty()) settings.fault(key + "all-of", "either any-of or all-of");
        if (allOf.contains(ANY)) settings.fault(key + "all-of", "products; any goes with any-of");
        if (!allOf.isEmpty()) return new Requirement.AllOf(products("all-of", allOf), terms);
        if (anyOf.equals(List.of(ANY))) return new Requirement.AnyMembership(terms);
        if (!anyOf.isEmpty()) return new Requirement.AnyOf(products("any-of", anyOf), terms);
        if (terms.confirmedBy().isPresent()) return new Requirement.AnyMembership(terms);
        return new Requirement.Nothing();
    }

    private Terms terms() {
        return new Terms(
                settings.text(key + "words", "a membership", Terms.WORDS_CHARACTERS_MAX),
                settings.duration(key + "grace", Duration.ZERO, Duration.ZERO, Terms.GRACE_MAX),
                settings.duration(key + "after", Duration.ZERO, Duration.ZERO, Terms.AFTER_MAX),
                settings.choices(key + "confirmed-by", Confirmer.class).stream()
                        .map(Settings::spelling)
                        .findFirst());
    }

    private Set<String> products(String word, List<String> names) {
        var products = new HashSet<String>();
        for (var i = 0; i < names.size(); i++) {
            var isProduct = PRODUCT.matcher(names.get(i)).matches();
            var both = word.equals("any-of") && names.get(i).equals(ANY);
            if (both) settings.itemFault(key + word, i, "either any or a list of products");
            else if (!isProduct)
                settings.itemFault(key + word, i, "each a product as source:id, such as memberpress:13");
            else products.add(names.get(i));
        }
        if (products.size() > Requirement.PRODUCTS_MAX) settings.fault(key + word, "at most 100 products");
        // To go on reading with; who reads settings stops at the fault.
        return products.isEmpty() || products.size() > Requirement.PRODUCTS_MAX ? Set.of("stand-in:0") : products;
    }
}
