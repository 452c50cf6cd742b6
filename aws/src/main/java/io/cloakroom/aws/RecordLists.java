package io.cloakroom.aws;

import io.cloakroom.record.RecordStore;
import io.cloakroom.record.SealedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lists of records, which end with the record by which they are full. */
final class RecordLists {
    private RecordLists() {}

    static List<SealedRecord> read(Reads reads, Range range, Function<Item, SealedRecord> reading) {
        var found = new ArrayList<SealedRecord>();
        var bytes = 0L;
        var rest = Optional.of(range);
        while (rest.isPresent()) {
            var page = reads.page(rest.get());
            for (var item : page.items()) {
                var record = reading.apply(item);
                found.add(record);
                bytes += record.bytes();
                if (found.size() == range.limit() || bytes >= RecordStore.LIST_BYTES) return List.copyOf(found);
            }
            rest = page.next().map(behind -> range.goingOn(behind, range.limit() - found.size()));
        }
        return List.copyOf(found);
    }
}
