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
import io.cloakroom.signin.UserPool;
import io.cloakroom.signin.UserPool.Person;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds members for the staff: by address, by id, or by the exact value of a field that a rule lets them see whole. */
final class StaffSearch {
    static final Way BY_EMAIL = new Way("email", "E-mail address");
    static final Way BY_ID = new Way("id", "Member id");

    private static final int VALUE_CHARACTERS_MAX = 320;
    private static final Problem NO_SUCH_WAY =
            Problem.of(Code.BAD_REQUEST, "Nobody can be looked for by this.").because(Cause.BAD_BODY);

    private final Collections collections;
    private final Vault vault;
    private final Limit limit;
    private final UserPool pool;
    private final People people;
    private final StaffAccount account;

    /** @param limit of {@link Limit#ofSearches} */
    StaffSearch(Collections collections, Vault vault, Limit limit, UserPool pool, People people, StaffAccount account) {
        this.collections = collections;
        this.vault = vault;
        this.limit = limit;
        this.pool = pool;
        this.people = people;
        this.account = account;
    }

    /** A field of a collection, which the purpose of the deed opens. */
    private record Target(Collection collection, Field field) {
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

    /** What came of looking. Whoever was found, and whatever was refused, is accounted for by then. */
    sealed interface Result {
        record Found(List<Person> people) implements Result {}

        /** Nothing was looked for. */
        record BadValue(String fault) implements Result {}

        record Refused(Response answer) implements Result {}
    }

    /**
     * @param way {@link #BY_EMAIL} or {@link #BY_ID}
     * @param value is written nowhere, and goes back to nobody
     */
    Result find(Deed deed, String way, String value) {
        var text = value.strip();
        if (!isValue(text)) return badValue();
        if (way.equals(BY_EMAIL.name())) return found(deed, pool.withEmail(text));
        if (way.equals(BY_ID.name())) return found(deed, withId(text));
        return refused(deed, NO_SUCH_WAY);
    }

    private static boolean isValue(String text) {
        return !text.isEmpty() && text.length() <= VALUE_CHARACTERS_MAX;
    }

    private static Result badValue() {
        return new Result.BadValue("This takes 1 to " + VALUE_CHARACTERS_MAX + " characters.");
    }

    private List<Person> withId(String text) {
        return people.find(text).map(people::person).stream().toList();
    }

    /** Each who was found sees in her ledger that she was looked for. */
    private Result found(Deed deed, List<Person> found) {
        if (found.isEmpty()) account.write(deed);
        found.forEach(person -> account.write(deed.about(person.member())));
        return new Result.Found(found);
    }

    /** By the value of a field, for the purpose of the deed. */
    Result findByField(Deed deed, StaffCaller caller, String field, String value) {
        var target = targets().filter(one -> one.name().equals(field)).findFirst();
        if (target.isEmpty()) return refused(deed, NO_SUCH_WAY);
        var named = deed.on(target.get().subject());
        return switch (target.get().decide(caller, deed.purpose().orElse(""))) {
            case Decision.Denied(var why) -> refused(named, Problems.of(why));
            case Grant grant when target.get().isOf(grant) -> find(named, caller, target.get(), value.strip());
            case Grant _ -> refused(named, Problems.of(new Denial.OtherPurpose()));
        };
    }

    private Result refused(Deed deed, Problem problem) {
        return new Result.Refused(account.refuse(deed, problem));
    }

    private Result find(Deed deed, StaffCaller caller, Target target, String value) {
        if (!isValue(value)) return badValue();
        var exceeded = limit.exceededBy(caller.member().value());
        if (exceeded.isPresent()) return refused(deed, exceeded.get());
        var hits = vault.search(target.collection(), target.field().name(), value).stream()
                .map(Vault.Hit::member)
                .distinct()
                .map(people::person)
                .toList();
        return found(deed, hits);
    }
}
