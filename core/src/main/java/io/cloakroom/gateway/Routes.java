package io.cloakroom.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All addresses that the gateway answers, ready to be looked through at every request. */
final class Routes {
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

    private final List<Route> all;
    private final Map<Integer, List<Known>> bySegments;

    Routes(List<Route> all) {
        this.all = List.copyOf(all);
        this.bySegments = all.stream().map(Known::of).collect(Collectors.groupingBy(Known::size));
    }

    List<Route> all() {
        return all;
    }

    /**
     * A route that an address fits.
     *
     * @param values the texts that stand for the braces, in their order
     */
    record Match(Route route, List<String> values) {}

    /** The routes of an address, whatever their methods; empty if nothing is answered there. */
    List<Match> at(String path) {
        var segments = path.split("/", -1);
        return bySegments.getOrDefault(segments.length, List.of()).stream()
                .flatMap(known -> known.match(segments).stream())
                .toList();
    }

    private record Known(Route route, List<String> pattern) {
        static Known of(Route route) {
            return new Known(route, List.of(route.pattern().split("/", -1)));
        }

        int size() {
            return pattern.size();
        }

        Optional<Match> match(String[] segments) {
            var values = new ArrayList<String>();
            for (var i = 0; i < segments.length; i++) {
                if (!pattern.get(i).startsWith("{")) {
                    if (!pattern.get(i).equals(segments[i])) return Optional.empty();
                } else if (VALUE.matcher(segments[i]).matches()) {
                    values.add(segments[i]);
                } else {
                    return Optional.empty();
                }
            }
            return Optional.of(new Match(route, List.copyOf(values)));
        }
    }
}
