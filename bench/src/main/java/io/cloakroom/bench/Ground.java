package io.cloakroom.bench;

import io.cloakroom.bench.load.Pool;
import io.cloakroom.bench.load.RequestFile;
import io.cloakroom.bench.load.Requests;
import io.cloakroom.bench.system.GatewaySetUp;
import io.cloakroom.bench.system.StandIn;
import io.cloakroom.bench.system.Vault;
import io.cloakroom.bench.system.Workbench;
import io.cloakroom.local.process.Teardown;
import java.util.List;
import java.util.stream.Stream;

/**
 * What all rows stand on: tokens, records, and the upstreams that give them.
 *
 * @param vault the records, in DynamoDB Local
 * @param standIn gives the record of the {@link #member}
 */
record Ground(Workbench bench, Pool pool, Vault vault, StandIn standIn) {
    private static final String HOST = "members.cloakroom.localhost";
    private static final String COLLECTIONS = "/v1/me/collections/";
    private static final String PATH = COLLECTIONS + Vault.COLLECTION;

    static Ground lay(Workbench bench, Teardown teardown) {
        var pool = teardown.add(Pool.start());
        var vault = teardown.add(Vault.start(bench));
        vault.fill(GatewaySetUp.write(bench, "gateway-fill", pool, vault, vault.url())
                .config());
        var first = vault.members().getFirst();
        return new Ground(bench, pool, vault, teardown.add(StandIn.start(bench, vault, first)));
    }

    /** The one whose record the stand-in gives. */
    String member() {
        return vault.members().getFirst();
    }

    /** A gateway's configuration on the stand-in. */
    GatewaySetUp onStandIn(String name) {
        return GatewaySetUp.write(bench, name, pool, vault, standIn.url());
    }

    /** A gateway's configuration on DynamoDB Local. */
    GatewaySetUp onDynamoDb(String name) {
        return GatewaySetUp.write(bench, name, pool, vault, vault.url());
    }

    static byte[] read(String token) {
        return Requests.read(HOST, PATH, token);
    }

    /** A read for each of these members, each with a token made now. */
    List<byte[]> reads(List<String> subs) {
        return pool.tokens(subs).stream().map(Ground::read).toList();
    }

    /** The same of another collection. */
    List<byte[]> reads(String collection, List<String> subs) {
        return pool.tokens(subs).stream()
                .map(token -> Requests.read(HOST, COLLECTIONS + collection, token))
                .toList();
    }

    RequestFile file(String name, List<byte[]> requests) {
        return RequestFile.write(bench.folder("requests").resolve(name), requests.stream());
    }

    /** Reads of the one member, no two with the same token. */
    RequestFile readsWithNewTokens(String name, int count) {
        try (var stage = bench.progress().begin("New tokens")) {
            Stream<byte[]> requests = pool.tokens(List.of(member()), count).map(Ground::read);
            var file = RequestFile.write(bench.folder("requests").resolve(name), requests);
            stage.done(Integer.toString(count));
            return file;
        }
    }
}
