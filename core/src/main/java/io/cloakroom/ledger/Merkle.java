package io.cloakroom.ledger;

import static io.cloakroom.config.Checks.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tree of hashes over a list that only grows: its root names the whole list, and short proofs show that something stands
 * in it, and that a longer list begins with a shorter one.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6962#section-2.1">RFC 6962, 2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1">RFC 9162, 2.1, which says how proofs are checked</a>
 */
final class Merkle {
    // Different for leaves and nodes, so that no node can pass for a leaf.
    private static final byte[] LEAF = {0};
    private static final byte[] NODE = {1};

    private Merkle() {}

    static Hash leaf(byte[] content) {
        return Hash.of(LEAF, content);
    }

    static Hash node(Hash left, Hash right) {
        return Hash.of(NODE, left.bytes(), right.bytes());
    }

    /** @param leaves hashes, not contents */
    static Hash root(List<Hash> leaves) {
        if (leaves.isEmpty()) return Hash.EMPTY;
        if (leaves.size() == 1) return leaves.getFirst();
        var cut = cut(leaves.size());
        return node(root(leaves.subList(0, cut)), root(leaves.subList(cut, leaves.size())));
    }

    /** The largest power of two that is smaller. */
    private static int cut(int size) {
        return Integer.highestOneBit(size - 1);
    }

    /** Shows that a leaf stands at its place: the hashes beside its way to the root, the lowest first. */
    static List<Hash> inclusion(int index, List<Hash> leaves) {
        require(index >= 0 && index < leaves.size(), "index", "of a leaf");
        if (leaves.size() == 1) return List.of();
        var cut = cut(leaves.size());
        var left = leaves.subList(0, cut);
        var right = leaves.subList(cut, leaves.size());
        return index < cut
                ? with(inclusion(index, left), root(right))
                : with(inclusion(index - cut, right), root(left));
    }

    /** Shows that these leaves begin with as many as an older root was made of. */
    static List<Hash> consistency(int old, List<Hash> leaves) {
        require(old >= 0 && old <= leaves.size(), "old", "not more than there are");
        return old == 0 ? List.of() : consistency(old, leaves, true);
    }

    /** @param isKnown whether these are just what the older root was made of, so that its owner has their root */
    private static List<Hash> consistency(int old, List<Hash> leaves, boolean isKnown) {
        if (old == leaves.size()) return isKnown ? List.of() : List.of(root(leaves));
        var cut = cut(leaves.size());
        var left = leaves.subList(0, cut);
        var right = leaves.subList(cut, leaves.size());
        return old <= cut
                ? with(consistency(old, left, isKnown), root(right))
                : with(consistency(old - cut, right, false), root(left));
    }

    private static List<Hash> with(List<Hash> proof, Hash last) {
        var longer = new ArrayList<>(proof);
        longer.add(last);
        return longer;
    }

    /** Whether a proof shows that this leaf stands there among as many leaves as this root was made of. */
    static boolean isIncluded(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
        if (index < 0 || index >= size) return false;
        var way = new Way(index, size - 1);
        var hash = leaf;
        for (var beside : proof) {
            if (way.isAtRoot()) return false;
            hash = way.isRight() ? node(beside, hash) : node(hash, beside);
            way.up();
        }
        return way.isAtRoot() && hash.equals(root);
    }

    /** Whether a proof shows that the leaves of the newer root begin with those of the older one. */
    static boolean isConsistent(long oldSize, Hash oldRoot, long newSize, Hash newRoot, List<Hash> proof) {
        if (oldSize < 0 || oldSize > newSize) return false;
        if (oldSize == newSize) return proof.isEmpty() && oldRoot.equals(newRoot);
        if (oldSize == 0) return proof.isEmpty() && oldRoot.equals(Hash.EMPTY);
        // The root of a full tree is a node of the newer one: its owner has it, and the proof leaves it out.
        var hashes = new ArrayList<>(proof);
        if (Long.bitCount(oldSize) == 1) hashes.addFirst(oldRoot);
        return !hashes.isEmpty()
                && isConsistent(new Way(oldSize - 1, newSize - 1), hashes)
                        .filter(new Roots(oldRoot, newRoot)::equals)
                        .isPresent();
    }

    private record Roots(Hash older, Hash newer) {}

    private static Optional<Roots> isConsistent(Way way, List<Hash> hashes) {
        way.upFromTheRight();
        var roots = new Roots(hashes.getFirst(), hashes.getFirst());
        for (var beside : hashes.subList(1, hashes.size())) {
            if (way.isAtRoot()) return Optional.empty();
            roots = way.isRight()
                    ? new Roots(node(beside, roots.older), node(beside, roots.newer))
                    : new Roots(roots.older, node(roots.newer, beside));
            way.up();
        }
        return way.isAtRoot() ? Optional.of(roots) : Optional.empty();
    }

    /** The way from a leaf to the root, level by level: which node on this one, and which is the last there. */
    private static final class Way {
        private long index;
        private long last;

        Way(long index, long last) {
            this.index = index;
            this.last = last;
        }

        boolean isAtRoot() {
            return last == 0;
        }

        /** The next hash beside this node stands on its left: the last node has nothing on its right. */
        boolean isRight() {
            return (index & 1) == 1 || index == last;
        }

        /** On to the level where the next hash is beside. */
        void up() {
            // A last node without a neighbour goes up as it is.
            while ((index & 1) == 0 && index == last && index != 0) half();
            half();
        }

        void upFromTheRight() {
            while ((index & 1) == 1) half();
        }

        private void half() {
            index >>= 1;
            last >>= 1;
        }
    }
}
