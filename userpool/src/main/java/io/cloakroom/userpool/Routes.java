package io.cloakroom.userpool;

import io.cloakroom.http.Body;
import io.cloakroom.http.Handler;
import io.cloakroom.http.Request;
import io.cloakroom.http.Response;
import io.cloakroom.upstream.UpstreamException;
import io.cloakroom.userpool.api.ApiEndpoint;
import io.cloakroom.userpool.csvimport.UploadEndpoint;
import io.cloakroom.userpool.hosted.HostedPages;
import io.cloakroom.userpool.oauth.DiscoveryEndpoints;
import io.cloakroom.userpool.oauth.RevokeEndpoint;
import io.cloakroom.userpool.oauth.TokenEndpoint;
import io.cloakroom.userpool.oauth.UserInfoEndpoint;
import io.cloakroom.userpool.outbox.OutboxEndpoint;
import io.cloakroom.userpool.pages.Pages;
import io.cloakroom.userpool.pages.ProblemView;
import io.cloakroom.userpool.post.DeliveryFault;
import io.cloakroom.userpool.store.PoolSettings.IssuerForm;
import io.cloakroom.userpool.trigger.TriggerFault;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds who answers a request: by path, then by method. */
final class Routes implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
    private static final Pattern WELL_KNOWN =
            Pattern.compile("(/issuer)?/([\\w-]{1,55})/\\.well-known/(openid-configuration|jwks\\.json)");

    private static final String POLICY = "Content-Security-Policy";
    private static final String NOTHING = "default-src 'none'; frame-ancestors 'none'";

    private final boolean isHttps;
    private final HostNames hosts;
    private final Pages pages;
    private final DiscoveryEndpoints discovery;
    private final Map<String, Map<String, Handler>> byPath;

    Routes(
            boolean isHttps,
            HostNames hosts,
            Pages pages,
            DiscoveryEndpoints discovery,
            ApiEndpoint api,
            TokenEndpoint token,
            RevokeEndpoint revoke,
            UserInfoEndpoint userInfo,
            HostedPages hosted,
            OutboxEndpoint outbox,
            UploadEndpoint upload) {
        this.isHttps = isHttps;
        this.hosts = hosts;
        this.pages = pages;
        this.discovery = discovery;
        this.byPath = Map.ofEntries(
                Map.entry("/", Map.of("POST", api, "OPTIONS", api::preflight)),
                Map.entry("/oauth2/authorize", Map.of("GET", hosted.authorize())),
                Map.entry("/oauth2/token", Map.of("POST", token)),
                Map.entry("/oauth2/revoke", Map.of("POST", revoke)),
                Map.entry("/oauth2/userInfo", Map.of("GET", userInfo, "POST", userInfo)),
                Map.entry("/login", Map.of("GET", hosted.login()::show, "POST", hosted.login()::submit)),
                Map.entry(
                        "/login/new-password",
                        Map.of("GET", hosted.newPassword()::show, "POST", hosted.newPassword()::submit)),
                Map.entry("/login/code", form(hosted.code()::show, hosted.code()::submit)),
                Map.entry("/login/factor", form(hosted.factor()::show, hosted.factor()::submit)),
                Map.entry("/login/set-up", form(hosted.setUp()::show, hosted.setUp()::submit)),
                Map.entry("/login/passkey", Map.of("POST", hosted.passkeySignIn()::submit)),
                Map.entry("/login/passkey/options", Map.of("POST", hosted.passkeySignIn()::options)),
                Map.entry("/passkeys/add", form(hosted.passkey()::show, hosted.passkey()::submit)),
                Map.entry("/passkeys/add/options", Map.of("POST", hosted.passkey()::options)),
                Map.entry("/signup", form(hosted.signUp()::show, hosted.signUp()::submit)),
                Map.entry("/confirm", form(hosted.confirm()::show, hosted.confirm()::submit)),
                Map.entry("/forgotPassword", form(hosted.forgotPassword()::show, hosted.forgotPassword()::submit)),
                Map.entry(
                        "/confirmForgotPassword",
                        form(hosted.forgotPassword()::showConfirm, hosted.forgotPassword()::submitConfirm)),
                Map.entry(
                        pages.script().path(), Map.of("GET", _ -> pages.script().response())),
                Map.entry("/login/done", Map.of("GET", hosted.onward())),
                Map.entry("/logout", Map.of("GET", hosted.logout())),
                Map.entry(
                        pages.stylesheet().path(),
                        Map.of("GET", _ -> pages.stylesheet().response())),
                Map.entry(UploadEndpoint.PATH, Map.of("PUT", upload::put, "GET", upload::log)),
                Map.entry(OutboxEndpoint.PATH, Map.of("GET", outbox)));
    }

    private static Map<String, Handler> form(Handler show, Handler submit) {
        return Map.of("GET", show, "POST", submit);
    }

    @Override
    public Response handle(Request request) {
        return hardened(guarded(request));
    }

    /** Pages bring a policy of their own; whatever else is opened in a browser may do nothing and be framed nowhere. */
    private Response hardened(Response answer) {
        var policed = answer.headers().has(POLICY) ? answer : answer.header(POLICY, NOTHING);
        return isHttps ? policed.header("Strict-Transport-Security", "max-age=31536000") : policed;
    }

    private Response guarded(Request request) {
        if (!hosts.allow(request)) return plain(421, "This user pool does not answer under this name.");
        try {
            return answer(request);
        } catch (TriggerFault fault) {
            var words = Optional.ofNullable(fault.getMessage()).orElse("");
            return pages.problem(400, new ProblemView("This cannot go on", words, request.id()));
        } catch (DeliveryFault fault) {
            var words = "The message could not be delivered. Ask for another one in a moment.";
            return pages.problem(503, new ProblemView("No message", words, request.id()));
        } catch (UpstreamException outage) {
            LOG.error("request {}: {}", request.id(), outage.getMessage(), outage);
            return pages.problem(
                    503,
                    new ProblemView(
                            "Not now",
                            "The user pool cannot reach its own data. Try again in a moment.",
                            request.id()));
        }
    }

    private Response answer(Request request) {
        var wellKnown = WELL_KNOWN.matcher(request.path());
        if (wellKnown.matches() && request.method().equals("GET")) {
            return wellKnown(wellKnown).orElseGet(this::notFound);
        }
        var methods = byPath.get(request.path());
        if (methods == null) return notFound();
        var handler = methods.get(request.method());
        if (handler == null) {
            return plain(405, "Method not allowed").header("Allow", String.join(", ", new TreeSet<>(methods.keySet())));
        }
        return handler.handle(request);
    }

    private Optional<Response> wellKnown(Matcher path) {
        var form = path.group(1) == null ? IssuerForm.ORIGINAL : IssuerForm.UPDATED;
        var poolId = path.group(2);
        return path.group(3).equals("jwks.json") ? discovery.keys(poolId) : discovery.configuration(poolId, form);
    }

    private Response notFound() {
        return pages.problem(
                404,
                new ProblemView(
                        "Nothing here",
                        "This is a user pool's own address. People come here from a site that they sign in to.",
                        Optional.empty(),
                        Optional.empty()));
    }

    /** For what never reaches a page: the text names nothing of the request. */
    static Response plain(int status, String text) {
        return Response.of(status)
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .with("text/plain; charset=utf-8", Body.of(text + "\n"));
    }
}
