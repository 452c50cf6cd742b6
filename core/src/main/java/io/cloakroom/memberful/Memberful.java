package io.cloakroom.memberful;

import io.cloakroom.json.JsonObject;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Witness;
import io.cloakroom.membership.Witnesses;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.site.MemberfulAccount;
import io.cloakroom.site.Site;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Memberful says of members. A message of its own is no more than a reason to ask: what counts is what its API says then,
 * so that a message that is lost, doubled, old or late does no harm.
 *
 * <p>Its member is ours if the address that the user pool has seen proof of is the address that Memberful has. That makes
 * Memberful a source of its own: no word of WordPress stands in the way from a payment to a collection, and whoever owns
 * WordPress cannot make a member of anybody. It means too that whoever may change an account's address at Memberful, its staff
 * or the account's owner, can give that membership to whoever has proven that address here; she can give it away, but nobody
 * can take it without proving the address. An address that only WordPress claims never counts.
 */
public final class Memberful {
    /** What its products are called by. */
    public static final String SOURCE = "memberful";

    private static final String SIGNATURE_ALGORITHM = "HmacSHA256";
    private static final String KIND = "address";

    private final Witnesses witnesses;
    private final MemberfulAccounts accounts;
    private final GatewayKey key;
    private final Clock clock;

    public Memberful(Witnesses witnesses, MemberfulAccounts accounts, GatewayKey key, Clock clock) {
        this.witnesses = witnesses;
        this.accounts = accounts;
        this.key = key;
        this.clock = clock;
    }

    /** Whether Memberful signed these bytes: lower-case hex of their HMAC-SHA256. Compares in constant time. */
    public static boolean isSigned(MemberfulAccount account, byte[] body, String signature) {
        try {
            var secret = account.webhookSecret().reveal().getBytes(StandardCharsets.UTF_8);
            var mac = Mac.getInstance(SIGNATURE_ALGORITHM);
            mac.init(new SecretKeySpec(secret, SIGNATURE_ALGORITHM));
            var expected = HexFormat.of().formatHex(mac.doFinal(body)).getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException mistake) {
            throw new IllegalStateException(mistake);
        }
    }

    /** The member there that a message is about; empty if it is about nobody, as a test message or one of a plan. */
    public static Optional<Long> memberOf(JsonObject message) {
        return SubscriptionReader.memberOf(message);
    }

    /**
     * Asks what is true now, and keeps it.
     *
     * @throws io.cloakroom.upstream.UpstreamException if Memberful or the store cannot be used now: Memberful tries again
     */
    public void refresh(Site site, MemberfulAccount account, long id) {
        // Before asking: of two answers that cross each other, the one that was asked for later is newer.
        var askedAt = clock.instant();
        var found = accounts.find(account, id);
        var mark = found.email().map(this::mark);
        witnesses.testify(new Witness(site.id(), SOURCE, Long.toString(id), mark, found.memberships(), askedAt));
    }

    /** Remembers whose address is whose. Said at each sign-in, with what the pool has seen proof of. */
    public void remember(Site site, MemberId member, Optional<String> provenAddress) {
        if (site.facts().memberful().isPresent()) witnesses.note(site.id(), member, provenAddress.map(this::mark));
    }

    /** Addresses compare without regard to case, as the pool compares them. */
    private String mark(String address) {
        return key.mark(KIND, address.strip().toLowerCase(Locale.ROOT));
    }
}
