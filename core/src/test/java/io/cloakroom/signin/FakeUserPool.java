package io.cloakroom.signin;

import io.cloakroom.http.Parameters;
import io.cloakroom.member.MemberId;
import io.cloakroom.site.AppClient;
import io.cloakroom.token.TokenMint;
import io.cloakroom.upstream.UpstreamException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pool in memory: codes work once and for who proves the challenge, refresh tokens rotate, and what is revoked is gone.
 */
public final class FakeUserPool implements UserPool {
    private final Clock clock;
    private final Map<String, Grant> codes = new HashMap<>();
    private final Map<String, String> refreshTokens = new HashMap<>();
    private final Map<String, String> origins = new HashMap<>();
    private int signIns;
    private final Map<String, Person> people = new LinkedHashMap<>();
    private final Map<String, Map<String, List<String>>> claims = new HashMap<>();
    private @Nullable UpstreamException failure;
    private @Nullable UpstreamException revoking;
    private @Nullable Instant remembered;
    private int refreshes;

    private record Grant(String sub, String clientId, String redirectUri, String challenge, String nonce) {}

    public FakeUserPool(Clock clock) {
        this.clock = clock;
    }

    /** A person signs in at the hosted page that this address opens; the pool sends her back with the code. */
    public synchronized String signIn(String authorizeAddress, String sub) {
        var query = authorizeAddress.substring(authorizeAddress.indexOf('?') + 1);
        var parameters = ((Parameters.Reading.Read) Parameters.read(query)).parameters();
        var code = Randoms.next();
        codes.put(
                code,
                new Grant(
                        sub,
                        parameters.get("client_id").orElseThrow(),
                        parameters.get("redirect_uri").orElseThrow(),
                        parameters.get("code_challenge").orElseThrow(),
                        parameters.get("nonce").orElseThrow()));
        return "code=" + code + "&state=" + parameters.get("state").orElseThrow();
    }

    /** From now on every call fails like this; null: the pool works again. */
    public synchronized void fail(@Nullable UpstreamException with) {
        failure = with;
    }

    /** From now on nothing can be taken back; null: it can. */
    public synchronized void failRevoking(@Nullable UpstreamException with) {
        revoking = with;
    }

    /** Staff ends all that this person has at the pool. */
    public synchronized void signOutEverywhere(String sub) {
        refreshTokens.values().removeIf(sub::equals);
    }

    public synchronized int refreshes() {
        return refreshes;
    }

    public synchronized int liveRefreshTokens() {
        return refreshTokens.size();
    }

    @Override
    public synchronized Answer exchange(AppClient client, String code, String verifier, String redirectUri) {
        check();
        var grant = codes.remove(code);
        if (grant == null
                || !grant.clientId().equals(client.clientId())
                || !grant.redirectUri().equals(redirectUri)
                || !grant.challenge().equals(Randoms.sha256(verifier))) {
            return new Answer.Refused();
        }
        return tokens(grant.sub(), client, grant.nonce(), "origin-" + grant.sub() + "-" + signIns++);
    }

    @Override
    public synchronized Answer refresh(AppClient client, String refreshToken) {
        check();
        refreshes++;
        var sub = refreshTokens.remove(refreshToken);
        var origin = origins.get(refreshToken);
        return sub == null || origin == null ? new Answer.Refused() : tokens(sub, client, "", origin);
    }

    @Override
    public synchronized void revoke(AppClient client, String refreshToken) {
        check();
        if (revoking != null) throw revoking;
        refreshTokens.remove(refreshToken);
    }

    /** The pool has a user. Whoever signs in and was not added has no group, no address and one factor. */
    public synchronized void add(String sub, String email) {
        people.put(sub, new Person(new MemberId(sub), Optional.of(email), Optional.of("Name of " + sub)));
    }

    /** What tokens say from now on of a user's groups and of how she signs in. */
    public synchronized void say(String sub, List<String> groups, List<String> methods) {
        claims.put(sub, Map.of("cognito:groups", groups, "amr", methods));
    }

    /** From now on every sign-in counts as made then, as that of a pool that remembers. */
    public synchronized void remember(@Nullable Instant signedInAt) {
        remembered = signedInAt;
    }

    @Override
    public synchronized Optional<Person> person(MemberId member) {
        check();
        return Optional.ofNullable(people.get(member.value()));
    }

    @Override
    public synchronized List<Person> withEmail(String email) {
        check();
        return people.values().stream()
                .filter(person -> person.email().equals(Optional.of(email)))
                .limit(FOUND_MAX)
                .toList();
    }

    /** @param origin of every token of one sign-in; another's is not touched when this one is taken back */
    private Answer tokens(String sub, AppClient client, String nonce, String origin) {
        var mint = new TokenMint(clock.instant());
        var refresh = Randoms.next();
        refreshTokens.put(refresh, sub);
        origins.put(refresh, origin);
        var access = mint.accessClaims(sub, client.clientId());
        access.put("origin_jti", origin);
        access.putAll(claims.getOrDefault(sub, Map.of()));
        if (remembered != null) access.put("auth_time", remembered.getEpochSecond());
        return new Answer.Tokens(
                TokenMint.signed(access), mint.id(sub, client.clientId(), nonce), Optional.of(refresh));
    }

    private void check() {
        if (failure != null) throw failure;
    }
}
