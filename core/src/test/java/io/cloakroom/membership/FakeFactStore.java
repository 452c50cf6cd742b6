package io.cloakroom.membership;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** In memory; held to {@link FactStoreContract} and the contracts of its parts like the others. */
public final class FakeFactStore implements FactStore {
    private record SiteUser(SiteId site, String user) {}

    private record SiteMember(SiteId site, MemberId member) {}

    /** How a site stands and what was counted of it. */
    private static final class Account {
        private Optional<Hold> hold = Optional.empty();
        private long highest;
        private long hour = Long.MIN_VALUE;
        private Count count = Count.NONE;
        private final TreeMap<String, Snapshot> aside = new TreeMap<>();
    }

    private int putsLeft = Integer.MAX_VALUE;
    private final Map<SiteUser, Snapshot> snapshots = new HashMap<>();
    private final Map<SiteMember, String> users = new HashMap<>();
    private final Map<SiteUser, MemberId> members = new HashMap<>();
    private final Map<SiteMember, String> marks = new HashMap<>();
    private final Map<SiteUser, MemberId> holders = new HashMap<>();
    private final Map<SiteUser, Witness> witnesses = new HashMap<>();
    private final Map<String, Walk> walks = new HashMap<>();
    private final Map<SiteId, Account> accounts = new HashMap<>();

    /** From then on, it cannot be written. */
    public synchronized void failAfter(int puts) {
        putsLeft = puts;
    }

    @Override
    public synchronized boolean put(Snapshot snapshot) {
        if (putsLeft-- <= 0) throw new Unavailable("store", null);
        var owner = new SiteUser(snapshot.site(), snapshot.user());
        var stored = snapshots.get(owner);
        if (stored != null && stored.sequence() >= snapshot.sequence()) return false;
        snapshots.put(owner, snapshot);
        return true;
    }

    @Override
    public synchronized Optional<Snapshot> of(SiteId site, String user) {
        return Optional.ofNullable(snapshots.get(new SiteUser(site, user)));
    }

    @Override
    public synchronized Map<String, Snapshot> allOf(SiteId site, Collection<String> users) {
        var found = new HashMap<String, Snapshot>();
        for (var user : users) of(site, user).ifPresent(snapshot -> found.put(user, snapshot));
        return found;
    }

    @Override
    public synchronized Optional<Snapshot> find(SiteId site, MemberId member) {
        return userOf(site, member).flatMap(user -> of(site, user));
    }

    @Override
    public synchronized Tie link(SiteId site, String user, MemberId member) {
        var hers = userOf(site, member);
        var theirs = memberOf(site, user);
        if (hers.equals(Optional.of(user)) && theirs.equals(Optional.of(member))) return Tie.ALREADY;
        if (hers.isPresent() || theirs.isPresent()) return Tie.CONFLICT;
        users.put(new SiteMember(site, member), user);
        members.put(new SiteUser(site, user), member);
        return Tie.TIED;
    }

    @Override
    public synchronized boolean unlink(SiteId site, String user, MemberId member) {
        if (!userOf(site, member).equals(Optional.of(user))) return false;
        users.remove(new SiteMember(site, member));
        members.remove(new SiteUser(site, user));
        return true;
    }

    @Override
    public synchronized Optional<MemberId> memberOf(SiteId site, String user) {
        return Optional.ofNullable(members.get(new SiteUser(site, user)));
    }

    @Override
    public synchronized Optional<String> userOf(SiteId site, MemberId member) {
        return Optional.ofNullable(users.get(new SiteMember(site, member)));
    }

    @Override
    public synchronized Count count(SiteId site, long hour, Count more) {
        var account = account(site);
        if (hour > account.hour) account.count = Count.NONE;
        account.hour = Math.max(hour, account.hour);
        account.count = new Count(account.count.facts() + more.facts(), account.count.opened() + more.opened());
        return account.count;
    }

    @Override
    public synchronized Standing standing(SiteId site) {
        return new Standing(account(site).hold, account(site).highest);
    }

    @Override
    public synchronized void hold(SiteId site, Hold hold) {
        var account = account(site);
        account.hold = Optional.of(account.hold.orElse(hold));
    }

    @Override
    public synchronized void release(SiteId site) {
        account(site).hold = Optional.empty();
        account(site).count = Count.NONE;
    }

    @Override
    public synchronized void noteHighest(SiteId site, long sequence) {
        account(site).highest = Math.max(account(site).highest, sequence);
    }

    @Override
    public synchronized void keepAside(Snapshot snapshot) {
        account(snapshot.site())
                .aside
                .merge(snapshot.user(), snapshot, (old, more) -> old.sequence() < more.sequence() ? more : old);
    }

    @Override
    public synchronized List<Snapshot> aside(SiteId site, Optional<String> after, int limit) {
        var all = account(site).aside;
        var rest = after.map(user -> all.tailMap(user, false)).orElse(all);
        return new ArrayList<>(rest.values()).subList(0, Math.min(limit, rest.size()));
    }

    @Override
    public synchronized void letGo(Snapshot snapshot) {
        account(snapshot.site())
                .aside
                .computeIfPresent(snapshot.user(), (_, kept) -> kept.sequence() == snapshot.sequence() ? null : kept);
    }

    @Override
    public synchronized void testify(Witness witness) {
        witnesses.merge(
                new SiteUser(witness.site(), witness.source() + "#" + witness.account()),
                witness,
                (before, now) -> now.askedAt().isBefore(before.askedAt()) ? before : now);
    }

    @Override
    public synchronized void note(SiteId site, MemberId member, Optional<String> mark) {
        marks.remove(new SiteMember(site, member));
        mark.ifPresent(text -> {
            marks.put(new SiteMember(site, member), text);
            holders.put(new SiteUser(site, text), member);
        });
    }

    @Override
    public synchronized List<Membership> testimony(SiteId site, String source, MemberId member) {
        var mark = Optional.ofNullable(marks.get(new SiteMember(site, member)))
                .filter(text -> member.equals(holders.get(new SiteUser(site, text))));
        if (mark.isEmpty()) return List.of();
        return witnesses.values().stream()
                .filter(one -> one.site().equals(site)
                        && one.source().equals(source)
                        && one.mark().equals(mark))
                .max(Comparator.comparing(Witness::askedAt))
                .map(Witness::memberships)
                .orElse(List.of());
    }

    @Override
    public synchronized Optional<Walk> walk(String name) {
        return Optional.ofNullable(walks.get(name));
    }

    @Override
    public synchronized boolean step(String name, Walk walk, Instant now) {
        var before = walks.get(name);
        var isFree = before == null || before.holder().equals(walk.holder()) || !now.isBefore(before.until());
        if (isFree) walks.put(name, walk);
        return isFree;
    }

    private Account account(SiteId site) {
        return accounts.computeIfAbsent(site, _ -> new Account());
    }
}
