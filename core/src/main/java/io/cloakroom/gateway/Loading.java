package io.cloakroom.gateway;

import io.cloakroom.member.MemberId;
import io.cloakroom.memberful.Memberful;
import io.cloakroom.membership.Entitlements;
import io.cloakroom.membership.FactStore;
import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.record.Collection;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.Requirement;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.site.Site;
import io.cloakroom.site.Sites;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Room 2: what is there, still sealed, and what do the sites say? */
public final class Loading {
    private final RecordStore records;
    private final FactStore facts;
    private final Sites sites;

    public Loading(RecordStore records, FactStore facts, Sites sites) {
        this.records = records;
        this.facts = facts;
        this.sites = sites;
    }

    /** @param records the caller's own and nobody else's: no part of a question names a member */
    record Loaded(List<SealedRecord> records, Entitlements entitlements) {
        Loaded {
            records = List.copyOf(records);
        }
    }

    Loaded load(Caller caller, Question question) {
        return new Loaded(records(caller.member(), question), entitlements(caller.member(), question.collection()));
    }

    List<SealedRecord> records(MemberId member, Question question) {
        var collection = question.collection();
        var id = collection.isSingle() ? Optional.of(question.id().orElse(RecordId.SELF)) : question.id();
        return id.map(one -> records.find(member, collection.id(), one).stream().toList())
                .orElseGet(() -> records.list(member, collection.id(), question.after(), question.limit()));
    }

    /** What a member holds by what a collection's own sites say; nothing is asked where the collection asks for nothing. */
    public Entitlements entitlements(MemberId member, Collection collection) {
        return switch (collection.asks()) {
            case Requirement.Nothing _ -> Entitlements.NONE;
            case Requirement.AnyMembership _, Requirement.AnyOf _, Requirement.AllOf _ -> {
                var asked = collection.sites().stream()
                        .flatMap(id -> sites.find(id).stream())
                        .toList();
                yield new Entitlements(
                        asked.stream().flatMap(site -> told(site, member)).toList(),
                        asked.stream().flatMap(site -> confirmed(site, member)).toList());
            }
        };
    }

    /** What a site says of memberships of which another source tells us itself is no news, and may be a lie. */
    private Stream<Membership> told(Site site, MemberId member) {
        var ownSource = site.facts().memberful().map(_ -> Memberful.SOURCE);
        return facts.find(site.id(), member).map(Snapshot::memberships).stream()
                .flatMap(List::stream)
                .filter(membership ->
                        !ownSource.equals(Optional.of(membership.product().source())));
    }

    private Stream<Membership> confirmed(Site site, MemberId member) {
        if (site.facts().memberful().isEmpty()) return Stream.empty();
        return facts.testimony(site.id(), Memberful.SOURCE, member).stream();
    }
}
