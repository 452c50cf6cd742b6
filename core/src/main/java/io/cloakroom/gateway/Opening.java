package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.member.MemberId;
import io.cloakroom.policy.Decision.Grant;
import io.cloakroom.record.MemberRecord;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.Vault;
import java.util.List;
import java.util.Optional;

/** Room 4: opens what was granted. Nothing else is ever opened for an answer. */
final class Opening {
    private final Vault vault;
    private final Cursors cursors;

    Opening(Vault vault, Cursors cursors) {
        this.vault = vault;
        this.cursors = cursors;
    }

    List<MemberRecord> open(List<SealedRecord> records, Grant grant) {
        return records.stream()
                .flatMap(record -> vault.open(record, grant.names()).stream())
                .toList();
    }

    /**
     * Where the list goes on. A full answer may have more behind it; that there is nothing then, the next answer says.
     *
     * @param reader whose cursor it is
     */
    Optional<String> next(Request request, MemberId reader, Question question, List<SealedRecord> records) {
        if (!question.isList() || !RecordStore.isFull(records, question.limit())) return Optional.empty();
        return Optional.of(cursors.after(records.getLast().id(), reader, request));
    }
}
