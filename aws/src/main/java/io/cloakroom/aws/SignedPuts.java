package io.cloakroom.aws;

import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** New items, put by requests of ours where reads wait for that: an entry of the ledger, or the lease that lets many wait. */
final class SignedPuts {
    private static final Logger LOG = LoggerFactory.getLogger(SignedPuts.class);

    private final SignedRequests requests;

    SignedPuts(SignedRequests requests) {
        this.requests = requests;
    }

    /**
     * Puts an item where none is.
     *
     * @param key an attribute of the item's key
     * @return whether it is put; empty if that is not known, or it was too large to try
     */
    Optional<Boolean> putNew(String table, Item item, String key) {
        var body = ItemJson.putNew(table, item.attributes(), key);
        if (body.length > KeptConnection.REQUEST_BYTES_MAX) return Optional.empty();
        try {
            var answer = requests.exchange("PutItem", body);
            if (answer.status() == 200) return Optional.of(true);
            if (ItemJson.isConditionFailed(answer.body().bytes())) return Optional.of(false);
            LOG.debug("PutItem answered with status {}: the SDK is asked", answer.status());
        } catch (IOException | SdkException fault) {
            LOG.debug("PutItem had no good answer: the SDK is asked", fault);
        }
        return Optional.empty();
    }
}
