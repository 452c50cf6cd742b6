package io.cloakroom.bench.measure;

import io.cloakroom.bench.load.RequestFile;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Resource;
import java.nio.file.Path;
import java.time.Duration;

/** Load as fast as the server answers: each connection sends its next request when it has its answer. */
public final class Wrk {
    private static final Duration LONGER_THAN_ASKED = Duration.ofSeconds(30);

    private final Children children;
    private final Path run;
    private final Path script;

    /** @param run a folder of ours */
    public Wrk(Children children, Path run) {
        this.children = children;
        this.run = run;
        this.script = new Resource(Wrk.class, "walk.lua").copyInto(run);
    }

    /** @param duration in whole seconds */
    public Load run(int port, RequestFile requests, int connections, Duration duration) {
        var program = Program.of(
                        "wrk",
                        run,
                        "wrk",
                        "--threads=1",
                        "--connections=" + connections,
                        "--duration=" + duration.toSeconds() + "s",
                        "--timeout=10s",
                        "--script=" + script,
                        "http://127.0.0.1:" + port + "/")
                .with("BENCH_REQUESTS", requests.file().toString());
        var finished = children.run(program, duration.plus(LONGER_THAN_ASKED));
        return ResultLine.parse(finished.output())
                .orElseThrow(() -> new SetUpException(
                        "wrk ended without its figures:\n" + finished.output().strip(),
                        "Look at the end of its log.",
                        finished.log(),
                        null));
    }
}
