package io.cloakroom.signin;

import io.cloakroom.http.Headers;
import io.cloakroom.http.RawCookies;
import io.cloakroom.member.SessionRef;
import io.cloakroom.seal.GatewayKey;
import io.cloakroom.site.AppClient;
import io.cloakroom.token.AccessToken;
import io.cloakroom.token.IdTokenVerifier;
import io.cloakroom.token.IdTokenVerifier.Identity;
import io.cloakroom.token.Reason;
import io.cloakroom.token.TokenVerifier;
import io.cloakroom.token.Verdict;
import io.cloakroom.upstream.UpstreamException.Malformed;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sign-ins by authorization code with PKCE (RFC 6749, 4.1; RFC 7636; RFC 9700), one confidential client for each site and one for the console.
 */
public final class SignIns {
    private static final int CODE_CHARACTERS_MAX = 2048;
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    private final PoolAddresses addresses;
    private final UserPool pool;
    private final Function<String, Optional<AppClient>> clients;
    private final TokenVerifier accessTokens;
    private final IdTokenVerifier idTokens;
    private final SignInCookies cookies;
    private final Clock clock;

    /**
     * @param gatewayUrl where the pool sends the browser back to
     * @param scope the one that the gateway asks of bearer tokens
     * @param clients by the ids under which sign-ins are carried
     * @param levels of authentication that the pool is asked for, and to tell of
     */
    public SignIns(
            PoolConfig poolConfig,
            String gatewayUrl,
            String scope,
            Optional<String> levels,
            UserPool pool,
            Function<String, Optional<AppClient>> clients,
            TokenVerifier accessTokens,
            IdTokenVerifier idTokens,
            GatewayKey key,
            Clock clock) {
        this.addresses = new PoolAddresses(poolConfig, gatewayUrl, scope, levels);
        this.pool = pool;
        this.clients = clients;
        this.accessTokens = accessTokens;
        this.idTokens = idTokens;
        this.cookies = new SignInCookies(key);
        this.clock = clock;
    }

    /**
     * Where to send the browser, and what it has to carry.
     *
     * @param lines cookies to set
     */
    public record Departure(String location, List<Headers.Line> lines) {}

    /** How a sign-in ended, or goes on. */
    public sealed interface Arrival {
        /** She is who she says. */
        record SignedIn(
                AppClient client,
                ReturnPath returnPath,
                String bind,
                Identity.Known identity,
                AccessToken access,
                String refreshToken,
                Optional<SessionRef> earlier,
                Onward onward,
                Headers.Line cookie)
                implements Arrival {
            @Override
            public String toString() {
                return "SignedIn[" + client.id().value() + ", "
                        + access.member().value() + "]";
            }
        }

        /**
         * Somebody has just proved herself for a session that goes on.
         *
         * @param session whose member she should be
         * @param returnPath here, and not on the site
         */
        record ProvedAgain(
                AppClient client, AccessToken access, SessionRef session, ReturnPath returnPath, Headers.Line cookie)
                implements Arrival {}

        /** The pool remembered a sign-in that has been taken back since: she has to prove herself again. */
        record OnceMore(Departure departure) implements Arrival {}

        /** The pool says no, or she turned back. */
        record Failed(AppClient client, ReturnPath returnPath, Headers.Line cookie) implements Arrival {}

        /** This browser began no such sign-in, or it is over. Whose it was cannot be told. */
        record Unknown() implements Arrival {}
    }

    /**
     * Begins a sign-in.
     *
     * @param bind 43 base64url characters: the hash of the secret that the browser holds at the site
     * @param loginHint fills in the pool's form
     * @param earlier the session that the browser has now
     * @param onward where she goes when she is signed in
     */
    public Departure begin(
            AppClient client,
            ReturnPath returnPath,
            String bind,
            Optional<String> loginHint,
            Optional<SessionRef> earlier,
            Onward onward,
            RawCookies carried) {
        var signIn = SignIn.begun(client, returnPath, bind, clock.instant())
                .inPlaceOf(earlier)
                .goingOn(onward);
        return depart(client, signIn, loginHint, carried);
    }

    /**
     * Begins a sign-in for which nothing counts that the pool may remember. It ends on a page of ours.
     *
     * @param earlier the session that the browser has now
     */
    public Departure beginAnew(
            AppClient client, ReturnPath returnPath, Optional<SessionRef> earlier, RawCookies carried) {
        var signIn = SignIn.begun(client, returnPath, Randoms.next(), clock.instant())
                .inPlaceOf(earlier)
                .provenAgain();
        return depart(client, signIn, Optional.empty(), carried);
    }

    /**
     * Asks the member of a session to prove herself again. The session stays as it is.
     *
     * @param returnPath here, on the gateway
     */
    public Departure prove(AppClient client, SessionRef session, ReturnPath returnPath, RawCookies carried) {
        var signIn = SignIn.begun(client, returnPath, Randoms.next(), clock.instant())
                .proving(session)
                .provenAgain();
        return depart(client, signIn, Optional.empty(), carried);
    }

    private Departure depart(AppClient client, SignIn signIn, Optional<String> loginHint, RawCookies carried) {
        var lines = new ArrayList<>(cookies.makeRoom(carried));
        lines.add(cookies.carry(signIn));
        return new Departure(addresses.authorize(client, signIn, loginHint), List.copyOf(lines));
    }

    /**
     * Finishes a sign-in.
     *
     * @param state as the pool brought it back; any text
     * @param code absent if the pool says no
     * @throws io.cloakroom.upstream.UpstreamException if the pool cannot be asked, or answers with what is not true
     */
    public Arrival finish(String state, Optional<String> code, RawCookies carried) {
        if (!Randoms.isOne(state)) return new Arrival.Unknown();
        var signIn = cookies.find(carried, state, clock.instant());
        var client = signIn.flatMap(found -> clients.apply(found.site()));
        if (signIn.isEmpty() || client.isEmpty()) return new Arrival.Unknown();
        var usable = code.filter(text -> !text.isEmpty() && text.length() <= CODE_CHARACTERS_MAX);
        if (usable.isEmpty()) return failed(client.get(), signIn.get());
        var verifier = signIn.get().verifier();
        return switch (pool.exchange(client.get(), usable.get(), verifier, addresses.redirectUri())) {
            case UserPool.Answer.Refused _ -> failed(client.get(), signIn.get());
            case UserPool.Answer.Tokens tokens -> believe(client.get(), signIn.get(), tokens);
        };
    }

    private Arrival believe(AppClient client, SignIn signIn, UserPool.Answer.Tokens tokens) {
        var verdict = accessTokens.verify(tokens.access());
        if (verdict instanceof Verdict.Rejected(var reason) && reason == Reason.REVOKED)
            return onceMore(client, signIn);
        if (!(verdict instanceof Verdict.Accepted(var access))) throw wrong("access token", verdict);
        var identity = idTokens.verify(tokens.id(), client.clientId(), Optional.of(signIn.nonce()));
        if (!(identity instanceof Identity.Known known)) throw wrong("ID token", identity);
        // RFC 9700, 4.4: the tokens must be of this client and of one person, or somebody has mixed two sign-ins up.
        if (!access.clientId().equals(client.clientId()) || !access.member().equals(known.member())) {
            throw new Malformed("user pool", "tokens of two different sign-ins");
        }
        var refresh = tokens.refresh().orElseThrow(() -> new Malformed("user pool", "no refresh token"));
        // A pool that remembered her where it was told not to, and asked for nothing, has proved nothing.
        var isStale = access.authenticatedAt().isBefore(signIn.startedAt().minus(CLOCK_SKEW));
        if (signIn.hasProvenAgain() && isStale) {
            pool.revoke(client, refresh);
            return failed(client, signIn);
        }
        if (signIn.proves().isPresent()) return proved(client, signIn, access, refresh);
        return new Arrival.SignedIn(
                client,
                signIn.returnPath(),
                signIn.bind(),
                known,
                access,
                refresh,
                signIn.earlier(),
                signIn.onward(),
                cookies.drop(signIn.state()));
    }

    /** The sign-in has served its purpose: its tokens open nothing more. */
    private Arrival proved(AppClient client, SignIn signIn, AccessToken access, String refresh) {
        pool.revoke(client, refresh);
        return new Arrival.ProvedAgain(
                client, access, signIn.proves().orElseThrow(), signIn.returnPath(), cookies.drop(signIn.state()));
    }

    private Arrival onceMore(AppClient client, SignIn signIn) {
        if (signIn.hasProvenAgain()) return failed(client, signIn);
        var again = signIn.provenAgain();
        var location = addresses.authorize(client, again, Optional.empty());
        return new Arrival.OnceMore(new Departure(location, List.of(cookies.carry(again))));
    }

    private Arrival failed(AppClient client, SignIn signIn) {
        // A proof comes back to us; where it fails, the site is all that is left to offer.
        var path = signIn.proves().isPresent() ? new ReturnPath("/") : signIn.returnPath();
        return new Arrival.Failed(client, path, cookies.drop(signIn.state()));
    }

    /** Tokens that nobody is going to use. */
    public void discard(Arrival.SignedIn arrived) {
        pool.revoke(arrived.client(), arrived.refreshToken());
    }

    /** Where the browser lets go of what the pool remembers. */
    public String logoutAddress(AppClient client) {
        return addresses.logout(client);
    }

    /** The verdict holds a reason and no token. */
    private static Malformed wrong(String token, Object verdict) {
        return new Malformed("user pool", token + " not to be believed: " + verdict);
    }
}
