package io.cloakroom.policy;

import io.cloakroom.membership.Entitlements;
import io.cloakroom.membership.Moment;
import io.cloakroom.policy.Decision.Denial;
import io.cloakroom.policy.Decision.Denied;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Decision.Showing;
import io.cloakroom.record.Collection;
import io.cloakroom.record.CollectionId;
import io.cloakroom.record.Delivery;
import io.cloakroom.record.Field;
import io.cloakroom.record.Field.FieldClass;
import io.cloakroom.record.MemberRights;
import io.cloakroom.record.Requirement;
import io.cloakroom.record.Requirement.Terms;
import io.cloakroom.record.StaffRights;
import io.cloakroom.site.SiteId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The rules: for a member's own records, and for the staff's work with members' records. */
public final class Policy {
    private Policy() {}

    /**
     * What a member may see of her own records of a collection.
     *
     * @param site on which she is signed in
     * @param ways by which the data could reach her over the door that she came through; one that the collection allows
     *     is enough
     * @param entitlements by the facts of the collection's own sites
     */
    public static Decision ofMember(
            SiteId site, Set<Delivery> ways, Collection collection, Entitlements entitlements, Instant now) {
        if (!collection.sites().contains(site)) return new Denied(new Denial.NotHere());
        if (ways.stream().noneMatch(collection.deliveries()::contains)) {
            return new Denied(new Denial.DeliveryNotAllowed());
        }
        return switch (collection.asks()) {
            case Requirement.Nothing _ -> granted(collection);
            case Requirement.AnyMembership(var terms) ->
                decided(collection, terms, entitlements, now, moment -> entitlements.includeAny(moment));
            case Requirement.AnyOf(var products, var terms) ->
                decided(collection, terms, entitlements, now, moment -> entitlements.includeOneOf(products, moment));
            case Requirement.AllOf(var products, var terms) ->
                decided(collection, terms, entitlements, now, moment -> entitlements.includeAllOf(products, moment));
        };
    }

    /**
     * What somebody of the staff may do with any member's records of a collection. Several groups of hers add up, each only
     * for the purposes that it has itself.
     *
     * @param groups of the pool that she is in; others than the staff's do not matter
     * @param purpose that she has said
     */
    public static Decision ofStaff(Set<String> groups, Collection collection, String purpose) {
        var hers = collection.staff().entrySet().stream()
                .filter(rule -> groups.contains(rule.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (hers.isEmpty()) return new Denied(new Denial.NotForStaff());
        var allowing = hers.stream()
                .filter(rights -> rights.purposes().contains(purpose))
                .toList();
        if (allowing.isEmpty()) return new Denied(new Denial.OtherPurpose());
        return new Grant(collection.fields().stream()
                .filter(field -> allowing.stream().anyMatch(rights -> rights.reads(field)))
                .map(field -> showing(allowing, field))
                .toList());
    }

    /** Of these groups all purposes for which they may do anything at all, each once, in the collections' order. */
    public static List<String> purposesOf(Set<String> groups, List<Collection> collections) {
        return collections.stream()
                .flatMap(collection -> collection.staff().entrySet().stream()
                        .filter(rule -> groups.contains(rule.getKey()))
                        .sorted(Map.Entry.comparingByKey()))
                .flatMap(rule -> rule.getValue().purposes().stream())
                .distinct()
                .toList();
    }

    /**
     * Of which collections somebody of the staff may read what any member's ledger says.
     *
     * @return empty if she may not read it at all for this purpose
     */
    public static Set<CollectionId> ledgerOfStaff(Set<String> groups, List<Collection> collections, String purpose) {
        return collections.stream()
                .filter(collection -> ofStaff(groups, collection, purpose) instanceof Grant)
                .map(Collection::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Showing showing(List<StaffRights> allowing, Field field) {
        var isSecret = field.fieldClass() == FieldClass.SECRET;
        return new Showing(
                field,
                isSecret ? Optional.of(field.mask()) : Optional.empty(),
                allowing.stream().anyMatch(rights -> rights.writes().contains(field.name())),
                isSecret
                        && allowing.stream().anyMatch(rights -> rights.unmasks().contains(field.name())));
    }

    private static Decision decided(
            Collection collection, Terms terms, Entitlements entitlements, Instant now, Predicate<Moment> isMet) {
        var moment = new Moment(now, terms.grace(), terms.after());
        var isConfirmed = terms.confirmedBy()
                .map(source -> entitlements.areConfirmedBy(source, moment))
                .orElse(true);
        return isConfirmed && isMet.test(moment)
                ? granted(collection)
                : new Denied(new Denial.MembershipRequired(terms.words()));
    }

    private static Grant granted(Collection collection) {
        var rights = collection.member();
        return new Grant(
                collection.fields().stream()
                        .map(field -> showing(rights, field))
                        .toList(),
                rights.list().adds(),
                rights.list().deletes());
    }

    private static Showing showing(MemberRights rights, Field field) {
        var isSecret = field.fieldClass() == FieldClass.SECRET;
        return new Showing(
                field,
                isSecret ? Optional.of(field.mask()) : Optional.empty(),
                rights.edits().contains(field.name()),
                isSecret && rights.unmasks().contains(field.name()));
    }
}
