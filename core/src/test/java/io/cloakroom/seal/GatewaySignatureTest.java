package io.cloakroom.seal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.site.SiteKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewaySignatureTest {
    private static final byte[] MESSAGE = "id.time.body".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private GatewayKey key(String name) throws IOException {
        var file = folder.resolve(name);
        if (!file.toFile().exists()) Keyset.create(file);
        return Keyset.read(file).gatewayKey();
    }

    @Test
    void sign_byAnyProcessWithTheKeyset_verifiesByThePublicHalf() throws IOException {
        var publicKey = SiteKey.parse(key("a").signature().publicKey()).orElseThrow();
        var signature = key("a").signature().sign(MESSAGE);
        assertThat(publicKey.verifies(MESSAGE, signature)).isTrue();
        assertThat(publicKey.verifies("id.time.other".getBytes(StandardCharsets.UTF_8), signature))
                .isFalse();
    }

    @Test
    void publicKey_ofAnotherKeyset_isAnother() throws IOException {
        assertThat(key("a").signature().publicKey())
                .isEqualTo(key("a").signature().publicKey());
        assertThat(key("b").signature().publicKey())
                .isNotEqualTo(key("a").signature().publicKey());
    }

    @Test
    void rotate_keyset_changesNeitherSignatureNorMarks() throws IOException {
        var publicKey = key("a").signature().publicKey();
        var mark = key("a").mark("address", "ada");
        Keyset.rotate(folder.resolve("a"), Instant.EPOCH);
        assertThat(key("a").signature().publicKey()).isEqualTo(publicKey);
        assertThat(key("a").mark("address", "ada")).isEqualTo(mark);
    }

    @Test
    void mark_sameText_isTheSameForOneKeysetAndKind() throws IOException {
        assertThat(key("a").mark("address", "ada")).isEqualTo(key("a").mark("address", "ada"));
        assertThat(key("a").mark("address", "ada")).isNotEqualTo(key("a").mark("address", "eve"));
        assertThat(key("a").mark("address", "ada")).isNotEqualTo(key("a").mark("name", "ada"));
        assertThat(key("a").mark("address", "ada")).isNotEqualTo(key("b").mark("address", "ada"));
    }
}
