package io.cloakroom.gateway;

import io.cloakroom.membership.Entitlements;
import io.cloakroom.membership.FactStore;
import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.Requirement;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.site.SiteId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Room 2: what is there, still sealed, and what do the sites say? */
final class Loading {
    private final RecordStore records;
    private final FactStore facts;

    Loading(RecordStore records, FactStore facts) {
        this.records = records;
        this.facts = facts;
    }

    /** @param records the caller's own and nobody else's: no part of a question names another member */
    record Loaded(List<SealedRecord> records, Entitlements entitlements) {
        Loaded {
            records = List.copyOf(records);
        }
    }

    Loaded load(Caller caller, Question question) {
        return new Loaded(records(caller, question), entitlements(caller, question));
    }

    private List<SealedRecord> records(Caller caller, Question question) {
        var collection = question.collection();
        var id = collection.isSingle() ? Optional.of(question.id().orElse(RecordId.SELF)) : question.id();
        return id.map(one -> records.find(caller.member(), collection.id(), one).stream()
                        .toList())
                .orElseGet(() -> records.list(caller.member(), collection.id(), question.after(), question.limit()));
    }

    private Entitlements entitlements(Caller caller, Question question) {
        return switch (question.collection().asks()) {
            case Requirement.Nothing _ -> Entitlements.NONE;
            case Requirement.AnyMembership _, Requirement.AnyOf _, Requirement.AllOf _ ->
                Entitlements.told(question.collection().sites().stream()
                        .flatMap(site -> memberships(site, caller))
                        .toList());
        };
    }

    private Stream<Membership> memberships(SiteId site, Caller caller) {
        return facts.find(site, caller.member()).map(Snapshot::memberships).stream()
                .flatMap(List::stream);
    }
}
