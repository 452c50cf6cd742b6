package io.cloakroom.gateway;

import io.cloakroom.console.SearchPage.ByField;
import io.cloakroom.console.SearchPage.Way;
import io.cloakroom.gateway.StaffAccount.Deed;
import io.cloakroom.http.Response;
import io.cloakroom.ledger.Subject;
import io.cloakroom.policy.Decision;
import io.cloakroom.policy.Decision.Denial;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import io.cloakroom.record.Field;
import io.cloakroom.record.Vault;
import io.cloakroom.signin.UserPool.Person;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds members by the exact value of a field that a rule lets the staff see whole for their purpose. */
final class FieldSearch {
    private final Collections collections;
    private final Vault vault;
    private final Limit limit;
    private final People people;
    private final StaffAccount account;

    /** @param limit of {@link Limit#ofSearches} */
    FieldSearch(Collections collections, Vault vault, Limit limit, People people, StaffAccount account) {
        this.collections = collections;
        this.vault = vault;
        this.limit = limit;
        this.people = people;
        this.account = account;
    }

    /** A field of a collection, which the purpose of the deed opens. */
    record Target(Collection collection, Field field) {
        private String name() {
            return collection.id().value() + "." + field.name().value();
        }

        private String title() {
            return collection.title() + ": " + field.title();
        }

        private Decision decide(StaffCaller caller, String purpose) {
            return Policy.ofStaff(caller.groups(), collection, purpose);
        }

        private boolean isOf(Grant grant) {
            return grant.searchable().contains(field.name());
        }

        private boolean isOpen(StaffCaller caller, String purpose) {
            return decide(caller, purpose) instanceof Grant grant && isOf(grant);
        }

        private Subject subject() {
            return new Subject(collection.id(), Optional.empty(), List.of(field.name()));
        }
    }

    private Stream<Target> targets() {
        return collections.all().stream()
                .flatMap(collection -> collection.searchable().stream().map(field -> new Target(collection, field)));
    }

    /**
     * What the page offers.
     *
     * @param purposes of which any rule of the caller's speaks
     */
    Optional<ByField> offer(StaffCaller caller, List<String> purposes, String field, String purpose) {
        var fields = targets()
                .filter(target -> purposes.stream().anyMatch(text -> target.isOpen(caller, text)))
                .map(target -> new Way(target.name(), target.title()))
                .toList();
        var useful = purposes.stream()
                .filter(text -> targets().anyMatch(target -> target.isOpen(caller, text)))
                .toList();
        return fields.isEmpty() ? Optional.empty() : Optional.of(new ByField(fields, useful, field, purpose));
    }

    /** May she look by this field for this purpose? */
    sealed interface Permission {
        record Allowed(Target target) implements Permission {}

        record Refused(Response answer) implements Permission {}
    }

    Permission ask(Deed deed, StaffCaller caller, String field, String purpose) {
        var target = targets().filter(one -> one.name().equals(field)).findFirst();
        if (target.isEmpty()) return new Permission.Refused(account.refuse(deed, Fulfilment.badForm()));
        var found = target.get();
        return switch (found.decide(caller, purpose)) {
            case Decision.Denied(var why) -> refused(deed, found, why);
            case Grant grant when found.isOf(grant) -> new Permission.Allowed(found);
            case Grant _ -> refused(deed, found, new Denial.OtherPurpose());
        };
    }

    private Permission refused(Deed deed, Target target, Denial why) {
        return new Permission.Refused(account.refuse(deed.on(target.subject()), Problems.of(why)));
    }

    /** What came of looking. */
    sealed interface Result {
        record Found(Deed deed, List<Person> people) implements Result {}

        record Refused(Response answer) implements Result {}
    }

    Result find(Deed deed, StaffCaller caller, Target target, String value) {
        var named = deed.on(target.subject());
        var exceeded = limit.exceededBy(caller.member().value());
        if (exceeded.isPresent()) return new Result.Refused(account.refuse(named, exceeded.get()));
        var found = vault.search(target.collection(), target.field().name(), value).stream()
                .map(Vault.Hit::member)
                .distinct()
                .map(people::person)
                .toList();
        return new Result.Found(named, found);
    }
}
