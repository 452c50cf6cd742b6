package io.cloakroom.local.standin;

import io.cloakroom.http.Body;
import io.cloakroom.http.Response;
import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Scripts and style sheets, read once: the modules of {@code browser/}, the plugin's style for them, and the site's own. */
final class SiteFiles {
    private static final String ROOT = "/assets/";
    private static final Pattern VERSION = Pattern.compile("\\.js\\?ver=([0-9A-Za-z.-]{1,20})'");

    private final Map<String, Body> byName;
    private final String version;

    private SiteFiles(Map<String, Body> byName, String version) {
        this.byName = Map.copyOf(byName);
        this.version = version;
    }

    static SiteFiles of(Path checkout) {
        var files = new HashMap<String, Body>();
        try (var modules = Files.newDirectoryStream(checkout.resolve("browser"), "*.js");
                var own = SiteFiles.class.getResourceAsStream("site.css")) {
            for (var module : modules) files.put(module.getFileName().toString(), new Body(Files.readAllBytes(module)));
            files.put(
                    "cloakroom.css",
                    new Body(Files.readAllBytes(checkout.resolve("wordpress/cloakroom/assets/cloakroom.css"))));
            if (own == null) throw new IllegalStateException("missing from the jar: site.css");
            files.put("site.css", new Body(own.readAllBytes()));
            return new SiteFiles(files, version(files));
        } catch (IOException | UncheckedIOException fault) {
            throw new SetUpException(
                    "The site's scripts cannot be read from " + checkout, "Run it from a checkout.", null, fault);
        }
    }

    /** As the modules name one another: a module under two addresses would be two modules. */
    private static String version(Map<String, Body> files) {
        var module = files.getOrDefault("cloakroom-card.js", Body.EMPTY);
        var found = VERSION.matcher(new String(module.bytes(), StandardCharsets.UTF_8));
        return found.find() ? found.group(1) : "";
    }

    /** The address of a module, as it may stand in a page. */
    String module(String name) {
        return ROOT + name + ".js" + (version.isEmpty() ? "" : "?ver=" + version);
    }

    Optional<Response> find(String path) {
        if (!path.startsWith(ROOT)) return Optional.empty();
        var name = path.substring(ROOT.length());
        var type = name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
        return Optional.ofNullable(byName.get(name))
                .map(content -> SiteHeaders.on(Response.of(200).with(type, content)));
    }
}
