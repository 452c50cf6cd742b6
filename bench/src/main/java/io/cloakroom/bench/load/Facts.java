package io.cloakroom.bench.load;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a site tells of its users' memberships, in signed batches: each fact is new, and changes what is stored. */
public final class Facts {
    /** As many as a batch may hold. */
    public static final int BATCH = 100;

    /** Of RFC 8032's first test, whose public half stands in the configuration. */
    private static final String SITE_KEY = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

    private final PrivateKey key = key();
    private final String host;
    private final String site;
    private final int members;
    private long told;

    /** @param members of whom the facts tell, in turn */
    public Facts(String host, String site, int members) {
        this.host = host;
        this.site = site;
        this.members = members;
    }

    /** The next batch. */
    public byte[] next() {
        var facts = IntStream.range(0, BATCH).mapToObj(_ -> fact(told++)).collect(Collectors.joining(","));
        var body = "{\"facts\":[" + facts + "]}";
        var id = UUID.randomUUID().toString();
        var now = Long.toString(Instant.now().getEpochSecond());
        return Requests.post(
                host,
                "/v1/sites/" + site + "/facts",
                body,
                "Content-Type: application/json",
                "webhook-id: " + id,
                "webhook-timestamp: " + now,
                "webhook-signature: v1a," + signature(id + "." + now + "." + body));
    }

    /** Two memberships, one of which ends a day later each time that its member's turn comes. */
    private String fact(long number) {
        var end = Instant.parse("2030-01-01T00:00:00Z").plus(Duration.ofDays(number / members));
        return """
                {"id":"%s","seq":%d,"user":"%s","type":"membership.renewed","observed_at":"2026-11-25T12:00:00Z",\
                "cause":{"source":"memberpress","event":"mepr_account_is_active","id":"44"},"memberships":[\
                {"key":"memberpress:sub:31","source":"memberpress","product_id":"13","product_name":"Gold",\
                "status":"active","started_at":"2025-01-01T00:00:00Z","period_end":"%s","lifetime":false,\
                "auto_renew":true,"quantity":1},\
                {"key":"roles:reader","source":"roles","product_id":"reader","product_name":"Reader",\
                "status":"active","lifetime":true,"quantity":1}]}""".formatted(UUID.randomUUID(), number + 1, user(number % members), end);
    }

    /** The site's id of a member, who are numbered from 0. */
    public static String user(long member) {
        return Long.toString(10_000 + member);
    }

    private String signature(String text) {
        try {
            var ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(ed25519.sign());
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static PrivateKey key() {
        try {
            var spec = new EdECPrivateKeySpec(
                    NamedParameterSpec.ED25519, HexFormat.of().parseHex(SITE_KEY));
            return KeyFactory.getInstance("Ed25519").generatePrivate(spec);
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException(fault);
        }
    }
}
