package io.cloakroom.cli.doctor;

import io.cloakroom.site.StaffHost;
import io.cloakroom.upstream.HttpUpstream;
import io.cloakroom.upstream.UpstreamException;
import java.time.Duration;
import java.util.List;

/** Whether the console answers where the staff look for it: the gateway tells it from the members' host by the Host header. */
final class ConsoleExam implements Exam {
    private static final int BYTES_MAX = 256 << 10;

    private final StaffHost host;
    private final SignInTrial trial;

    ConsoleExam(StaffHost host, Duration answerWithin) {
        this.host = host;
        this.trial = new SignInTrial(host.publicUrl(), new HttpUpstream("console", answerWithin, BYTES_MAX));
    }

    @Override
    public String name() {
        return "console";
    }

    @Override
    public List<Diagnosis> examine() {
        try {
            var began = trial.begin("/session/sign-in");
            // To the pool.
            if (began.statusCode() / 100 != 3) return List.of(somethingElse(began.statusCode()));
            return List.of(Diagnosis.good(name(), "answers at " + host.publicUrl()), trial.cookie(began));
        } catch (UpstreamException why) {
            var advice =
                    "Look at staff.public-url, and at the proxy and the DNS name that stand for it: they lead to the same "
                            + "gateway as listen.public-url.";
            return List.of(Diagnosis.of(name(), why, advice));
        }
    }

    private Diagnosis somethingElse(int status) {
        return Diagnosis.fault(
                name(),
                "something else answers at " + host.publicUrl() + " (status " + status + ")",
                "Point it at the gateway, with the Host header as browsers send it. If staff.public-url is new, start the "
                        + "gateway anew.");
    }
}
