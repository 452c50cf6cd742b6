package io.cloakroom.bench.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import java.net.URI;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class PoolTest {
    private static final String SUB = "0a1b2c3d-0000-4000-8000-123456789abc";

    private final Pool pool = Pool.start();

    @AfterEach
    void stop() {
        pool.close();
    }

    @RepeatedTest(20)
    void token_signature_holdsForTheJdk() throws Exception {
        var key = SigningKey.generate();

        assertThat(holds("any text", key.sign("any text"), key.publicKey())).isTrue();
        assertThat(holds("another text", key.sign("any text"), key.publicKey())).isFalse();
        assertThat(key.publicKey().getModulus().bitLength()).isEqualTo(2048);
    }

    @Test
    void token_pem_isTheKeyThatSigned() throws Exception {
        var token = pool.tokens(List.of(SUB)).getFirst();
        var dot = token.lastIndexOf('.');
        var der = pool.pem().replaceAll("-----[A-Z ]+-----", "");
        var spec = new X509EncodedKeySpec(Base64.getMimeDecoder().decode(der));

        var key = KeyFactory.getInstance("RSA").generatePublic(spec);

        assertThat(holds(token.substring(0, dot), Base64.getUrlDecoder().decode(token.substring(dot + 1)), key))
                .isTrue();
    }

    @Test
    void token_claims_areThoseOfAnAccessToken() {
        var claims = claims(pool.tokens(List.of(SUB)).getFirst());

        assertThat(claims.text("sub")).contains(SUB);
        assertThat(claims.text("iss")).contains(pool.issuer());
        assertThat(claims.text("client_id")).contains(Pool.CLIENT_ID);
        assertThat(claims.text("token_use")).contains("access");
        assertThat(claims.text("scope").orElseThrow().split(" ")).contains(Pool.SCOPE);
    }

    @Test
    void token_size_isThatOfCognitos() {
        assertThat(pool.tokens(List.of(SUB)).getFirst()).hasSizeBetween(1000, 1200);
    }

    @Test
    void tokens_many_areAllDifferentAndInTurn() {
        var tokens = pool.tokens(List.of("one", "two"), 5_000).toList();

        assertThat(new HashSet<>(tokens)).hasSize(5_000);
        assertThat(claims(tokens.get(4_998)).text("sub")).contains("one");
        assertThat(claims(tokens.get(4_999)).text("sub")).contains("two");
    }

    @Test
    void keySet_whereTheIssuerSays_isPublished() throws Exception {
        var address = URI.create(pool.issuer() + "/.well-known/jwks.json");
        var answer = HttpConnection.ask(address.getPort(), Requests.get("127.0.0.1", address.getPath()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"kid\":").doesNotContain("\"d\":").doesNotContain("\"p\":");
    }

    private static JsonObject claims(String token) {
        var reading = Json.read(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
        return ((Json.Reading.Read) reading).object();
    }

    private static boolean holds(String text, byte[] signature, PublicKey key) throws Exception {
        var check = Signature.getInstance("SHA256withRSA");
        check.initVerify(key);
        check.update(text.getBytes(US_ASCII));
        return check.verify(signature);
    }
}
