package io.cloakroom.seal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Where a sealed value belongs. It opens nowhere else: not in another member's record, another collection, another field,
 * nor as an earlier version put back in place of a later one.
 *
 * @param recordVersion counts the record's writes, from 1
 */
public record Place(VaultId vault, String collection, String recordId, long recordVersion, String field) {

    /** The associated data: every part with its length before it, so that no two places spell alike. */
    byte[] associatedData(String member, int keyVersion) {
        var data = new ByteArrayOutputStream();
        append(data, vault.value());
        append(data, member);
        append(data, collection);
        append(data, recordId);
        append(data, Long.toString(recordVersion));
        append(data, field);
        append(data, Integer.toString(keyVersion));
        return data.toByteArray();
    }

    private static void append(ByteArrayOutputStream data, String part) {
        var bytes = part.getBytes(StandardCharsets.UTF_8);
        data.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        data.writeBytes(bytes);
    }
}
