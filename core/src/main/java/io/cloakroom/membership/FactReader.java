package io.cloakroom.membership;

import io.cloakroom.json.JsonObject;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.site.SiteId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads one fact as a site sends it. A getter that meets a fault notes the first and returns a stand-in, so that the answer
 * can name the member at fault. A member that it does not know is no fault: plugins may be newer than we are.
 */
public final class FactReader {
    private static final Instant STAND_IN = Instant.EPOCH;
    private static final String STATUSES =
            Arrays.stream(Status.values()).map(FactReader::word).collect(Collectors.joining(", "));

    private @Nullable String fault;

    private FactReader() {}

    /** What became of a fact. */
    public sealed interface Reading {
        record Read(Snapshot snapshot) implements Reading {}

        /**
         * @param id empty if that is at fault
         * @param detail names the member, and holds nothing of its value
         */
        record Refused(String id, String detail) implements Reading {}
    }

    public static Reading read(SiteId site, JsonObject fact) {
        var reader = new FactReader();
        var id = reader.text(fact, "", "id", Telling::isId, "8 to 64 letters, digits and -")
                .orElse("");
        var user = reader.text(fact, "", "user", Snapshot::isUser, Snapshot.USER_FORM)
                .orElse("0");
        var sequence = fact.integer("seq").orElse(-1);
        reader.require(sequence >= 0 && sequence <= Snapshot.SEQUENCE_MOST, "seq", "a whole number from 0 to 2^53 - 1");
        var type = reader.text(fact, "", "type", Telling::isType, "1 to 64 of a-z, 0-9, . _ and -")
                .orElse("none");
        var observedAt = reader.instant(fact, "", "observed_at");
        reader.require(fact.has("observed_at"), "observed_at", "an instant such as 2026-11-25T16:00:00Z");
        var memberships = reader.memberships(fact);
        var cause = reader.cause(fact);
        if (reader.fault != null) return new Reading.Refused(id, reader.fault);
        var telling = new Telling(id, type, observedAt.orElse(STAND_IN), cause);
        return new Reading.Read(new Snapshot(site, user, sequence, memberships, telling));
    }

    private List<Membership> memberships(JsonObject fact) {
        var objects = fact.objects("memberships");
        require(objects.isPresent(), "memberships", "a list of objects");
        var memberships = new ArrayList<Membership>();
        var items = objects.orElse(List.of());
        require(items.size() <= Snapshot.MEMBERSHIPS_MAX, "memberships", "at most " + Snapshot.MEMBERSHIPS_MAX);
        for (var i = 0; i < items.size() && fault == null; i++) {
            membership(items.get(i), "memberships[" + i + "].").ifPresent(memberships::add);
        }
        require(Snapshot.hasEachKeyOnce(memberships), "memberships", "each key once");
        return memberships;
    }

    private Optional<Membership> membership(JsonObject item, String path) {
        var key = text(item, path, "key", Membership::isKey, "1 to 200 printable characters");
        var product = product(item, path);
        var status = status(item, path);
        var term = term(item, path);
        var quantity = item.has("quantity") ? item.integer("quantity").orElse(0) : 1;
        require(quantity >= 1 && quantity <= Membership.QUANTITY_MOST, path + "quantity", "1 to 1,000,000");
        var parent = optional(item, path, "parent_user", Snapshot::isUser, Snapshot.USER_FORM);
        if (fault != null) return Optional.empty();
        return Optional.of(new Membership(
                key.orElseThrow(),
                product.orElseThrow(),
                status.orElseThrow(),
                term,
                Math.toIntExact(quantity),
                parent));
    }

    private Optional<Product> product(JsonObject item, String path) {
        var source = text(item, path, "source", Product::isSource, "1 to 32 of a-z, 0-9 and -, a letter first");
        var id = text(item, path, "product_id", Product::isId, "1 to 100 printable characters");
        var name = optional(item, path, "product_name", Product::isName, "up to 200 printable characters");
        if (source.isEmpty() || id.isEmpty() || fault != null) return Optional.empty();
        return Optional.of(new Product(source.get(), id.get(), name.orElse("")));
    }

    private Optional<Status> status(JsonObject item, String path) {
        var status = item.text("status")
                .flatMap(text -> Arrays.stream(Status.values())
                        .filter(value -> word(value).equals(text))
                        .findFirst());
        require(status.isPresent(), path + "status", "one of " + STATUSES);
        return status;
    }

    private Term term(JsonObject item, String path) {
        var isLifetime = item.has("lifetime") ? item.flag("lifetime") : Optional.of(false);
        require(isLifetime.isPresent(), path + "lifetime", "true or false");
        var renews = item.flag("auto_renew");
        var isRenewsReadable = renews.isPresent() || !item.has("auto_renew") || item.isNull("auto_renew");
        require(isRenewsReadable, path + "auto_renew", "true, false or null");
        return new Term(
                instant(item, path, "started_at"),
                instant(item, path, "period_end"),
                isLifetime.orElse(false),
                renews,
                instant(item, path, "trial_end"),
                instant(item, path, "cancelled_at"));
    }

    /** What set it off, as one text for people. */
    private Optional<String> cause(JsonObject fact) {
        if (!fact.has("cause") || fact.isNull("cause")) return Optional.empty();
        var object = fact.object("cause");
        require(object.isPresent(), "cause", "an object");
        var cause = object.map(parts -> List.of("source", "event", "id").stream()
                .flatMap(name -> parts.text(name).stream())
                .collect(Collectors.joining(" ")));
        require(cause.filter(Telling::isCause).isPresent(), "cause", "up to 200 printable characters");
        return cause.filter(text -> !text.isEmpty());
    }

    private Optional<String> text(
            JsonObject item, String path, String name, Predicate<String> isAllowed, String allowed) {
        var text = item.text(name).filter(isAllowed);
        require(text.isPresent(), path + name, allowed);
        return text;
    }

    private Optional<String> optional(
            JsonObject item, String path, String name, Predicate<String> isAllowed, String allowed) {
        return !item.has(name) || item.isNull(name) ? Optional.empty() : text(item, path, name, isAllowed, allowed);
    }

    private Optional<Instant> instant(JsonObject item, String path, String name) {
        if (!item.has(name) || item.isNull(name)) return Optional.empty();
        var instant = item.text(name).flatMap(FactReader::parse);
        require(instant.isPresent(), path + name, "an instant such as 2026-11-25T16:00:00Z, of the years 1970 to 9999");
        return instant;
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(Term::isMoment);
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
    }

    private void require(boolean holds, String member, String allowed) {
        if (!holds && fault == null) fault = member + ": " + allowed;
    }

    /** As facts spell it: {@code past_due}. */
    private static String word(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }
}
