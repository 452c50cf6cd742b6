package io.cloakroom.record;

import io.cloakroom.member.MemberId;
import java.util.Map;

/** One record's fields, opened. Lives for one request. Its text names the fields and hides their values. */
public record MemberRecord(MemberId member, RecordId id, long version, Map<FieldName, String> fields) {
    public MemberRecord {
        fields = Map.copyOf(fields);
    }

    @Override
    public String toString() {
        return "MemberRecord[" + member.value() + ", " + id.value() + ", " + fields.keySet() + "]";
    }
}
