package io.cloakroom.record;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The names of all tables, and how their keys are spelt. The adapter that uses them and the program that makes them both
 * read this.
 *
 * @param prefix stands before every table's name; key {@code dynamodb.table-prefix}, default {@code cloakroom-}
 */
public record Tables(String prefix) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.-]{0,64}");

    public Tables {
        require(FORM.matcher(prefix).matches(), "dynamodb.table-prefix", "up to 64 letters, digits, _ . -");
    }

    /** A table with its key and, if it has one, the attribute of its index and the attribute in which items expire. */
    public record Table(String name, Key partition, List<Key> sort, List<Index> indexes, boolean expires) {
        public Table {
            sort = List.copyOf(sort);
            indexes = List.copyOf(indexes);
        }
    }

    /** @param isNumber or else a text */
    public record Key(String attribute, boolean isNumber) {}

    /** An index that holds keys alone. */
    public record Index(String name, Key partition) {}

    /** What the sort keys of all records begin with. */
    public static final String RECORDS = "record#";

    /** What the sort keys of a member's counts begin with. */
    public static final String COUNTS = "count#";

    /** The partition of members who have asked to be erased in {@link #members}; no member's id holds a #. */
    public static final String DEPARTURES = "#departures";

    /** Items carry this attribute, in seconds since 1970, where DynamoDB shall tidy them away some time after. */
    public static final String EXPIRES = "expires";

    /** What the sort keys of a member's marks in the blind index begin with. */
    public static final String MARKS = "index#";

    /** Where records are found by a mark. */
    public static final Index BY_MARK = new Index("by-mark", text("mark"));

    /** Sealed records of members, their marks and counts. A caller can be held to one {@code sub} by IAM's {@code dynamodb:LeadingKeys}. */
    public Table members() {
        return new Table(prefix + "members", text("sub"), List.of(text("item")), List.of(BY_MARK), false);
    }

    /** Members' wrapped data keys. */
    public Table keys() {
        return new Table(prefix + "keys", text("sub"), List.of(number("version")), List.of(), false);
    }

    /** What sites say about their users' memberships, and which user is which member. */
    public Table facts() {
        return new Table(prefix + "facts", text("owner"), List.of(text("item")), List.of(), false);
    }

    public Table sessions() {
        var bySub = new Index("by-sub", text("sub"));
        return new Table(prefix + "sessions", text("ref"), List.of(), List.of(bySub), true);
    }

    public Table revocations() {
        return new Table(prefix + "revocations", text("subject"), List.of(), List.of(), true);
    }

    /** One-use things: tickets, and the ids of messages seen. */
    public Table tickets() {
        return new Table(prefix + "tickets", text("id"), List.of(), List.of(), true);
    }

    /** The account of who asked for what: batches, pointers to what stands in them, checkpoints. */
    public Table ledger() {
        return new Table(prefix + "ledger", text("owner"), List.of(text("item")), List.of(), false);
    }

    public List<Table> all() {
        return List.of(members(), keys(), facts(), sessions(), revocations(), tickets(), ledger());
    }

    /** The partition of checkpoints in {@link #ledger}. */
    public static final String LEDGER_CHECKPOINTS = "checkpoints";

    /** The partition of a shard in {@link #ledger}. */
    public static String ledgerShard(int shard) {
        return "shard#" + shard;
    }

    /** The partition of a member's pointers in {@link #ledger}. */
    public static String ledgerMember(MemberId member) {
        return "member#" + member.value();
    }

    /** The sort key of what is numbered in {@link #ledger}. */
    public static String ledgerNumber(long number) {
        return String.format(Locale.ROOT, "%019d", number);
    }

    /** The sort key of a record in {@link #members}. */
    public static String recordItem(CollectionId collection, RecordId id) {
        return recordItems(collection) + id.value();
    }

    /** What the sort keys of a collection's records begin with. */
    public static String recordItems(CollectionId collection) {
        return RECORDS + collection.value() + "#";
    }

    /** The sort key of how many records of a collection a member has added, in {@link #members}. */
    public static String countItem(CollectionId collection) {
        return COUNTS + collection.value();
    }

    /** What the sort keys of a record's marks begin with, in {@link #members}. */
    public static String markItems(CollectionId collection, RecordId id) {
        return MARKS + collection.value() + "#" + id.value() + "#";
    }

    /** The partition of a site's user in {@link #facts}. */
    public static String siteUser(String site, String user) {
        return site + "#user#" + user;
    }

    /** The partition of a member's link to a site's user in {@link #facts}. */
    public static String siteMember(String site, MemberId member) {
        return site + "#sub#" + member.value();
    }

    /** The partition of how we stand with a site in {@link #facts}. */
    public static String siteIntake(String site) {
        return site + "#intake";
    }

    /** The partition of what a site said and nobody has believed yet in {@link #facts}. */
    public static String siteAside(String site) {
        return site + "#aside";
    }

    /** The partition of somebody's account at another source in {@link #facts}. */
    public static String siteAccount(String site, String source, String account) {
        return site + "#" + source + "#" + account;
    }

    /** The partition of an address's mark in {@link #facts}. */
    public static String siteAddress(String site, String mark) {
        return site + "#address#" + mark;
    }

    private static Key text(String attribute) {
        return new Key(attribute, false);
    }

    private static Key number(String attribute) {
        return new Key(attribute, true);
    }
}
