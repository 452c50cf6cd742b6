package io.cloakroom.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Run by {@link JvmEndTest} in a JVM of its own: starts two children, one with a child of its own, and waits. */
final class JvmWithChildren {
    private JvmWithChildren() {}

    public static void main(String[] arguments) throws Exception {
        var folder = Path.of(arguments[0]);
        var teardown = Teardown.atExit();
        var children = teardown.add(new Children(folder, folder));
        // From a thread that ends at once: the kernel's signal must hang on none of those.
        var starting = new Thread(() -> start(children, folder));
        starting.start();
        starting.join();
        System.out.println("ready");
        teardown.await();
    }

    private static void start(Children children, Path folder) {
        for (var name : new String[] {"one", "two"}) {
            var script =
                    "sleep 300 & echo $! >" + name + ".worker; echo $$ >" + name + ".pid; trap 'kill $!; exit 0' TERM;"
                            + " trap 'echo hit >>interrupts' INT; echo $$ >part; mv part " + name + ".pid; wait; wait";
            var _ = children.start(
                    Program.of(name, folder, "/bin/sh", "-c", script),
                    new Readiness(Duration.ofSeconds(20), () -> Files.exists(folder.resolve(name + ".pid"))));
        }
    }
}
