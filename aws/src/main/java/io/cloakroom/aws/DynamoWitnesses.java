package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Membership;
import io.cloakroom.membership.Witness;
import io.cloakroom.membership.Witnesses;
import io.cloakroom.record.Tables;
import io.cloakroom.site.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a source says lies under its own account, which names the address's mark; the mark names the account and the member; the
 * member names the mark. All of them have to agree, so that no order of writes and no process killed between two opens
 * anything.
 */
final class DynamoWitnesses implements Witnesses {
    private static final String TESTIMONY = "testimony";
    private static final String ACCOUNT = "account";
    private static final String ADDRESS = "address";
    private static final String MEMBER = "member";
    private static final String MARK = "mark";
    private static final String SUB = "sub";
    private static final String ASKED = "asked";

    private final DynamoDb db;
    private final String table;

    DynamoWitnesses(DynamoDb db, String table) {
        this.db = db;
        this.table = table;
    }

    @Override
    public void testify(Witness witness) {
        var testimony = accountKey(witness.site(), witness.source(), witness.account())
                .number(ASKED, witness.askedAt().toEpochMilli());
        FactItems.writeMemberships(testimony, witness.memberships());
        witness.mark().ifPresent(mark -> testimony.text(MARK, mark));
        if (!putIfLater(testimony)) return;
        witness.mark()
                .ifPresent(mark -> putIfLater(addressKey(witness.site(), mark, witness.source())
                        .text(ACCOUNT, witness.account())
                        .number(ASKED, witness.askedAt().toEpochMilli())));
    }

    private boolean putIfLater(Item item) {
        return db.callIf(client -> client.putItem(put -> put.tableName(table)
                        .item(item.attributes())
                        .conditionExpression("attribute_not_exists(#asked) OR #asked <= :asked")
                        .expressionAttributeNames(Map.of("#asked", ASKED))
                        .expressionAttributeValues(Map.of(":asked", Item.numberValue(item.number(ASKED))))))
                .isPresent();
    }

    @Override
    public void note(SiteId site, MemberId member, Optional<String> mark) {
        var ofMember = FactItems.key(Tables.siteMember(site.value(), member), ADDRESS);
        find(ofMember)
                .flatMap(item -> item.optionalText(MARK))
                .filter(old -> !mark.equals(Optional.of(old)))
                .ifPresent(old -> forget(addressKey(site, old, MEMBER), member));
        if (mark.isEmpty()) {
            db.call(client ->
                    client.deleteItem(delete -> delete.tableName(table).key(ofMember.attributes())));
            return;
        }
        put(addressKey(site, mark.get(), MEMBER).text(SUB, member.value()));
        put(ofMember.text(MARK, mark.get()));
    }

    /** Unless the address is another member's by now. */
    private void forget(Item address, MemberId member) {
        db.callIf(client -> client.deleteItem(delete -> delete.tableName(table)
                .key(address.attributes())
                .conditionExpression("#sub = :member")
                .expressionAttributeNames(Map.of("#sub", SUB))
                .expressionAttributeValues(Map.of(":member", Item.textValue(member.value())))));
    }

    private void put(Item item) {
        db.call(client -> client.putItem(put -> put.tableName(table).item(item.attributes())));
    }

    @Override
    public List<Membership> testimony(SiteId site, String source, MemberId member) {
        return find(FactItems.key(Tables.siteMember(site.value(), member), ADDRESS))
                .map(item -> item.text(MARK))
                .filter(mark -> isHers(site, mark, member))
                .flatMap(mark -> testimony(site, source, mark))
                .map(FactItems::readMemberships)
                .orElse(List.of());
    }

    private boolean isHers(SiteId site, String mark, MemberId member) {
        return find(addressKey(site, mark, MEMBER))
                .filter(item -> item.text(SUB).equals(member.value()))
                .isPresent();
    }

    private Optional<Item> testimony(SiteId site, String source, String mark) {
        return find(addressKey(site, mark, source))
                .flatMap(item -> find(accountKey(site, source, item.text(ACCOUNT))))
                .filter(item -> item.optionalText(MARK).equals(Optional.of(mark)));
    }

    private Optional<Item> find(Item key) {
        return db.reads().item(table, key.attributes());
    }

    private static Item accountKey(SiteId site, String source, String account) {
        return FactItems.key(Tables.siteAccount(site.value(), source, account), TESTIMONY);
    }

    private static Item addressKey(SiteId site, String mark, String item) {
        return FactItems.key(Tables.siteAddress(site.value(), mark), item);
    }
}
