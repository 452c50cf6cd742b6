package io.cloakroom.gateway;

import io.cloakroom.gateway.StaffAccount.Deed;
import io.cloakroom.http.Request;
import io.cloakroom.ledger.Act;
import io.cloakroom.ledger.Subject;
import io.cloakroom.member.MemberId;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.SealedRecord;
import java.util.List;
import java.util.Optional;

/**
 * One walk of the staff's, all that the first three rooms found out.
 *
 * @param records still sealed
 */
record StaffVisit(
        Request request,
        StaffCaller caller,
        MemberId member,
        Question question,
        Grant grant,
        String purpose,
        List<SealedRecord> records) {
    StaffVisit {
        records = List.copyOf(records);
    }

    /** Whether a record is asked for that is not there. A single one need not be there yet to be written. */
    boolean isForNothing() {
        return question.id().isPresent() && records.isEmpty() && !question.isSelf();
    }

    Deed deed(Act act, List<FieldName> fields) {
        var subject = new Subject(question.collection().id(), question.id(), fields);
        return new Deed(request, caller.member(), act, Optional.of(member), Optional.of(subject), Optional.of(purpose));
    }

    /** She is shown all that she was granted of what is there. */
    Deed read() {
        return deed(Act.READ, records.isEmpty() ? List.of() : names(grant));
    }

    static List<FieldName> names(Grant grant) {
        return grant.fields().stream().map(showing -> showing.field().name()).toList();
    }

    String address(String errand) {
        return address(question.id(), errand);
    }

    String address(Optional<RecordId> id, String errand) {
        return ConsoleAddresses.records(member, question.collection(), id, errand, purpose);
    }
}
