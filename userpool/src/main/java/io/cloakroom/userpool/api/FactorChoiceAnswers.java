package io.cloakroom.userpool.api;

import io.cloakroom.userpool.signin.Next;
import io.cloakroom.userpool.signin.Proof;
import io.cloakroom.userpool.signin.Sequence;
import io.cloakroom.userpool.store.Challenge.Kind;
import io.cloakroom.userpool.store.Client;
import io.cloakroom.userpool.store.Factor;
import io.cloakroom.userpool.store.Pool;
import io.cloakroom.userpool.store.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers to SELECT_MFA_TYPE and MFA_SETUP. */
final class FactorChoiceAnswers {
    /** In a step's detail: the factors to choose from, as Cognito spells them. */
    static final String CHOICES = "choices";

    private final ApiParts parts;
    private final Pool pool;
    private final Client client;

    FactorChoiceAnswers(ApiParts parts, Pool pool, Client client) {
        this.parts = parts;
        this.pool = pool;
        this.client = client;
    }

    Map<String, Object> selected(Input input, FlowParameters responses) {
        responses.only("USERNAME", "ANSWER", "SECRET_HASH");
        return new SignInAnswers(parts, pool, client, input)
                .next(parts.database().answer(tables -> select(tables, input, responses)));
    }

    private Next select(Tables tables, Input input, FlowParameters responses) {
        var session = ChallengeSession.of(parts, tables, pool, client, input, responses, Kind.SELECT_MFA_TYPE);
        var choices = List.of(Optional.ofNullable(session.challenge().detail().get(CHOICES))
                .orElse("")
                .split(" "));
        var factor = Factor.of(responses.required("ANSWER"))
                .filter(chosen -> choices.contains(chosen.wireName()))
                .orElseThrow(() -> ApiFault.invalid("ANSWER: not among MFAS_CAN_CHOOSE"));
        tables.challenges().remove(session.challenge().hash());
        return new Next.Prove(session.user(), factor);
    }

    Map<String, Object> setUp(Input input, FlowParameters responses) {
        responses.only("USERNAME", "SECRET_HASH");
        return new SignInAnswers(parts, pool, client, input)
                .next(parts.database().answer(tables -> finish(tables, input, responses)));
    }

    /** The code that VerifySoftwareToken took is the second factor of this sign-in. */
    private Next finish(Tables tables, Input input, FlowParameters responses) {
        var session = ChallengeSession.of(parts, tables, pool, client, input, responses, Kind.MFA_SETUP);
        if (!session.challenge().detail().containsKey(SoftwareTokens.VERIFIED)) throw ChallengeSession.invalid();
        tables.challenges().remove(session.challenge().hash());
        return Sequence.after(tables, pool, session.user(), Proof.PASSWORD_AND_FACTOR);
    }
}
