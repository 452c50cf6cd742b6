package io.cloakroom.upkeep;

import static io.cloakroom.config.Checks.isWithin;
import static io.cloakroom.config.Checks.require;

import io.cloakroom.member.MemberId;
import io.cloakroom.site.SiteId;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** In memory; held to the same contracts as the others. */
public class FakeUpkeepStore implements UpkeepStore {
    private record Place(SiteId site, MemberId member, Kind kind) {}

    private record Kept(Passed request, boolean isClosed) {}

    private record Count(long hour, int number) {}

    private record Leaving(Departure departure, String holder, Instant until) {}

    private final Map<Place, Kept> requests = new HashMap<>();
    private final Map<SiteId, Count> counts = new HashMap<>();
    private final TreeMap<String, Leaving> leaving = new TreeMap<>();
    private final Set<MemberId> spoilt = new HashSet<>();

    private static Place place(Passed request) {
        return new Place(request.site(), request.member(), request.kind());
    }

    @Override
    public synchronized boolean isKnown(Passed request, Instant now) {
        var kept = requests.get(place(request));
        if (kept == null || kept.request().isOver(now)) return false;
        return !kept.isClosed() || kept.request().id().equals(request.id());
    }

    @Override
    public synchronized boolean open(Passed request, Instant now) {
        if (isKnown(request, now)) return false;
        requests.put(place(request), new Kept(request, false));
        return true;
    }

    @Override
    public synchronized List<Passed> waiting(SiteId site, MemberId member, Instant now) {
        return Arrays.stream(Kind.values())
                .map(kind -> requests.get(new Place(site, member, kind)))
                .filter(kept ->
                        kept != null && !kept.isClosed() && !kept.request().isOver(now))
                .map(Kept::request)
                .toList();
    }

    @Override
    public synchronized void close(SiteId site, MemberId member, Kind kind) {
        requests.computeIfPresent(new Place(site, member, kind), (_, kept) -> new Kept(kept.request(), true));
    }

    @Override
    public synchronized boolean count(SiteId site, long hour, int most) {
        var counted = counts.getOrDefault(site, new Count(hour, 0));
        var number = counted.hour() == hour ? counted.number() + 1 : 1;
        counts.put(site, new Count(hour, number));
        return number <= most;
    }

    @Override
    public synchronized Optional<Departure> departure(MemberId member) {
        if (spoilt.contains(member)) throw new Malformed("store", "a departure");
        return Optional.ofNullable(leaving.get(member.value())).map(Leaving::departure);
    }

    @Override
    public synchronized boolean ask(MemberId member, Instant askedAt, Instant dueAt) {
        var departure = new Departure(member, askedAt, dueAt, false);
        return leaving.putIfAbsent(member.value(), new Leaving(departure, "", Instant.MIN)) == null;
    }

    @Override
    public synchronized boolean keep(MemberId member) {
        if (departure(member).filter(departure -> !departure.isBegun()).isEmpty()) return false;
        leaving.remove(member.value());
        return true;
    }

    @Override
    public synchronized boolean begin(MemberId member, String holder, Instant now, Instant until) {
        var found = leaving.get(member.value());
        if (found == null
                || spoilt.contains(member)
                || now.isBefore(found.departure().dueAt())) return false;
        var isHeld = now.isBefore(found.until()) && !found.holder().equals(holder);
        if (isHeld) return false;
        var departure = found.departure();
        var begun = new Departure(member, departure.askedAt(), departure.dueAt(), true);
        leaving.put(member.value(), new Leaving(begun, holder, until));
        return true;
    }

    @Override
    public synchronized void end(MemberId member) {
        spoilt.remove(member);
        leaving.remove(member.value());
    }

    @Override
    public synchronized Some some(Optional<MemberId> after, int limit) {
        require(isWithin(1, limit, LIST_MAX), "limit", "1 to " + LIST_MAX);
        var some = leaving.tailMap(after.map(MemberId::value).orElse(""), false).values().stream()
                .map(Leaving::departure)
                .limit(limit)
                .toList();
        var next = some.size() < limit
                ? Optional.<MemberId>empty()
                : Optional.of(some.getLast().member());
        return new Some(
                some.stream().filter(one -> !spoilt.contains(one.member())).toList(),
                some.stream().map(Departure::member).filter(spoilt::contains).toList(),
                next);
    }

    /** Nobody can read any more when she is to be erased. */
    public synchronized void spoil(MemberId member) {
        spoilt.add(member);
    }
}
