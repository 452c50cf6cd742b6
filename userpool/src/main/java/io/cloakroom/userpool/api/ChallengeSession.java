package io.cloakroom.userpool.api;

import io.cloakroom.userpool.profile.Names;
import io.cloakroom.userpool.store.Challenge;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Opaque;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.Arrays;
import java.util.Optional;

/** The step of a sign-in that a call goes on with, or Cognito's refusal. Belongs inside a transaction. */
record ChallengeSession(Challenge challenge, User user) {
    /** Of a client's answer to a challenge: the session is the client's, and the user is the one whom it names. */
    static ChallengeSession of(
            ApiParts parts,
            Tables tables,
            Pool pool,
            Client client,
            Input input,
            FlowParameters responses,
            Kind... kinds) {
        var challenge = open(parts, tables, pool, client, input, responses, kinds);
        return checked(parts, Optional.of(challenge), user(tables, Optional.of(challenge)));
    }

    /** The same where it may be a name's that nobody has. */
    static Challenge open(
            ApiParts parts,
            Tables tables,
            Pool pool,
            Client client,
            Input input,
            FlowParameters responses,
            Kind... kinds) {
        var name = responses.required("USERNAME");
        var challenge = find(tables, input, kinds)
                .filter(found -> found.clientId().filter(client.id()::equals).isPresent());
        var user = user(tables, challenge);
        checkHash(tables, pool, client, responses, user, name);
        if (user.isPresent() && !Lookups.isCalled(tables, pool, user.get(), name)) throw invalid();
        return live(parts, challenge);
    }

    private static Challenge live(ApiParts parts, Optional<Challenge> challenge) {
        if (challenge.isEmpty()) throw invalid();
        if (parts.steps().isOpen(challenge.get())) return challenge.get();
        throw ApiFault.notAuthorized("Invalid session for the user, session is expired.");
    }

    /** Of a session that is gone it is not known whom it was about: the hash is of the name, or of who has it. */
    private static void checkHash(
            Tables tables, Pool pool, Client client, FlowParameters responses, Optional<User> user, String name) {
        var hash = responses.optional("SECRET_HASH");
        if (user.isPresent()) {
            SecretHash.check(client, hash, user.get().username());
        } else {
            var lasting = Names.find(tables, pool, name).map(User::username);
            SecretHash.check(client, hash, name, lasting.orElse(name));
        }
    }

    /** Of a call that shows a session and nothing else. */
    static ChallengeSession of(ApiParts parts, Tables tables, Input input, Kind... kinds) {
        var challenge = find(tables, input, kinds);
        return checked(parts, challenge, user(tables, challenge));
    }

    private static Optional<Challenge> find(Tables tables, Input input, Kind... kinds) {
        return tables.challenges()
                .find(Opaque.hash(input.text("Session", TextRule.SESSION)))
                .filter(found -> found.clientId().isPresent())
                .filter(found -> Arrays.asList(kinds).contains(found.kind()));
    }

    private static Optional<User> user(Tables tables, Optional<Challenge> challenge) {
        return challenge.flatMap(Challenge::sub).flatMap(sub -> tables.users().find(sub));
    }

    private static ChallengeSession checked(ApiParts parts, Optional<Challenge> challenge, Optional<User> user) {
        var open = live(parts, challenge);
        if (user.isEmpty()) throw invalid();
        if (!user.get().enabled()) throw SignInAnswers.disabled();
        return new ChallengeSession(open, user.get());
    }

    static ApiFault invalid() {
        return ApiFault.notAuthorized("Invalid session for the user.");
    }
}
