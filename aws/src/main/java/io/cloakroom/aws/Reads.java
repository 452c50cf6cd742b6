package io.cloakroom.aws;

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

    List<Item> range(Range range);
}
