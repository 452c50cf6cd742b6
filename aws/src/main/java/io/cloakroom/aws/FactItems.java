package io.cloakroom.aws;

import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Membership.Status;
import io.cloakroom.membership.Product;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.membership.Telling;
import io.cloakroom.membership.Term;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A snapshot as an item: one item, so that it takes the place of the earlier one whole. */
final class FactItems {
    static final String OWNER = "owner";
    static final String ITEM = "item";
    static final String SEQUENCE = "sequence";
    private static final String MEMBERSHIPS = "memberships";

    /** The first form named no source and kept no telling: the demo wrote it, whose products are roles. */
    private static final String FIRST_SOURCE = "roles";

    private static final Telling FIRST_TELLING = new Telling("first-form", "seeded", Instant.EPOCH, Optional.empty());

    private FactItems() {}

    static Item key(String owner, String name) {
        return Item.empty().text(OWNER, owner).text(ITEM, name);
    }

    /** Adds a snapshot to an item that has its key. */
    static Item write(Item item, Snapshot snapshot) {
        var telling = snapshot.telling();
        item.number(SEQUENCE, snapshot.sequence())
                .text("id", telling.id())
                .text("type", telling.type())
                .instant("observed", telling.observedAt());
        telling.cause().ifPresent(cause -> item.text("cause", cause));
        return writeMemberships(item, snapshot.memberships());
    }

    static Item writeMemberships(Item item, List<Membership> memberships) {
        return item.items(MEMBERSHIPS, memberships.stream().map(FactItems::item).toList());
    }

    static Snapshot read(SiteId site, String user, Item item) {
        return new Snapshot(site, user, item.number(SEQUENCE), readMemberships(item), telling(item));
    }

    static List<Membership> readMemberships(Item item) {
        return item.items(MEMBERSHIPS).stream().map(FactItems::membership).toList();
    }

    private static Telling telling(Item item) {
        if (item.optionalText("id").isEmpty()) return FIRST_TELLING;
        return new Telling(item.text("id"), item.text("type"), item.instant("observed"), item.optionalText("cause"));
    }

    private static Item item(Membership membership) {
        var term = membership.term();
        var item = Item.empty()
                .text("key", membership.key())
                .text("source", membership.product().source())
                .text("product", membership.product().id())
                .text("name", membership.product().name())
                .text("status", membership.status().name())
                .flag("lifetime", term.isLifetime())
                .number("quantity", membership.quantity());
        term.startedAt().ifPresent(moment -> item.instant("start", moment));
        term.periodEnd().ifPresent(moment -> item.instant("end", moment));
        term.trialEnd().ifPresent(moment -> item.instant("trial", moment));
        term.cancelledAt().ifPresent(moment -> item.instant("cancelled", moment));
        term.renews().ifPresent(renews -> item.flag("renews", renews));
        membership.parentUser().ifPresent(parent -> item.text("parent", parent));
        return item;
    }

    private static Membership membership(Item item) {
        var product = new Product(
                item.optionalText("source").orElse(FIRST_SOURCE),
                item.text("product"),
                item.optionalText("name").orElse(""));
        var quantity = has(item, "quantity") ? Math.toIntExact(item.number("quantity")) : 1;
        return new Membership(
                item.text("key"),
                product,
                status(item.text("status")),
                term(item),
                quantity,
                item.optionalText("parent"));
    }

    private static Term term(Item item) {
        return new Term(
                item.optionalInstant("start"),
                item.optionalInstant("end"),
                item.flag("lifetime"),
                has(item, "renews") ? Optional.of(item.flag("renews")) : Optional.empty(),
                item.optionalInstant("trial"),
                item.optionalInstant("cancelled"));
    }

    private static boolean has(Item item, String name) {
        return item.attributes().containsKey(name);
    }

    private static Status status(String name) {
        try {
            return Status.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new Malformed("DynamoDB", "a membership's status");
        }
    }

    static AttributeValue sequence(Snapshot snapshot) {
        return Item.numberValue(snapshot.sequence());
    }
}
