package io.cloakroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class MerkleTest {
    private static final int SIZE_MAX = 64;

    /** The leaves and roots by which implementations of RFC 6962 check themselves. */
    private static final List<String> KNOWN_LEAVES =
            List.of("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f");

    private static final List<String> KNOWN_ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    private static final List<Hash> MANY = IntStream.range(0, SIZE_MAX)
            .mapToObj(i -> Merkle.leaf(new byte[] {(byte) i}))
            .toList();

    private static List<Hash> known(int size) {
        return KNOWN_LEAVES.stream()
                .limit(size)
                .map(hex -> Merkle.leaf(HexFormat.of().parseHex(hex)))
                .toList();
    }

    private static String hex(Hash hash) {
        return HexFormat.of().formatHex(hash.bytes());
    }

    private static List<Hash> hashes(String... hex) {
        return Stream.of(hex).map(HexFormat.of()::parseHex).map(Hash::new).toList();
    }

    /** The same proof with one bit of it changed, for each bit; shorter by one, and longer by one. */
    private static List<List<Hash>> spoilt(List<Hash> proof) {
        var spoilt = new ArrayList<List<Hash>>();
        for (var i = 0; i < proof.size(); i++) {
            for (var bit = 0; bit < Hash.BYTES * 8; bit++) {
                var other = new ArrayList<>(proof);
                other.set(i, flipped(proof.get(i), bit));
                spoilt.add(other);
            }
        }
        if (!proof.isEmpty()) spoilt.add(proof.subList(0, proof.size() - 1));
        spoilt.add(Stream.concat(proof.stream(), Stream.of(Hash.EMPTY)).toList());
        return spoilt;
    }

    private static Hash flipped(Hash hash, int bit) {
        var bytes = hash.bytes();
        bytes[bit / 8] ^= (byte) (1 << (bit % 8));
        return new Hash(bytes);
    }

    @Test
    void root_ofTheKnownLeaves_isTheKnownOne() {
        for (var size = 0; size <= KNOWN_LEAVES.size(); size++) {
            assertThat(hex(Merkle.root(known(size)))).isEqualTo(KNOWN_ROOTS.get(size));
        }
    }

    @Test
    void inclusion_ofTheKnownLeaves_isTheKnownOne() {
        assertThat(Merkle.inclusion(0, known(8)))
                .isEqualTo(hashes(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"));
        assertThat(Merkle.inclusion(5, known(8)))
                .isEqualTo(hashes(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"));
    }

    @Test
    void frontier_ofEverySize_foldsToTheSameRoot() {
        var frontier = new Frontier();
        for (var size = 0; size < SIZE_MAX; size++) {
            assertThat(frontier.root()).isEqualTo(Merkle.root(MANY.subList(0, size)));
            frontier = new Frontier(frontier.size(), frontier.roots());
            frontier.add(MANY.get(size));
        }
        assertThat(frontier.size()).isEqualTo(SIZE_MAX);
    }

    @Test
    void frontier_ofAnotherSizeThanItsRoots_isNone() {
        assertThatThrownBy(() -> new Frontier(3, List.of(Hash.EMPTY))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inclusion_ofEveryLeafInEveryTree_isShownThereAndNowhereElse() {
        for (var size = 1; size <= SIZE_MAX; size++) {
            var leaves = MANY.subList(0, size);
            var root = Merkle.root(leaves);
            for (var index = 0; index < size; index++) {
                var proof = Merkle.inclusion(index, leaves);
                assertThat(Merkle.isIncluded(MANY.get(index), index, size, proof, root))
                        .isTrue();
                assertThat(Merkle.isIncluded(MANY.get((index + 1) % SIZE_MAX), index, size, proof, root))
                        .isFalse();
                assertThat(Merkle.isIncluded(MANY.get(index), index - 1, size, proof, root))
                        .isFalse();
                assertThat(Merkle.isIncluded(MANY.get(index), index + 1, size, proof, root))
                        .isFalse();
            }
        }
    }

    @Test
    void inclusion_withAnyBitChanged_isRefused() {
        for (var size : List.of(1, 2, 3, 7, 8, 21)) {
            var leaves = MANY.subList(0, size);
            var root = Merkle.root(leaves);
            for (var index = 0; index < size; index++) {
                for (var proof : spoilt(Merkle.inclusion(index, leaves))) {
                    assertThat(Merkle.isIncluded(MANY.get(index), index, size, proof, root))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void consistency_ofEveryTwoSizes_isShownAndTheOtherWayRoundIsNot() {
        for (var newer = 0; newer <= SIZE_MAX; newer++) {
            var leaves = MANY.subList(0, newer);
            var root = Merkle.root(leaves);
            for (var older = 0; older <= newer; older++) {
                var before = Merkle.root(MANY.subList(0, older));
                var proof = Merkle.consistency(older, leaves);
                assertThat(Merkle.isConsistent(older, before, newer, root, proof))
                        .isTrue();
                if (older == newer) continue;
                assertThat(Merkle.isConsistent(newer, root, older, before, proof))
                        .isFalse();
                assertThat(Merkle.isConsistent(older, Merkle.leaf(new byte[0]), newer, root, proof))
                        .isFalse();
            }
        }
    }

    @Test
    void consistency_withAnyBitChanged_isRefused() {
        for (var newer : List.of(2, 3, 7, 8, 21)) {
            var leaves = MANY.subList(0, newer);
            var root = Merkle.root(leaves);
            for (var older = 0; older <= newer; older++) {
                var before = Merkle.root(MANY.subList(0, older));
                for (var proof : spoilt(Merkle.consistency(older, leaves))) {
                    assertThat(Merkle.isConsistent(older, before, newer, root, proof))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void consistency_withAChangedLeafBefore_isRefused() {
        for (var older = 1; older < 20; older++) {
            var before = Merkle.root(MANY.subList(0, older));
            var leaves = new ArrayList<>(MANY.subList(0, 20));
            leaves.set(older / 2, Merkle.leaf(new byte[] {99, 99}));
            var proof = Merkle.consistency(older, leaves);
            assertThat(Merkle.isConsistent(older, before, 20, Merkle.root(leaves), proof))
                    .isFalse();
        }
    }
}
