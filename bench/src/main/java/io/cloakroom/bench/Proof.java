package io.cloakroom.bench;

import io.cloakroom.bench.load.HttpConnection;
import io.cloakroom.bench.system.Subject;
import io.cloakroom.bench.system.Vault;
import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** That a subject does what its row says, seen before it is measured. */
final class Proof {
    private final Ground ground;

    Proof(Ground ground) {
        this.ground = ground;
    }

    /** It answers with the record, opened, and refuses a token that nobody has signed. */
    void opens(String name, Subject subject) {
        believesTokens(name, subject, Vault.OPENED);
    }

    /** It answers with the upstream's bytes, and refuses a token that nobody has signed. */
    void passesOn(String name, Subject subject) {
        believesTokens(name, subject, "\"Item\"");
    }

    private void believesTokens(String name, Subject subject, String inside) {
        var token = ground.pool().tokens(List.of(ground.member())).getFirst();
        answers(name, subject, Ground.read(token), 200, inside);
        answers(name, subject, Ground.read(tampered(token)), 401, "");
    }

    // Not its last character, some of whose bits belong to no signature.
    private static String tampered(String token) {
        var at = token.length() - 2;
        return token.substring(0, at) + (token.charAt(at) == 'A' ? 'B' : 'A') + token.substring(at + 1);
    }

    /** @throws SetUpException if it answers otherwise */
    static void answers(String name, Subject subject, byte[] request, int status, String inside) {
        try {
            var answer = HttpConnection.ask(subject.port(), request);
            if (answer.status() == status && answer.body().contains(inside)) return;
            throw wrong(name, "answered with status " + answer.status() + " where " + status + " is right", null);
        } catch (IOException fault) {
            throw wrong(name, "did not answer", fault);
        }
    }

    private static SetUpException wrong(String name, String how, @Nullable IOException cause) {
        return new SetUpException(name + " " + how, "Its row would be worth nothing; look at its log.", null, cause);
    }
}
