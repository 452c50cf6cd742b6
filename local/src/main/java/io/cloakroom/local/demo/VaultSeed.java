package io.cloakroom.local.demo;

import io.cloakroom.gateway.Parts;
import io.cloakroom.local.demo.Cast.Entry;
import io.cloakroom.local.demo.Cast.Holding;
import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Product;
import io.cloakroom.membership.Snapshot;
import io.cloakroom.membership.Telling;
import io.cloakroom.membership.Term;
import io.cloakroom.record.Collections;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.record.RecordStore;
import io.cloakroom.record.Vault;
import io.cloakroom.site.SiteId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the members' records, sealed, and what the site says about their memberships. What is there already is kept. */
final class VaultSeed {
    private final Parts parts;
    private final Vault vault;
    private final Collections collections;

    VaultSeed(Parts parts, Vault vault, Collections collections) {
        this.parts = parts;
        this.vault = vault;
        this.collections = collections;
    }

    /**
     * Seeds all.
     *
     * @param subs by the members' names
     * @param siteUsers the site's user ids by the members' names
     * @return how many records were written
     */
    int seed(SiteId site, Map<String, String> subs, Map<String, String> siteUsers) {
        var written = 0;
        for (var person : Cast.ALL) {
            var member = new MemberId(subs.getOrDefault(person.name(), ""));
            for (var entry : person.records()) written += write(member, entry) ? 1 : 0;
            var user = Optional.ofNullable(siteUsers.get(person.name()));
            user.ifPresent(id -> tie(site, id, member));
        }
        return written;
    }

    /** What a site would tell that knows of memberships. */
    void hold(SiteId site, Map<String, String> subs, Map<String, String> siteUsers) {
        for (var person : Cast.ALL) {
            var member = new MemberId(subs.getOrDefault(person.name(), ""));
            var user = Optional.ofNullable(siteUsers.get(person.name()));
            person.holds().ifPresent(holding -> user.ifPresent(id -> hold(site, id, member, holding)));
        }
    }

    private boolean write(MemberId member, Entry entry) {
        var collection = collections.find(entry.collection()).orElseThrow();
        var id = new RecordId(entry.id());
        if (parts.records().find(member, collection.id(), id).isPresent()) return false;
        var fields = new LinkedHashMap<FieldName, String>();
        entry.fields().forEach((name, value) -> fields.put(new FieldName(name), value));
        return vault.write(member, collection, id, 0, fields) == RecordStore.Put.DONE;
    }

    /** The demo's site can be another than last time, with other ids: with WordPress, or without. */
    private void tie(SiteId site, String user, MemberId member) {
        var facts = parts.facts();
        facts.userOf(site, member)
                .filter(other -> !other.equals(user))
                .ifPresent(other -> facts.unlink(site, other, member));
        facts.memberOf(site, user)
                .filter(other -> !other.equals(member))
                .ifPresent(other -> facts.unlink(site, user, other));
        facts.link(site, user, member);
    }

    private void hold(SiteId site, String user, MemberId member, Holding holding) {
        if (parts.facts().find(site, member).isPresent()) return;
        var now = parts.clock().instant();
        var product = new Product("roles", holding.product(), holding.product());
        var term = Term.until(now.plus(holding.endsIn()));
        var membership = Membership.of("demo:" + holding.product(), product, holding.status(), term);
        var telling = new Telling("demo-seed", "seeded", now, Optional.empty());
        // Sequence 0: whatever the site says itself is newer.
        parts.facts().put(new Snapshot(site, user, 0, List.of(membership), telling));
    }
}
