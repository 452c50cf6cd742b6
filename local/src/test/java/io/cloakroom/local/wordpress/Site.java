package io.cloakroom.local.wordpress;

import io.cloakroom.config.Secret;
import io.cloakroom.local.Downloads;
import io.cloakroom.local.debian.Machine;
import io.cloakroom.local.debian.WordPressArchive;
import io.cloakroom.local.debian.WordPressDebs;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.StateFolder;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A site for tests, in a folder of theirs, on a free port. */
final class Site implements AutoCloseable {
    static final Secret PASSPHRASE = new Secret("Canary-Passphrase-'\"\\-42");

    final StateFolder state;
    final Children children;
    final int port = Ports.free().site();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    Site(Path folder) {
        state = StateFolder.open(folder);
        children = new Children(state.logs(), state.run());
    }

    /** From a copy of the prepared site. */
    WordPress startCopy() throws IOException {
        PreparedSite.in(Downloads.folder(), debs(), Progress.silent()).copyInto(state);
        return start(config -> config);
    }

    /** WordPress's files alone. */
    Path copyTree() throws IOException {
        PreparedSite.in(Downloads.folder(), debs(), Progress.silent()).copyInto(state);
        return state.site();
    }

    WordPress start(UnaryOperator<SiteConfig> change) throws IOException {
        var config = change.apply(SiteConfig.of(port, PASSPHRASE));
        return WordPress.start(config, state, debs(), children, Progress.silent());
    }

    HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String type, byte[] body) throws Exception {
        var request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    /** A script in the state folder. */
    Path script(String name, String php) throws IOException {
        return Files.writeString(state.root().resolve(name), "<?php\nnamespace Cloakroom\\Local;\n" + php);
    }

    @Override
    public void close() {
        children.close();
        http.close();
    }

    private URI uri(String path) {
        return URI.create("http://" + SiteConfig.HOST + ":" + port + path);
    }

    private WordPressDebs debs() throws IOException {
        Files.createDirectories(Downloads.folder());
        return new WordPressArchive(Downloads.folder(), children, Progress.silent())
                .fetch((Machine.Debian) Machine.detect());
    }
}
