package io.cloakroom.userpool;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.entry.ListenConfig;
import io.cloakroom.userpool.oauth.PkcePolicy;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where a user pool runs and what it asks for.
 *
 * @param data the folder that holds its state; made if absent, for its owner's eyes only
 * @param publicUrl what browsers and issuers see: scheme, host and port, no path, no closing slash. {@code {port}} in it
 *     stands for the port that is listened on. Never taken from a request's Host header
 * @param region what ids of pools begin with and API requests are signed for
 * @param pkce whether every authorization request must carry a PKCE challenge
 * @param file what the configuration file says
 * @param hasQuotas whether calls that come faster than AWS allows are refused
 */
public record UserPoolConfig(
        Path data,
        ListenConfig listen,
        String publicUrl,
        String region,
        PkcePolicy pkce,
        PoolFile file,
        boolean hasQuotas) {
    /** Not a region of AWS's, so that no id of ours can be taken for one of theirs. */
    public static final String LOCAL_REGION = "local";

    private static final String PORT = "{port}";
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");

    public UserPoolConfig {
        require(isOrigin(publicUrl.replace(PORT, "1")), "public-url", "http(s)://host[:port], no path");
        require(REGION.matcher(region).matches(), "region", "1 to 32 small letters, digits and dashes");
    }

    /** On a loopback port with PKCE required; the public address is that of the listener. */
    public static UserPoolConfig loopback(Path data, int port) {
        return new UserPoolConfig(
                data,
                ListenConfig.loopback(port),
                "http://127.0.0.1:" + PORT,
                LOCAL_REGION,
                PkcePolicy.REQUIRED,
                PoolFile.EMPTY,
                false);
    }

    public UserPoolConfig withPublicUrl(String url) {
        return new UserPoolConfig(data, listen, url, region, pkce, file, hasQuotas);
    }

    public UserPoolConfig withPkce(PkcePolicy policy) {
        return new UserPoolConfig(data, listen, publicUrl, region, policy, file, hasQuotas);
    }

    public UserPoolConfig withFile(PoolFile read) {
        return new UserPoolConfig(data, listen, publicUrl, region, pkce, read, hasQuotas);
    }

    public UserPoolConfig withQuotas() {
        return new UserPoolConfig(data, listen, publicUrl, region, pkce, file, true);
    }

    String publicUrl(int port) {
        return publicUrl.replace(PORT, Integer.toString(port));
    }

    private static boolean isOrigin(String text) {
        try {
            var uri = URI.create(text);
            var isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return isHttp
                    && uri.getHost() != null
                    && text.equals(uri.getScheme() + "://" + uri.getRawAuthority())
                    && uri.getRawUserInfo() == null;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
