package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.json.Json;
import io.cloakroom.ledger.Act;
import io.cloakroom.policy.Decision;
import io.cloakroom.policy.Decision.Denial;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Decision.Showing;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Collections;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All of a member's data that she may see, as one document: what her pages would show her one by one, granted by the same
 * decisions. The ledger has it before anything is opened.
 */
final class OwnExport {
    /** An answer is held in memory while it is sent. */
    static final int BYTES_MAX = 8 << 20;

    private static final String ABOUT =
            "What this member may see of her own data for this website, at this moment. Not in it:"
                    + " what is kept for other websites, and what only staff may see.";

    private final Collections collections;
    private final Loading loading;
    private final Opening opening;
    private final Account account;
    private final Clock clock;

    OwnExport(Collections collections, Loading loading, Opening opening, Account account, Clock clock) {
        this.collections = collections;
        this.loading = loading;
        this.opening = opening;
        this.account = account;
        this.clock = clock;
    }

    /** @param grant without the masks that she may take off */
    record Granted(Collection collection, Grant grant) {}

    /** @param words what she would need to see it */
    record Missing(Collection collection, String words) {}

    /** What she may see now, and what she may not for want of a membership. */
    record Scope(List<Granted> granted, List<Missing> missing) {
        Scope {
            granted = List.copyOf(granted);
            missing = List.copyOf(missing);
        }
    }

    Scope scope(Caller caller) {
        var granted = new ArrayList<Granted>();
        var missing = new ArrayList<Missing>();
        for (var collection : collections.of(caller.site().id())) {
            switch (decide(caller, collection)) {
                case Grant grant -> granted.add(new Granted(collection, grant.unmasked()));
                case Decision.Denied(Denial.MembershipRequired(var words)) ->
                    missing.add(new Missing(collection, words));
                case Decision.Denied _ -> {}
            }
        }
        return new Scope(granted, missing);
    }

    private Decision decide(Caller caller, Collection collection) {
        var held = loading.entitlements(caller.member(), collection);
        return Policy.ofMember(caller.site().id(), caller.ways(), collection, held, clock.instant());
    }

    /** @return the document; empty if it would be larger than {@value #BYTES_MAX} bytes */
    Optional<byte[]> take(Request request, Caller caller) {
        var scope = scope(caller);
        scope.granted().forEach(granted -> account(request, caller, granted));
        var room = new Room(BYTES_MAX);
        var parts = new ArrayList<Map<String, Object>>();
        for (var granted : scope.granted()) {
            var records = records(caller, granted, room);
            if (records.isEmpty()) return Optional.empty();
            parts.add(Json.members(
                    "collection", granted.collection().id().value(),
                    "title", granted.collection().title(),
                    "records", records.get()));
        }
        var document = Json.write(Json.members(
                "member", caller.member().value(),
                "site", caller.site().name(),
                "taken_at", clock.instant().toString(),
                "about", ABOUT,
                "collections", parts,
                "not_included", scope.missing().stream().map(OwnExport::missing).toList()));
        return Optional.of(document).filter(bytes -> bytes.length <= BYTES_MAX);
    }

    private static Map<String, Object> missing(Missing missing) {
        return Json.members(
                "collection", missing.collection().id().value(),
                "title", missing.collection().title(),
                "needs", missing.words());
    }

    /** What may still be added. */
    private static final class Room {
        private int left;

        Room(int bytes) {
            left = bytes;
        }

        boolean takes(Map<String, Object> part) {
            left -= Json.write(part).length;
            return left >= 0;
        }
    }

    private Optional<List<Map<String, Object>>> records(Caller caller, Granted granted, Room room) {
        var all = new ArrayList<Map<String, Object>>();
        Optional<RecordId> after = Optional.empty();
        while (true) {
            var question = all(granted.collection(), after);
            var found = loading.records(caller.member(), question);
            for (var opened : opening.open(found, granted.grant())) {
                var part = record(granted.grant(), opened);
                if (!room.takes(part)) return Optional.empty();
                all.add(part);
            }
            if (!question.isList() || !RecordStore.isFull(found, RecordStore.LIST_MAX)) return Optional.of(all);
            after = Optional.of(found.getLast().id());
        }
    }

    private static Map<String, Object> record(Grant grant, MemberRecord record) {
        return Json.members(
                "id", record.id().value(),
                "fields",
                        grant.fields().stream()
                                .flatMap(showing -> field(showing, record))
                                .toList());
    }

    private static Stream<Map<String, Object>> field(Showing showing, MemberRecord record) {
        return Optional.ofNullable(record.fields().get(showing.field().name())).stream()
                .map(value -> Answers.field(showing, value));
    }

    private static Question all(Collection collection, Optional<RecordId> after) {
        return new Question(collection, Optional.empty(), after, RecordStore.LIST_MAX);
    }

    private void account(Request request, Caller caller, Granted granted) {
        var names = granted.grant().fields().stream()
                .map(showing -> showing.field().name())
                .toList();
        account.before(Act.EXPORT, request, caller, all(granted.collection(), Optional.empty()), names);
    }
}
