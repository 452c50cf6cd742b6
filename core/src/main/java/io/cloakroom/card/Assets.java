package io.cloakroom.card;

import io.cloakroom.http.Body;
import io.cloakroom.http.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Style sheets and scripts, under addresses that change with their content, so that browsers may keep them for ever. */
public final class Assets {
    private static final List<String> NAMES = List.of("page.css", "card.css", "card.js", "token.js", "deliberate.js");
    private static final int HASH_CHARACTERS = 16;

    private record Asset(String hash, Body content, String type) {}

    private final Map<String, Asset> assets =
            NAMES.stream().collect(Collectors.toUnmodifiableMap(name -> name, Assets::load));

    /** The path under which a page asks for an asset. */
    public String path(String name) {
        var asset = assets.get(name);
        if (asset == null) throw new IllegalArgumentException("no such asset: " + name);
        return "/assets/" + asset.hash() + "/" + name;
    }

    /** @return empty if there is no such asset, or another of that name */
    public Optional<Response> find(String hash, String name) {
        return Optional.ofNullable(assets.get(name))
                .filter(asset -> asset.hash().equals(hash))
                .map(asset -> Response.of(200)
                        .with(asset.type(), asset.content())
                        .header("Cache-Control", "public, max-age=31536000, immutable"));
    }

    private static Asset load(String name) {
        try (var in = Assets.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException("missing from the jar: " + name);
            var bytes = in.readAllBytes();
            var type = name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
            return new Asset(hash(bytes), new Body(bytes), type);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String hash(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException mistake) {
            throw new IllegalStateException(mistake);
        }
    }
}
