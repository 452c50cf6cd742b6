package io.cloakroom.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Settings;
import io.cloakroom.membership.Entitlements;
import io.cloakroom.policy.Decision.Denial;
import io.cloakroom.policy.Decision.Denied;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import io.cloakroom.record.Delivery;
import io.cloakroom.record.Field.FieldClass;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.Mask;
import io.cloakroom.site.SiteId;
import io.cloakroom.site.Sites;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The whole matrix: every class of field with every right, by every way, at every setting of deliveries. */
class PolicyTest {
    private static final SiteId DEMO = new SiteId("demo");
    private static final SiteId OTHER = new SiteId("other");
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    /** One field, as it is declared. */
    private record Declared(FieldClass fieldClass, Mask mask, boolean isEditable, boolean isUnmaskable) {
        String name() {
            return (fieldClass + "_" + mask + (isEditable ? "_e" : "") + (isUnmaskable ? "_u" : ""))
                    .toLowerCase(Locale.ROOT);
        }

        String yaml() {
            var type = mask == Mask.YEAR_ONLY ? ", type: date" : "";
            var masked = fieldClass == FieldClass.SECRET ? ", mask: " + Settings.spelling(mask) : "";
            return name() + ": {class: " + Settings.spelling(fieldClass) + masked + type + "}";
        }
    }

    private static List<Declared> everyField() {
        var all = new ArrayList<Declared>();
        for (var isEditable : List.of(false, true)) {
            for (var fieldClass : List.of(FieldClass.PLAIN, FieldClass.SENSITIVE)) {
                all.add(new Declared(fieldClass, Mask.HIDDEN, isEditable, false));
            }
            for (var mask : Mask.values()) {
                for (var isUnmaskable : List.of(false, true)) {
                    all.add(new Declared(FieldClass.SECRET, mask, isEditable, isUnmaskable));
                }
            }
        }
        return all;
    }

    private static Stream<Set<Delivery>> everySet() {
        var sets = Stream.of(Set.<Delivery>of());
        for (var delivery : Delivery.values()) {
            sets = sets.flatMap(set -> Stream.of(
                    set, Stream.concat(set.stream(), Stream.of(delivery)).collect(Collectors.toSet())));
        }
        return sets;
    }

    private static Collection collection(Set<Delivery> deliveries, String more) {
        var fields = everyField();
        var settings = Settings.of("""
                sites:
                  demo: {origins: "https://demo.test", client-id: demo, client-secret: s, public-key: %1$s}
                  other: {origins: "https://other.test", client-id: other, client-secret: s, public-key: %1$s}
                collections:
                  all:
                    sites: demo
                    deliveries: %2$s
                    member:
                      edits: %3$s
                      unmasks: %4$s
                    fields: {%5$s}
                %6$s
                """.formatted(
                "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=",
                deliveries.stream().map(Settings::spelling).toList(),
                fields.stream().filter(Declared::isEditable).map(Declared::name).toList(),
                fields.stream()
                        .filter(Declared::isUnmaskable)
                        .map(Declared::name)
                        .toList(),
                fields.stream().map(Declared::yaml).collect(Collectors.joining(", ")),
                more));
        return Collections.from(settings, Sites.from(settings)).find("all").orElseThrow();
    }

    @Test
    void everyWay_atEverySetting_opensOnlyWhatIsAllowed() {
        everySet().forEach(allowed -> {
            var collection = collection(allowed, "");
            everySet().forEach(ways -> {
                var decision = Policy.ofMember(DEMO, ways, collection, Entitlements.NONE, NOON);
                var isAllowed = ways.stream().anyMatch(allowed::contains);
                assertThat(decision instanceof Grant)
                        .as(allowed + " by " + ways)
                        .isEqualTo(isAllowed);
                if (!isAllowed) assertThat(decision).isEqualTo(new Denied(new Denial.DeliveryNotAllowed()));
                if (decision instanceof Grant grant) checkFields(grant);
                assertThat(Policy.ofMember(OTHER, ways, collection, Entitlements.NONE, NOON))
                        .isEqualTo(new Denied(new Denial.NotHere()));
            });
        });
    }

    private static void checkFields(Grant grant) {
        var declared = everyField();
        assertThat(grant.fields())
                .extracting(showing -> showing.field().name().value())
                .containsExactlyElementsOf(declared.stream().map(Declared::name).toList());
        var unmasked = grant.unmasked();
        for (var i = 0; i < declared.size(); i++) {
            var one = declared.get(i);
            var isSecret = one.fieldClass() == FieldClass.SECRET;
            var showing = grant.fields().get(i);
            assertThat(showing.mask()).as(one.name()).isEqualTo(isSecret ? Optional.of(one.mask()) : Optional.empty());
            assertThat(showing.isEditable()).as(one.name()).isEqualTo(one.isEditable());
            assertThat(showing.isUnmaskable()).as(one.name()).isEqualTo(one.isUnmaskable());
            assertThat(unmasked.fields().get(i).mask().isPresent())
                    .as("unmasked " + one.name())
                    .isEqualTo(isSecret && !one.isUnmaskable());
        }
        assertThat(grant.names())
                .isEqualTo(
                        declared.stream().map(one -> new FieldName(one.name())).collect(Collectors.toSet()));
    }

    @Test
    void membershipAskedFor_andNoneHeld_opensNothingByAnyWay() {
        var collection = collection(Set.of(Delivery.values()), "    asks-for: {any-of: any, words: a membership}\n");
        for (var way : Delivery.values()) {
            assertThat(Policy.ofMember(DEMO, Set.of(way), collection, Entitlements.NONE, NOON))
                    .isEqualTo(new Denied(new Denial.MembershipRequired("a membership")));
        }
    }
}
