package io.cloakroom.signin;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.member.SessionRef;
import io.cloakroom.site.AppClient;
import java.time.Instant;
import java.util.Optional;

/**
 * One sign-in under way, as the browser carries it for us, sealed.
 *
 * @param state comes back from the pool and tells which of several this is; {@code nonce} comes back in the ID token;
 *     {@code verifier} proves to the pool that who asked is who comes for the tokens
 * @param bind the hash of a secret that the browser holds at the site
 * @param earlier a session that the browser still had at the start; it ends when this one begins
 * @param proves the session whose member is to prove herself again; empty where a session is to begin
 * @param hasProvenAgain whether {@code prompt=login} was asked already
 * @param onward where it goes on when she is signed in
 */
record SignIn(
        String state,
        String nonce,
        String verifier,
        String site,
        ReturnPath returnPath,
        String bind,
        Instant startedAt,
        Optional<SessionRef> earlier,
        Optional<SessionRef> proves,
        boolean hasProvenAgain,
        Onward onward) {
    /** A new one, of somebody who has no session yet and goes on to the site. */
    static SignIn begun(AppClient client, ReturnPath returnPath, String bind, Instant now) {
        return new SignIn(
                Randoms.next(),
                Randoms.next(),
                Randoms.next(),
                client.id().value(),
                returnPath,
                bind,
                now,
                Optional.empty(),
                Optional.empty(),
                false,
                Onward.SITE);
    }

    SignIn inPlaceOf(Optional<SessionRef> session) {
        return new SignIn(
                state, nonce, verifier, site, returnPath, bind, startedAt, session, proves, hasProvenAgain, onward);
    }

    SignIn goingOn(Onward to) {
        return new SignIn(
                state, nonce, verifier, site, returnPath, bind, startedAt, earlier, proves, hasProvenAgain, to);
    }

    SignIn proving(SessionRef session) {
        return new SignIn(
                state,
                nonce,
                verifier,
                site,
                returnPath,
                bind,
                startedAt,
                earlier,
                Optional.of(session),
                hasProvenAgain,
                onward);
    }

    byte[] toBytes() {
        return Json.write(Json.members(
                "state", state,
                "nonce", nonce,
                "verifier", verifier,
                "site", site,
                "return", returnPath.value(),
                "bind", bind,
                "started", startedAt.getEpochSecond(),
                "earlier", earlier.map(SessionRef::value).orElse(null),
                "proves", proves.map(SessionRef::value).orElse(null),
                "again", hasProvenAgain,
                "onward", onward.name()));
    }

    /** Reads what {@link #toBytes} wrote; a key of ours sealed it, so a fault in it is ours. */
    static SignIn fromBytes(byte[] bytes) {
        return switch (Json.read(bytes)) {
            case Json.Reading.Read read -> fromJson(read.object());
            case Json.Reading.Unreadable _ -> throw new IllegalStateException("a sealed sign-in is not JSON");
        };
    }

    private static SignIn fromJson(JsonObject json) {
        return new SignIn(
                json.text("state").orElseThrow(),
                json.text("nonce").orElseThrow(),
                json.text("verifier").orElseThrow(),
                json.text("site").orElseThrow(),
                new ReturnPath(json.text("return").orElseThrow()),
                json.text("bind").orElseThrow(),
                Instant.ofEpochSecond(json.integer("started").orElseThrow()),
                json.text("earlier").map(SessionRef::new),
                json.text("proves").map(SessionRef::new),
                json.flag("again").orElseThrow(),
                json.text("onward").map(Onward::valueOf).orElse(Onward.SITE));
    }

    SignIn provenAgain() {
        return new SignIn(state, nonce, verifier, site, returnPath, bind, startedAt, earlier, proves, true, onward);
    }

    @Override
    public String toString() {
        return "SignIn[" + site + "]";
    }
}
