package io.cloakroom.ledger;

import static io.cloakroom.config.Checks.require;

import java.util.ArrayList;
import java.util.List;

/**
 * The right edge of a {@link Merkle} tree, all that it takes to go on with it: the roots of its full subtrees, the largest
 * first. It cannot lie about its past, because it must fold to the root that somebody else knows.
 */
final class Frontier {
    private final List<Hash> roots;
    private long size;

    Frontier() {
        this(0, List.of());
    }

    /** @param roots one for each bit of the size */
    Frontier(long size, List<Hash> roots) {
        require(size >= 0 && roots.size() == Long.bitCount(size), "frontier", "a root for each bit of its size");
        this.size = size;
        this.roots = new ArrayList<>(roots);
    }

    void add(Hash leaf) {
        var hash = leaf;
        for (var full = size; (full & 1) == 1; full >>= 1) hash = Merkle.node(roots.removeLast(), hash);
        roots.add(hash);
        size++;
    }

    long size() {
        return size;
    }

    List<Hash> roots() {
        return List.copyOf(roots);
    }

    /** Of all leaves so far. */
    Hash root() {
        return roots.reversed().stream()
                .reduce((right, left) -> Merkle.node(left, right))
                .orElse(Hash.EMPTY);
    }
}
