package io.cloakroom.memberful;

import io.cloakroom.json.JsonObject;
import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Product;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.membership.Term;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads Memberful's words for a subscription in ours. It says whether one is active, not why one is not: the end tells. */
final class SubscriptionReader {
    private static final int NAME_CHARACTERS_MAX = 200;
    private static final int EMAIL_CHARACTERS_MAX = 254;

    private final Instant now;

    SubscriptionReader(Instant now) {
        this.now = now;
    }

    Account account(JsonObject member) {
        var email = member.text("email").filter(text -> !text.isBlank() && text.length() <= EMAIL_CHARACTERS_MAX);
        var subscriptions = member.objects("subscriptions").orElseThrow(() -> malformed("subscriptions"));
        if (subscriptions.size() > Snapshot.MEMBERSHIPS_MAX) throw malformed("too many subscriptions");
        return new Account(email, subscriptions.stream().map(this::membership).toList());
    }

    private Membership membership(JsonObject subscription) {
        var pass = subscription.object("pass").orElseThrow(() -> malformed("pass"));
        var product = new Product(Memberful.SOURCE, id(pass), name(pass));
        return Membership.of(
                Memberful.SOURCE + ":sub:" + id(subscription), product, status(subscription), term(subscription));
    }

    private Status status(JsonObject subscription) {
        var isActive = subscription.flag("active").orElseThrow(() -> malformed("active"));
        var end = moment(subscription, "expiresAt");
        if (!isActive) return end.filter(now::isBefore).isPresent() ? Status.PAUSED : Status.EXPIRED;
        if (moment(subscription, "trialEndAt").filter(now::isBefore).isPresent()) return Status.TRIALING;
        var renews = subscription.flag("autorenew").orElse(true);
        return renews || end.isEmpty() ? Status.ACTIVE : Status.CANCELLED;
    }

    /** A subscription without an end is for life. */
    private static Term term(JsonObject subscription) {
        var end = moment(subscription, "expiresAt");
        return new Term(
                moment(subscription, "activatedAt"),
                end,
                end.isEmpty(),
                subscription.flag("autorenew"),
                moment(subscription, "trialEndAt"),
                Optional.empty());
    }

    /** Ids are numbers in one place and texts in another. */
    private static String id(JsonObject object) {
        var number = object.integer("id");
        var id = number.isPresent() ? Optional.of(Long.toString(number.getAsLong())) : object.text("id");
        return id.filter(text -> text.matches("[A-Za-z0-9_-]{1,64}")).orElseThrow(() -> malformed("id"));
    }

    private static String name(JsonObject pass) {
        return pass.text("name")
                .map(text -> text.replaceAll("\\p{Cntrl}", " "))
                .map(text -> text.substring(0, Math.min(text.length(), NAME_CHARACTERS_MAX)))
                .orElse("");
    }

    /** Seconds since 1970, or ISO 8601; {@code null}, {@code false} or nothing for none. */
    private static Optional<Instant> moment(JsonObject object, String name) {
        if (!object.has(name)
                || object.isNull(name)
                || object.flag(name).filter(flag -> !flag).isPresent()) {
            return Optional.empty();
        }
        try {
            var seconds = object.integer(name);
            var moment = seconds.isPresent()
                    ? Instant.ofEpochSecond(seconds.getAsLong())
                    : Instant.parse(object.text(name).orElseThrow(() -> malformed(name)));
            if (!Term.isMoment(moment)) throw malformed(name);
            return Optional.of(moment);
        } catch (DateTimeException notAMoment) {
            throw malformed(name);
        }
    }

    private static Malformed malformed(String what) {
        return new Malformed("Memberful", what);
    }

    /** For messages that name the member of whom they are: directly, or by what she bought. */
    static Optional<Long> memberOf(JsonObject message) {
        for (var name : List.of("member", "subscription", "order")) {
            var object = message.object(name);
            var member = name.equals("member") ? object : object.flatMap(inner -> inner.object("member"));
            var id = member.map(found -> found.integer("id").orElse(0)).orElse(0L);
            if (id > 0) return Optional.of(id);
        }
        return Optional.empty();
    }
}
