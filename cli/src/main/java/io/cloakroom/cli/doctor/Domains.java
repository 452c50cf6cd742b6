package io.cloakroom.cli.doctor;

import java.net.URI;
import java.util.Optional;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;

/**
 * Which addresses a browser takes for one site: the same scheme, and the same domain that somebody can register.
 *
 * @see <a href="https://html.spec.whatwg.org/#same-site">HTML, same site</a>
 * @see <a href="https://publicsuffix.org/list/">Public Suffix List</a>
 */
final class Domains {
    private static final PublicSuffixMatcher SUFFIXES = PublicSuffixMatcherLoader.getDefault();

    private Domains() {}

    static boolean areSameSite(URI one, URI other) {
        return one.getScheme().equals(other.getScheme()) && of(one.getHost()).equals(of(other.getHost()));
    }

    /** The domain that can be registered; a number, a suffix and a single word stand for themselves. */
    static String of(String host) {
        var isNumber = host.startsWith("[") || host.matches("[0-9.]+");
        return isNumber
                ? host
                : Optional.ofNullable(SUFFIXES.getDomainRoot(host)).orElse(host);
    }
}
