package io.cloakroom.cli.doctor;

import io.cloakroom.member.MemberId;
import io.cloakroom.signin.UserPool;
import io.cloakroom.upstream.UpstreamException;
import java.util.List;

/** Whether the console may ask the pool who somebody is. */
record PeopleExam(UserPool pool) implements Exam {
    private static final String NAME = "users";
    private static final MemberId NOBODY = new MemberId("00000000-0000-4000-8000-000000000000");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Diagnosis> examine() {
        try {
            pool.person(NOBODY);
            return List.of(Diagnosis.good(NAME, "the pool finds users for the console"));
        } catch (UpstreamException why) {
            var advice =
                    "The role needs cognito-idp:ListUsers on this pool, here and at the gateway. Look at the region and id in "
                            + "token.issuer, and at pool.api-endpoint if there is one.";
            return List.of(Diagnosis.of(NAME, why, advice));
        }
    }
}
