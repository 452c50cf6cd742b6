package io.cloakroom.gateway;

import io.cloakroom.http.Body;
import io.cloakroom.http.Headers;
import io.cloakroom.http.Response;
import io.cloakroom.json.Json;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.policy.Decision.Showing;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.signin.UserPool.Person;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Room 5: what was granted and opened, as HTTP. */
final class Answers {
    private Answers() {}

    /** @param next a cursor, if there may be more */
    static Response records(
            Caller caller, Question question, Grant grant, List<MemberRecord> records, Optional<String> next) {
        return records(caller.displayName(), question, grant, records, next);
    }

    /** @param memberName if the door knows it */
    static Response records(
            Optional<String> memberName,
            Question question,
            Grant grant,
            List<MemberRecord> records,
            Optional<String> next) {
        var member = memberName.map(name -> Json.members("name", name)).orElse(null);
        var answer = json(Json.members(
                "collection", question.collection().id().value(),
                "title", question.collection().title(),
                "member", member,
                "records", records.stream().map(record -> record(grant, record)).toList(),
                "next", next.orElse(null)));
        var isVersioned = question.collection().table().isEmpty();
        return question.isList() || records.isEmpty() || !isVersioned
                ? answer
                : answer.headers(List.of(tag(records.getFirst())));
    }

    /** Which version of the record this is (RFC 9110, 8.8.3); records of the operator's own tables have none. Forms send it back as a field, for browsers' forms have no header. */
    private static Headers.Line tag(MemberRecord record) {
        return new Headers.Line("ETag", "\"" + record.version() + "\"");
    }

    private static Map<String, Object> record(Grant grant, MemberRecord record) {
        return Json.members(
                "id", record.id().value(),
                "version", record.version(),
                "fields",
                        grant.fields().stream()
                                .flatMap(showing -> field(showing, record))
                                .toList());
    }

    private static Stream<Map<String, Object>> field(Showing showing, MemberRecord record) {
        return Optional.ofNullable(record.fields().get(showing.field().name())).stream()
                .map(value -> field(showing, value));
    }

    static Map<String, Object> field(Showing showing, String value) {
        return Json.members(
                "name", showing.field().name().value(),
                "title", showing.field().title(),
                "type", showing.field().type().word(),
                "value", showing.mask().map(mask -> mask.apply(value)).orElse(value),
                "masked", showing.mask().isPresent());
    }

    /** Whom the staff have found. */
    static Response members(List<Person> people) {
        return json(Json.members("members", people.stream().map(Answers::member).toList()));
    }

    private static Map<String, Object> member(Person person) {
        return Json.members(
                "id", person.member().value(),
                "name", person.displayName(),
                "email", person.email().orElse(null));
    }

    /** To another page of ours, or to where a sign-in goes on. */
    static Response goTo(String address) {
        return Hardening.page(Response.of(303)).headers(List.of(new Headers.Line("Location", address)));
    }

    static Response json(Map<String, ?> members) {
        return json(200, members);
    }

    static Response json(int status, Map<String, ?> members) {
        return Hardening.data(Response.of(status).with("application/json", new Body(Json.write(members))));
    }
}
