package io.cloakroom.local.demo;

import io.cloakroom.config.Secret;
import io.cloakroom.config.Settings;
import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.local.demo.LocalSystem.Plan;
import io.cloakroom.local.dynamodb.DynamoDbLocal;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Resource;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.seal.Keyset;
import io.cloakroom.server.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.function.BiConsumer;

/** The gateway's configuration and keys, and who is who, as files of the state folder. */
record GatewayFiles(StateFolder state) {
    /** Writes them anew, but for keys that are there. */
    ServerConfig write(Plan plan, DynamoDbLocal db, PoolSeed.Seeded seeded, SiteKeyPair siteKey) {
        try {
            write(state.keys().resolve("client-secret"), seeded.site().secret());
            write(state.keys().resolve("staff-client-secret"), seeded.console().secret());
            write(state.keys().resolve("pool-secret-key"), seeded.api().secret());
            Files.write(membersFile(), Json.write(seeded.subs()));
            var values = values(plan, db, seeded, siteKey);
            var file = new Resource(GatewayFiles.class, "cloakroom.yaml").fillInto(state.root(), values);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            var keyset = state.keys().resolve("keyset.json");
            if (!Files.exists(keyset)) Keyset.create(keyset);
            return ServerConfig.from(Settings.read(file, Map.of()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Map<String, String> values(
            Plan plan, DynamoDbLocal db, PoolSeed.Seeded seeded, SiteKeyPair siteKey) {
        return Map.ofEntries(
                Map.entry("MEMBERS_URL", plan.membersUrl()),
                Map.entry("MEMBERS_PORT", Integer.toString(plan.gatewayPort())),
                Map.entry("MANAGEMENT_PORT", Integer.toString(plan.ports().management())),
                Map.entry("POOL_URL", plan.poolUrl()),
                Map.entry("POOL_ID", seeded.poolId()),
                Map.entry("SITE_URL", plan.siteUrl()),
                Map.entry("CLIENT_ID", seeded.site().id()),
                Map.entry("STAFF_URL", plan.staffUrl()),
                Map.entry("STAFF_CLIENT_ID", seeded.console().id()),
                Map.entry("POOL_KEY", seeded.api().id()),
                Map.entry("SITE_PUBLIC_KEY", siteKey.publicKey()),
                Map.entry("SITE_COLORS", plan.website().colors()),
                Map.entry("DYNAMODB_REGION", DynamoDbLocal.REGION),
                Map.entry(
                        "DYNAMODB_URL",
                        plan.dynamoDbRoute().apply(db.endpoint()).toString()),
                Map.entry("DYNAMODB_KEY", db.accessKey().reveal()));
    }

    /**
     * Reads them, as a system that runs in another process wrote them.
     *
     * @param errand gets the configuration, and the subs of the cast by their names
     */
    void read(BiConsumer<ServerConfig, JsonObject> errand) {
        try {
            if (!(Json.read(Files.readAllBytes(membersFile())) instanceof Json.Reading.Read(var subs))) return;
            errand.accept(ServerConfig.from(Settings.read(state.root().resolve("cloakroom.yaml"), Map.of())), subs);
        } catch (IOException fault) {
            throw new SetUpException("The running demo's files cannot be read", "Start the demo again.", null, fault);
        }
    }

    private Path membersFile() {
        return state.run().resolve("members.json");
    }

    private static void write(Path file, Secret secret) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret.reveal());
    }
}
