package io.cloakroom.ledger;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Where every shard is gone on with behind a checkpoint. Not signed, for each folds to a root that is. */
record Edges(Map<Integer, Edge> shards) {
    Edges {
        shards = Map.copyOf(shards);
    }

    /**
     * One shard's.
     *
     * @param next the number of the batch that comes next
     */
    record Edge(long next, long size, List<Hash> roots) {
        Edge {
            roots = List.copyOf(roots);
        }

        Frontier frontier() {
            return new Frontier(size, roots);
        }
    }

    Edge of(int shard) {
        return shards.getOrDefault(shard, new Edge(0, 0, List.of()));
    }

    String text() {
        var text = new HashMap<String, Object>();
        shards.forEach((shard, edge) -> text.put(
                Integer.toString(shard),
                Json.members(
                        "next",
                        edge.next(),
                        "roots",
                        edge.roots().stream().map(Hash::toString).toList())));
        return Json.writeText(text);
    }

    /** Reads a text; empty if it does not fold to what the checkpoint says. */
    static Optional<Edges> read(String text, Checkpoint checkpoint) {
        if (!(Json.read(text.getBytes(StandardCharsets.UTF_8)) instanceof Json.Reading.Read(var json))) {
            return Optional.empty();
        }
        var edges = new HashMap<Integer, Edge>();
        for (var head : checkpoint.shards()) {
            var edge = json.object(Integer.toString(head.shard())).flatMap(one -> edge(one, head));
            if (edge.isEmpty()) return Optional.empty();
            edges.put(head.shard(), edge.get());
        }
        return Optional.of(new Edges(edges));
    }

    private static Optional<Edge> edge(JsonObject json, Checkpoint.Head head) {
        var next = json.integer("next");
        var roots = json.texts("roots").orElse(List.of()).stream()
                .flatMap(text -> Hash.parse(text).stream())
                .toList();
        if (next.equals(OptionalLong.empty()) || roots.size() != Long.bitCount(head.size())) return Optional.empty();
        var edge = new Edge(next.getAsLong(), head.size(), roots);
        return edge.frontier().root().equals(head.root()) ? Optional.of(edge) : Optional.empty();
    }
}
