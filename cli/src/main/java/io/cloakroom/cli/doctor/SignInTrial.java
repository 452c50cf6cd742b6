package io.cloakroom.cli.doctor;

import io.cloakroom.http.Parameters;
import io.cloakroom.signin.Randoms;
import io.cloakroom.upstream.HttpUpstream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;

/**
 * Begins a sign-in as a browser would, and turns back at once: the cookie has to come and go unchanged.
 *
 * @param publicUrl where browsers look for it
 */
record SignInTrial(String publicUrl, HttpUpstream http) {
    /** As somebody asks who follows a link or types the address. */
    HttpResponse<byte[]> begin(String pathAndQuery) {
        return http.send(HttpRequest.newBuilder(URI.create(publicUrl + pathAndQuery))
                .header("Sec-Fetch-Site", "none")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .build());
    }

    Diagnosis cookie(String pathAndQuery) {
        return cookie(begin(pathAndQuery));
    }

    Diagnosis cookie(HttpResponse<byte[]> began) {
        var cookie = SignInCookie.of(began);
        if (cookie.isEmpty()) {
            return Diagnosis.fault(
                    "cookie",
                    "the sign-in sets no cookie (status " + began.statusCode() + ")",
                    "A proxy in front of the gateway takes Set-Cookie away: let it pass.");
        }
        var changes = cookie.get().changes();
        if (!changes.isEmpty()) {
            return Diagnosis.fault(
                    "cookie",
                    "changed on its way to the browser: " + String.join(", ", changes),
                    "Let the proxy pass Set-Cookie on as it is: browsers refuse a __Host- cookie that is not Secure, has a "
                            + "Domain or another Path.");
        }
        return comesBack(cookie.get(), began);
    }

    private Diagnosis comesBack(SignInCookie cookie, HttpResponse<byte[]> began) {
        var state = began.headers()
                .firstValue("Location")
                .flatMap(SignInTrial::state)
                .orElse("none");
        var address = URI.create(publicUrl + "/session/callback?error=access_denied&state=" + state);
        var answer = http.send(HttpRequest.newBuilder(address)
                .header("Cookie", cookie.name() + "=" + cookie.value())
                .build());
        // Only a gateway that could open the cookie takes it back.
        if (SignInCookie.of(answer).filter(gone -> gone.isEndOf(cookie)).isPresent()) {
            return Diagnosis.good("cookie", "comes and goes unchanged");
        }
        return Diagnosis.fault(
                "cookie",
                "the gateway does not know its own cookie when it comes back",
                "Let the proxy pass Cookie on as it is. Several gateways behind one address need one keyset.");
    }

    private static Optional<String> state(String location) {
        try {
            var query = String.valueOf(URI.create(location).getRawQuery());
            return Parameters.read(query) instanceof Parameters.Reading.Read(var parameters)
                    ? parameters.get("state").filter(Randoms::isOne)
                    : Optional.empty();
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }
}
