package io.cloakroom.cli;

import io.cloakroom.aws.AwsParts;
import io.cloakroom.aws.DynamoDb;
import io.cloakroom.config.Settings;
import io.cloakroom.gateway.Services;
import io.cloakroom.member.MemberId;
import io.cloakroom.record.FieldName;
import io.cloakroom.record.RecordId;
import io.cloakroom.seal.Keyset;
import io.cloakroom.server.CloakroomServer;
import io.cloakroom.server.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;

/** A gateway in front of a {@link RehearsalUpstream}, with one member's record, and somebody who asks for it again and again. */
final class Rehearsal implements AutoCloseable {
    private static final int READS = 500;
    private static final String CLIENT_ID = "rehearsal";
    private static final MemberId MEMBER = new MemberId("member");

    private final Path folder;
    private final RehearsalUpstream upstream;
    private final CloakroomServer server;

    private Rehearsal(Path folder, RehearsalUpstream upstream, CloakroomServer server) {
        this.folder = folder;
        this.upstream = upstream;
        this.server = server;
    }

    static Rehearsal begin() throws IOException {
        var folder = Files.createTempDirectory("cloakroom-rehearsal");
        var upstream = RehearsalUpstream.start(CLIENT_ID, MEMBER);
        var config = config(folder, upstream.url());
        config.log().apply();
        fill(config);
        return new Rehearsal(folder, upstream, CloakroomServer.start(config, Clock.systemUTC()));
    }

    /** @return whether every read was answered with the record */
    boolean run() throws IOException, InterruptedException {
        var isWell = true;
        try (var http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (var i = 0; i < READS; i++) {
                // Some with a token that was not seen before.
                var token = i % 10 == 0 ? upstream.newToken() : upstream.token();
                isWell &= get(http, server.port(), "/v1/me/collections/notes", token)
                        .contains("a field");
            }
            get(http, server.port(), "/v1/me/collections/notes", "no.token.atall");
            get(http, server.port(), "/v1/me/collections", upstream.token());
            get(http, server.port(), "/card/rehearsal/notes", "");
            get(http, server.managementPort(), "/healthz", "");
            get(http, server.managementPort(), "/metrics", "");
        }
        return isWell;
    }

    private static String get(HttpClient http, int port, String path, String token)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        return http.send(request.build(), BodyHandlers.ofString()).body();
    }

    private static ServerConfig config(Path folder, String upstreamUrl) throws IOException {
        Keyset.create(folder.resolve("keyset.json"));
        Files.writeString(folder.resolve("secret"), "of nobody");
        var file = Files.writeString(folder.resolve("cloakroom.yaml"), """
                listen: {public-url: http://members.cloakroom.localhost, port: 0, requests-per-minute: {address: 10000, member: 10000}}
                management: {port: 0}
                pool: {public-url: %1$s}
                token: {issuer: %1$s}
                sites:
                  rehearsal:
                    origins: [http://site.cloakroom.localhost]
                    client-id: %2$s
                    client-secret-file: secret
                    public-key: 11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                keys: {vault-id: rehearsal, keyset-file: keyset.json}
                dynamodb: {region: eu-central-1, endpoint: "%1$s", access-key-id: rehearsal, secret-access-key-file: secret}
                collections:
                  notes:
                    sites: [rehearsal]
                    deliveries: [card, direct]
                    fields: {note: {class: sensitive}}
                log: {level: error}
                """.formatted(upstreamUrl, CLIENT_ID));
        return ServerConfig.from(Settings.read(file, Map.of()));
    }

    private static void fill(ServerConfig config) throws IOException {
        try (var db = DynamoDb.connect(config.dynamoDb())) {
            var keyset = Keyset.read(config.keysetFile());
            var parts = AwsParts.of(config.gateway(), db, config.dynamoDb(), keyset, Clock.systemUTC());
            var notes = config.gateway().collections().find("notes").orElseThrow();
            Services.of(config.gateway(), parts)
                    .vault()
                    .write(MEMBER, notes, RecordId.SELF, 0, Map.of(new FieldName("note"), "a field"));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        upstream.close();
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) Files.delete(file);
        }
        Files.delete(folder);
    }
}
