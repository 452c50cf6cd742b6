package io.cloakroom.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.policy.Decision.Denial;
import io.cloakroom.policy.Decision.Denied;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Decision.Showing;
import io.cloakroom.record.Collection;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.Field;
import io.cloakroom.record.Field.FieldClass;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.FieldType;
import io.cloakroom.record.Mask;
import io.cloakroom.record.MemberRights;
import io.cloakroom.record.Requirement;
import io.cloakroom.record.StaffRights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The whole matrix: every set of groups with every purpose, every class of field and every errand. */
class StaffPolicyTest {
    private static final List<String> PURPOSES = List.of("asked", "audit", "visit", "", "ASKED", "asked ");

    /** Two groups that share a purpose, and one that shares none. What each may do is drawn so that no two are alike. */
    private static final Map<String, StaffRights> RULES = Map.of(
            "support",
                    new StaffRights(
                            Set.of(FieldClass.PLAIN, FieldClass.SENSITIVE),
                            Set.of(),
                            names("plain", "sensitive"),
                            List.of("asked", "visit")),
            "care",
                    new StaffRights(
                            Set.of(FieldClass.SECRET), names("secret_one"), names("secret_two"), List.of("visit")),
            "audit", new StaffRights(Set.of(FieldClass.PLAIN), Set.of(), Set.of(), List.of("audit")));

    private static final Collection COLLECTION = collection(RULES);

    private static Collection collection(Map<String, StaffRights> rules) {
        var fields = List.of(
                field("plain", FieldClass.PLAIN),
                field("plain_too", FieldClass.PLAIN),
                field("sensitive", FieldClass.SENSITIVE),
                field("secret_one", FieldClass.SECRET),
                field("secret_two", FieldClass.SECRET));
        var settings = new HashMap<>(rules);
        return new Collection(
                new CollectionId("profile"),
                "Profile",
                Set.of(),
                true,
                fields,
                new Requirement.Nothing(),
                Set.of(),
                MemberRights.NONE,
                settings,
                Optional.empty(),
                Optional.empty(),
                420);
    }

    private static Field field(String name, FieldClass fieldClass) {
        return new Field(new FieldName(name), name, FieldType.TEXT, fieldClass, Mask.LAST_4, false);
    }

    private static Set<FieldName> names(String... names) {
        return List.of(names).stream().map(FieldName::new).collect(Collectors.toSet());
    }

    private static List<Set<String>> everySetOfGroups() {
        var sets = new ArrayList<Set<String>>();
        var groups = List.of("support", "care", "audit", "strangers");
        for (var bits = 0; bits < 1 << groups.size(); bits++) {
            var chosen = bits;
            sets.add(groups.stream()
                    .filter(group -> (chosen >> groups.indexOf(group) & 1) == 1)
                    .collect(Collectors.toSet()));
        }
        return sets;
    }

    @Test
    void everyGroup_forEveryPurpose_mayDoToEachFieldWhatARuleAllows() {
        for (var groups : everySetOfGroups()) {
            for (var purpose : PURPOSES) {
                var decision = Policy.ofStaff(groups, COLLECTION, purpose);
                for (var field : COLLECTION.fields()) check(groups, purpose, field, decision);
            }
        }
    }

    /** Said once more in other words than the code's: a rule counts if the group is hers and the purpose is the rule's. */
    private static void check(Set<String> groups, String purpose, Field field, Decision decision) {
        var mayRead = false;
        var mayWrite = false;
        var mayUnmask = false;
        for (var rule : RULES.entrySet()) {
            if (!groups.contains(rule.getKey()) || !rule.getValue().purposes().contains(purpose)) continue;
            mayRead |= rule.getValue().reads().contains(field.fieldClass());
            mayWrite |= rule.getValue().writes().contains(field.name());
            mayUnmask |= rule.getValue().unmasks().contains(field.name());
        }
        var showing = showing(decision, field);
        var what = groups + ", " + purpose + ", " + field.name().value();
        assertThat(showing.isPresent()).as("reads: " + what).isEqualTo(mayRead);
        assertThat(showing.filter(Showing::isEditable).isPresent())
                .as("writes: " + what)
                .isEqualTo(mayWrite);
        assertThat(showing.filter(Showing::isUnmaskable).isPresent())
                .as("unmasks: " + what)
                .isEqualTo(mayUnmask);
        var isSecret = field.fieldClass() == FieldClass.SECRET;
        assertThat(decision instanceof Grant grant && grant.searchable().contains(field.name()))
                .as("searches by: " + what)
                .isEqualTo(mayRead && (field.fieldClass() != FieldClass.SECRET || mayUnmask));
        assertThat(showing.flatMap(Showing::mask))
                .as("mask: " + what)
                .isEqualTo(mayRead && isSecret ? Optional.of(Mask.LAST_4) : Optional.empty());
    }

    private static Optional<Showing> showing(Decision decision, Field field) {
        return decision instanceof Grant grant
                ? grant.fields().stream()
                        .filter(showing -> showing.field().equals(field))
                        .findFirst()
                : Optional.empty();
    }

    @Test
    void noRuleForAnyGroup_isDeniedAsIfNothingWereThere() {
        for (var groups : List.of(Set.<String>of(), Set.of("strangers"), Set.of("Support"))) {
            assertThat(Policy.ofStaff(groups, COLLECTION, "asked")).isEqualTo(new Denied(new Denial.NotForStaff()));
        }
        assertThat(Policy.ofStaff(Set.of("support", "care", "audit"), collection(Map.of()), "asked"))
                .isEqualTo(new Denied(new Denial.NotForStaff()));
    }

    @Test
    void purposeOfAnotherGroup_opensNothing() {
        assertThat(Policy.ofStaff(Set.of("support"), COLLECTION, "audit"))
                .isEqualTo(new Denied(new Denial.OtherPurpose()));
    }

    @Test
    void ledger_ofEachPurpose_isOfTheCollectionsWithARuleForItAndOfNoneOtherwise() {
        for (var groups : everySetOfGroups()) {
            for (var purpose : PURPOSES) {
                var hasRule = RULES.entrySet().stream()
                        .anyMatch(rule -> groups.contains(rule.getKey())
                                && rule.getValue().purposes().contains(purpose));
                assertThat(Policy.ledgerOfStaff(groups, List.of(COLLECTION), purpose))
                        .as(groups + ", " + purpose)
                        .isEqualTo(hasRule ? Set.of(COLLECTION.id()) : Set.of());
            }
        }
        assertThat(Policy.ledgerOfStaff(Set.of("support"), List.of(), "asked")).isEmpty();
    }

    @Test
    void unmasked_takesOffOnlyTheMasksThatARuleNames() {
        var grant = (Grant) Policy.ofStaff(Set.of("support", "care"), COLLECTION, "visit");

        assertThat(grant.unmaskable()).containsExactly(new FieldName("secret_one"));
        assertThat(grant.unmasked().fields())
                .filteredOn(showing -> showing.mask().isPresent())
                .extracting(showing -> showing.field().name().value())
                .containsExactly("secret_two");
        assertThat(grant.searchable()).isEqualTo(names("plain", "plain_too", "sensitive", "secret_one"));
    }

    @Test
    void purposesOf_groups_areTheirsOnceAndNobodyElses() {
        var twice = List.of(COLLECTION, COLLECTION);

        assertThat(Policy.purposesOf(Set.of("support", "care", "choir"), twice)).containsExactly("visit", "asked");
        assertThat(Policy.purposesOf(Set.of("choir"), twice)).isEmpty();
    }
}
