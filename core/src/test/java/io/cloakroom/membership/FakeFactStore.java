package io.cloakroom.membership;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** In memory; held to {@link FactStoreContract} like the others. */
public final class FakeFactStore implements FactStore {
    private record SiteUser(SiteId site, String user) {}

    private record SiteMember(SiteId site, MemberId member) {}

    private final Map<SiteUser, Snapshot> snapshots = new HashMap<>();
    private final Map<SiteMember, String> links = new HashMap<>();

    @Override
    public synchronized boolean put(Snapshot snapshot) {
        var owner = new SiteUser(snapshot.site(), snapshot.user());
        var stored = snapshots.get(owner);
        if (stored != null && stored.sequence() >= snapshot.sequence()) return false;
        snapshots.put(owner, snapshot);
        return true;
    }

    @Override
    public synchronized Optional<Snapshot> find(SiteId site, MemberId member) {
        var user = links.get(new SiteMember(site, member));
        return user == null ? Optional.empty() : Optional.ofNullable(snapshots.get(new SiteUser(site, user)));
    }

    @Override
    public synchronized void link(SiteId site, String user, MemberId member) {
        links.put(new SiteMember(site, member), user);
    }
}
