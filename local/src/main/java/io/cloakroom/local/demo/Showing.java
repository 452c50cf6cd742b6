package io.cloakroom.local.demo;

import io.cloakroom.gateway.Parts;
import io.cloakroom.gateway.Services;
import io.cloakroom.local.demo.Cast.Entry;
import io.cloakroom.local.terminal.Screen;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Entitlements;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.policy.Decision;
import io.cloakroom.policy.Policy;
import io.cloakroom.record.Collection;
import io.cloakroom.record.Delivery;
import io.cloakroom.record.Field;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.SealedRecord;
import io.cloakroom.record.StoredValue;
import io.cloakroom.server.ServerConfig;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints what DynamoDB holds of a person beside what her card shows. */
public final class Showing {
    private static final int RAW_CHARACTERS = 44;

    private final ServerConfig config;
    private final Screen screen;

    public Showing(ServerConfig config, Screen screen) {
        this.config = config;
        this.screen = screen;
    }

    /** @param member as the pool names her */
    public void show(Cast.Person person, MemberId member, Parts parts, Services services) {
        screen.heading(person.displayName() + ", sub " + member.value());
        if (person.records().isEmpty()) screen.sentence("Nothing is kept about her.");
        for (var entry : person.records()) show(entry, member, parts, services);
    }

    private void show(Entry entry, MemberId member, Parts parts, Services services) {
        var collection = config.gateway().collections().find(entry.collection()).orElseThrow();
        var id = new RecordId(entry.id());
        var decision = decide(member, collection, parts);
        parts.records().find(member, collection.id(), id).ifPresent(record -> {
            screen.heading(collection.title() + ", record " + id.value() + ", version " + record.version());
            for (var field : collection.fields()) show(field, decision, record, services);
        });
    }

    private static Decision decide(MemberId member, Collection collection, Parts parts) {
        var memberships = parts.facts()
                .find(LocalSystem.SITE, member)
                .map(Snapshot::memberships)
                .orElse(List.of());
        var now = parts.clock().instant();
        return Policy.ofMember(
                LocalSystem.SITE, Set.of(Delivery.CARD), collection, Entitlements.told(memberships), now);
    }

    private void show(Field field, Decision decision, SealedRecord record, Services services) {
        var stored = record.values().get(field.name());
        if (stored == null) return;
        screen.sentence(field.title());
        screen.labelled("DynamoDB", raw(stored));
        screen.labelled("card", shown(field, decision, record, services));
    }

    private static String raw(StoredValue stored) {
        return switch (stored) {
            case StoredValue.Plain(var value) -> value;
            case StoredValue.Sealed(var sealed) -> {
                var text = Base64.getEncoder().encodeToString(sealed.bytes());
                yield text.length() <= RAW_CHARACTERS ? text : text.substring(0, RAW_CHARACTERS) + "…";
            }
        };
    }

    private static String shown(Field field, Decision decision, SealedRecord record, Services services) {
        return switch (decision) {
            case Decision.Denied _ -> "(nothing: not without a membership)";
            case Decision.Grant grant ->
                grant.fields().stream()
                        .filter(showing -> showing.field().equals(field))
                        .map(showing -> shown(showing, record, services))
                        .collect(Collectors.joining());
        };
    }

    private static String shown(Decision.Showing showing, SealedRecord record, Services services) {
        var name = showing.field().name();
        var value = services.vault()
                .open(record, Set.of(name))
                .map(opened -> opened.fields().getOrDefault(name, ""))
                .orElse("(erased)");
        return showing.mask().map(mask -> mask.apply(value)).orElse(value).replace("\n", " / ");
    }
}
