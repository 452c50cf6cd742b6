package io.cloakroom.cli.doctor;

import io.cloakroom.aws.CognitoUserPool;
import io.cloakroom.cli.doctor.Diagnosis.State;
import io.cloakroom.cli.report.Printable;
import io.cloakroom.http.Parameters;
import io.cloakroom.signin.PoolAddresses;
import io.cloakroom.site.AppClient;
import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the pool knows an app client, its secret, and the two addresses that browsers come back to. */
final class ClientExam implements Exam {
    private static final int BYTES_MAX = 256 << 10;
    private static final String ADDRESS_ADVICE =
            "Look at pool.public-url and pool.endpoint, and at the way from this machine to the pool.";

    private final AppClient client;
    private final String settings;
    private final String scope;
    private final PoolAddresses addresses;
    private final CognitoUserPool pool;
    private final HttpUpstream http;

    /** @param settings the key under which the client's id and secret stand, such as {@code sites.demo} */
    ClientExam(
            AppClient client,
            String settings,
            String scope,
            PoolAddresses addresses,
            CognitoUserPool pool,
            Duration answerWithin) {
        this.client = client;
        this.settings = settings;
        this.scope = scope;
        this.addresses = addresses;
        this.pool = pool;
        this.http = new HttpUpstream("user pool", answerWithin, BYTES_MAX);
    }

    @Override
    public String name() {
        return "client";
    }

    @Override
    public List<Diagnosis> examine() {
        var found = new ArrayList<Diagnosis>();
        var itself = orUnknown("client", this::client);
        found.add(itself);
        found.add(after(itself, orUnknown("callback", this::callback)));
        found.add(after(itself, orUnknown("sign-out", this::signOut)));
        return found;
    }

    /** What is wrong with a client that the pool does not know is not known before it is the right one. */
    private static Diagnosis after(Diagnosis itself, Diagnosis address) {
        if (itself.state() != State.FAULT || address.state() != State.FAULT) return address;
        return Diagnosis.fault(
                address.name(), address.found(), "Mend the client first, and ask again. Then: " + address.advice());
    }

    private static Diagnosis orUnknown(String name, Supplier<Diagnosis> check) {
        try {
            return check.get();
        } catch (UpstreamException why) {
            return Diagnosis.of(name, why, ADDRESS_ADVICE);
        }
    }

    private Diagnosis client() {
        var error = pool.errorForUnknownCode(client, addresses.redirectUri());
        return switch (error) {
            case "invalid_grant" -> Diagnosis.good("client", "the pool knows it, and its secret is right");
            case "invalid_client" ->
                Diagnosis.fault(
                        "client",
                        "the pool does not know this client with this secret",
                        "Compare " + settings + ".client-id and " + settings
                                + ".client-secret with the app client in the pool. It has to be a client with a secret.");
            case "unauthorized_client" ->
                Diagnosis.fault(
                        "client",
                        "the pool gives this client no tokens for a code",
                        "Allow the app client the authorization code flow, and register its callback address "
                                + addresses.redirectUri());
            default -> Diagnosis.fault("client", "the pool answers " + error, "Look at the app client in the pool.");
        };
    }

    private Diagnosis callback() {
        var asked = URI.create(addresses.trial(client));
        var answer = get(asked);
        var target = target(asked, answer);
        if (target.isEmpty()) return withoutRedirect(answer.statusCode());
        var error = parameter(target.get(), "error");
        var isErrorPage = isOf(asked, target.get()) && target.get().getPath().startsWith("/error");
        if (error.isEmpty() && !isErrorPage) {
            return Diagnosis.good("callback", "the pool allows " + addresses.redirectUri());
        }
        return refused(
                error.orElse("an error"),
                parameter(target.get(), "error_description").orElse(""));
    }

    private Diagnosis withoutRedirect(int status) {
        if (status == 200) return Diagnosis.good("callback", "the pool shows its page");
        return Diagnosis.fault(
                "callback",
                "the pool shows an error page (status " + status + ") instead of its sign-in",
                "Register the callback address at the app client, character by character: " + addresses.redirectUri());
    }

    private Diagnosis refused(String error, String description) {
        if (error.equals("redirect_mismatch")) {
            return Diagnosis.fault(
                    "callback",
                    "the pool does not allow it to the client",
                    "Register it at the app client, character by character: " + addresses.redirectUri());
        }
        if ((error + description).contains("invalid_scope")) {
            return Diagnosis.fault(
                    "callback",
                    "the client may not ask for the scopes openid, email, profile and " + scope,
                    "Make the scope at a resource server of the pool, and allow all four to the app client. See "
                            + "token.scope.");
        }
        return Diagnosis.fault(
                "callback",
                "the pool refuses: " + Printable.of(error + " " + description).strip(),
                "Allow the app client the authorization code flow, and Cognito as identity provider.");
    }

    private Diagnosis signOut() {
        var asked = URI.create(addresses.logout(client));
        var answer = get(asked);
        var isRight = target(asked, answer)
                .filter(target -> target.toString().equals(addresses.signedOutUri()))
                .isPresent();
        if (isRight) return Diagnosis.good("sign-out", "the pool comes back to " + addresses.signedOutUri());
        return Diagnosis.fault(
                "sign-out",
                "the pool does not come back to the gateway (status " + answer.statusCode() + ")",
                "Register the sign-out address at the app client, character by character: " + addresses.signedOutUri());
    }

    private HttpResponse<byte[]> get(URI address) {
        return http.send(HttpRequest.newBuilder(address).build());
    }

    private static Optional<URI> target(URI asked, HttpResponse<byte[]> answer) {
        if (answer.statusCode() < 300 || answer.statusCode() > 399) return Optional.empty();
        try {
            return answer.headers().firstValue("Location").map(asked::resolve);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isOf(URI asked, URI target) {
        return String.valueOf(target.getRawAuthority()).equals(asked.getRawAuthority());
    }

    private static Optional<String> parameter(URI address, String name) {
        var query = address.getRawQuery() == null ? "" : address.getRawQuery();
        return Parameters.read(query) instanceof Parameters.Reading.Read(var parameters)
                ? parameters.get(name)
                : Optional.empty();
    }
}
