package io.cloakroom.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Strongly consistent reads: what a request waits for, and so what must not cost much. Every method throws an {@link
 * io.cloakroom.upstream.UpstreamException} if the answer cannot be had or read.
 */
interface Reads {
    /** DynamoDB's own limit on one batch. */
    int KEYS_MAX = 100;

    /** @param key texts and whole numbers */
    Optional<Item> item(String table, Map<String, AttributeValue> key);

    /**
     * Those of the items that are there, in any order; all of them or a failure, never some.
     *
     * @param keys 1 to {@value #KEYS_MAX}, no two the same
     */
    List<Item> items(String table, List<Map<String, AttributeValue>> keys);

    /** What one answer holds of a range: DynamoDB ends each at 1 MB, whatever the limit says. */
    Page page(Range range);

    /**
     * Some items of a range, in its order.
     *
     * @param next where the next answer goes on; empty if there are no more items
     */
    record Page(List<Item> items, Optional<Map<String, AttributeValue>> next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    /** As many items as the range's limit says, unless there are fewer, in however many answers they come. */
    default List<Item> range(Range range) {
        var page = page(range);
        var found = new ArrayList<>(page.items());
        while (page.next().isPresent() && found.size() < range.limit()) {
            page = page(range.goingOn(page.next().get(), range.limit() - found.size()));
            found.addAll(page.items());
        }
        return List.copyOf(found);
    }
}
