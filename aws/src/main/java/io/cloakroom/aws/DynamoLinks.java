package io.cloakroom.aws;

import io.cloakroom.member.MemberId;
import io.cloakroom.membership.Links;
import io.cloakroom.record.Tables;
import io.cloakroom.site.SiteId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * A link is two items, one under each end, written and deleted in one transaction: a process that is killed between the two
 * leaves neither.
 */
final class DynamoLinks implements Links {
    private static final String LINK = "link";
    private static final String USER = "user";
    private static final String MEMBER = "sub";

    private final DynamoDb db;
    private final String table;

    DynamoLinks(DynamoDb db, String table) {
        this.db = db;
        this.table = table;
    }

    @Override
    public Tie link(SiteId site, String user, MemberId member) {
        var isTiedAlready = userOf(site, member).equals(Optional.of(user))
                && memberOf(site, user).equals(Optional.of(member));
        if (isTiedAlready) return Tie.ALREADY;
        var byMember = put(memberKey(site, member), USER, user);
        var byUser = put(userKey(site, user), MEMBER, member.value());
        return write(List.of(byMember, byUser)) ? Tie.TIED : Tie.CONFLICT;
    }

    @Override
    public boolean unlink(SiteId site, String user, MemberId member) {
        var byMember = delete(memberKey(site, member), USER, user);
        var byUser = delete(userKey(site, user), MEMBER, member.value());
        return write(List.of(byMember, byUser));
    }

    @Override
    public Optional<MemberId> memberOf(SiteId site, String user) {
        return find(userKey(site, user)).map(item -> new MemberId(item.text(MEMBER)));
    }

    @Override
    public Optional<String> userOf(SiteId site, MemberId member) {
        return find(memberKey(site, member)).map(item -> item.text(USER));
    }

    private Optional<Item> find(Item key) {
        return db.reads().item(table, key.attributes());
    }

    /** @return false if a condition does not hold; nothing was written then */
    private boolean write(List<TransactWriteItem> items) {
        return Transaction.write(db, items).isEmpty();
    }

    private TransactWriteItem put(Item key, String attribute, String value) {
        var put = Put.builder()
                .tableName(table)
                .item(key.text(attribute, value).attributes())
                .conditionExpression("attribute_not_exists(#end) OR #end = :end")
                .expressionAttributeNames(Map.of("#end", attribute))
                .expressionAttributeValues(end(value))
                .build();
        return TransactWriteItem.builder().put(put).build();
    }

    private TransactWriteItem delete(Item key, String attribute, String value) {
        var delete = Delete.builder()
                .tableName(table)
                .key(key.attributes())
                .conditionExpression("#end = :end")
                .expressionAttributeNames(Map.of("#end", attribute))
                .expressionAttributeValues(end(value))
                .build();
        return TransactWriteItem.builder().delete(delete).build();
    }

    private static Map<String, AttributeValue> end(String value) {
        return Map.of(":end", Item.textValue(value));
    }

    private static Item memberKey(SiteId site, MemberId member) {
        return FactItems.key(Tables.siteMember(site.value(), member), LINK);
    }

    private static Item userKey(SiteId site, String user) {
        return FactItems.key(Tables.siteUser(site.value(), user), LINK);
    }
}
