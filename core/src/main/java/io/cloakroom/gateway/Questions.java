package io.cloakroom.gateway;

import io.cloakroom.http.Parameters;
import io.cloakroom.http.Request;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.Collections;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what a caller asks for. An address that names nothing is not found, whatever stands in its query. */
final class Questions {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");

    private final Collections collections;
    private final Cursors cursors;

    Questions(Collections collections, Cursors cursors) {
        this.collections = collections;
        this.cursors = cursors;
    }

    sealed interface Reading {
        record Read(Question question) implements Reading {}

        record Unreadable(Problem problem) implements Reading {}
    }

    /** @param values the collection and, if one record is meant, its id: texts from the address */
    Reading read(Request request, MemberId member, List<String> values) {
        var collection = collections.find(values.getFirst());
        var id = values.size() > 1 ? Optional.of(values.get(1)) : Optional.<String>empty();
        if (collection.isEmpty()
                || id.filter(text -> !RecordId.isRecordId(text)).isPresent()) {
            return new Reading.Unreadable(Problem.notFound());
        }
        var parameters = Asked.parameters(request);
        var limit = parameters.flatMap(Questions::limit);
        if (limit.isEmpty()) return bad("The parameter limit is a number from 1 to " + RecordStore.LIST_MAX + ".");
        var cursor = parameters.flatMap(all -> all.get("cursor"));
        var after = cursor.flatMap(text -> cursors.read(text, member, request));
        if (cursor.isPresent() && after.isEmpty()) {
            return bad("This cursor is not one of this list. Begin again without it.");
        }
        return new Reading.Read(new Question(collection.get(), id.map(RecordId::new), after, limit.get()));
    }

    private static Optional<Integer> limit(Parameters parameters) {
        var text = parameters.get("limit");
        if (text.isEmpty()) return Optional.of(RecordStore.LIST_MAX);
        return text.filter(digits -> NUMBER.matcher(digits).matches())
                .map(Integer::valueOf)
                .filter(limit -> limit >= 1 && limit <= RecordStore.LIST_MAX);
    }

    private static Reading bad(String detail) {
        return new Reading.Unreadable(Problem.of(Code.BAD_REQUEST, detail).because(Cause.BAD_PAGE));
    }
}
