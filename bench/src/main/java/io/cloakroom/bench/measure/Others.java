package io.cloakroom.bench.measure;

import java.time.Duration;

/** How much of a core went to programs that are not ours, or to other guests of the host, while we measured. */
public final class Others {
    private final long begin;
    private final MachineTime machine;
    private final Duration ours;

    private Others(long begin, MachineTime machine, Duration ours) {
        this.begin = begin;
        this.machine = machine;
        this.ours = ours;
    }

    public static Others begin() {
        return new Others(
                System.nanoTime(), MachineTime.now(), ProcessAccount.ofOurs().cpu());
    }

    /** Since the begin; 200 is two whole cores. */
    public double percentOfACore() {
        var now = MachineTime.now();
        var work = now.busy()
                .minus(machine.busy())
                .minus(ProcessAccount.ofOurs().cpu().minus(ours));
        var stolen = now.stolen().minus(machine.stolen());
        return Math.max(0, 100.0 * work.plus(stolen).toNanos() / Math.max(1, System.nanoTime() - begin));
    }
}
