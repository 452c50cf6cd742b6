package io.cloakroom.gateway;

import io.cloakroom.http.Request;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.RecordId;
import io.cloakroom.seal.Base64Text;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.seal.GatewayKey.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where a list goes on. Sealed, so that a cursor works for the member who got it, on the address that gave it, and for
 * nobody and nothing else.
 */
final class Cursors {
    static final int CHARACTERS_MAX = 512;

    private final GatewayKey key;

    Cursors(GatewayKey key) {
        this.key = key;
    }

    String after(RecordId last, MemberId member, Request request) {
        var sealed =
                key.seal(Purpose.CURSOR, owner(member, request), last.value().getBytes(StandardCharsets.US_ASCII));
        return Base64Text.encode(sealed);
    }

    /** @return the last record that the caller has; empty if this is no cursor of ours for this member and address */
    Optional<RecordId> read(String cursor, MemberId member, Request request) {
        if (cursor.length() > CHARACTERS_MAX) return Optional.empty();
        return Base64Text.decode(cursor)
                .flatMap(bytes -> key.open(Purpose.CURSOR, owner(member, request), bytes))
                .map(id -> new RecordId(new String(id, StandardCharsets.US_ASCII)));
    }

    private static String owner(MemberId member, Request request) {
        return member.value() + " " + request.path();
    }
}
