package io.cloakroom.userpool.api;

import io.cloakroom.userpool.passkey.Presented;
import io.cloakroom.userpool.passkey.RelyingParty;
import io.cloakroom.userpool.signin.Proof;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import io.cloakroom.userpool.store.User;
import java.util.Map;
import java.util.Optional;

/** The answer to WEB_AUTHN: a passkey of the user's has signed the step's challenge. */
final class PasskeyAnswer {
    /** In a step's detail. */
    static final String CHALLENGE = "challenge";

    private final ApiParts parts;
    private final Pool pool;
    private final Client client;

    PasskeyAnswer(ApiParts parts, Pool pool, Client client) {
        this.parts = parts;
        this.pool = pool;
        this.client = client;
    }

    Map<String, Object> answer(Input input, FlowParameters responses) {
        responses.only("USERNAME", "CREDENTIAL", "SECRET_HASH");
        var user = parts.database()
                .answer(tables -> check(tables, input, responses))
                .orElseThrow(SignInAnswers::wrong);
        return new SignInAnswers(parts, pool, client, input).after(user, Proof.PASSKEY);
    }

    /** Whatever comes of it, the challenge is used up: returned and not thrown. */
    private Optional<User> check(Tables tables, Input input, FlowParameters responses) {
        var session = ChallengeSession.of(parts, tables, pool, client, input, responses, Kind.WEB_AUTHN);
        var shown = Presented.read(responses.required("CREDENTIAL"));
        tables.challenges().remove(session.challenge().hash());
        var challenge =
                Optional.ofNullable(session.challenge().detail().get(CHALLENGE)).orElseThrow();
        var party = RelyingParty.of(pool, parts.publicUrl());
        return shown.flatMap(presented -> parts.passkeys().whose(tables, party, challenge, presented))
                .filter(session.user().sub()::equals)
                .map(_ -> session.user())
                .filter(user -> user.status() == User.Status.CONFIRMED);
    }
}
