package io.cloakroom.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where it was measured. No name of the machine: tables are shown around.
 *
 * @param placement how the programs share the cores, in a few words
 */
public record Machine(int cores, String cpu, String kernel, String jdk, String placement) {

    /** @param cores that this process may use */
    public static Machine detect(int cores, String placement) {
        var jdk =
                System.getProperty("java.vendor.version", System.getProperty("java.vendor")) + ", " + Runtime.version();
        return new Machine(cores, cpu(Path.of("/proc/cpuinfo")), System.getProperty("os.version"), jdk, placement);
    }

    /** Some architectures do not say. */
    static String cpu(Path cpuInfo) {
        try (var lines = Files.lines(cpuInfo)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException none) {
            return System.getProperty("os.arch");
        }
    }

    String sentence() {
        return cores + (cores == 1 ? " core, " : " cores, ") + cpu + "; Linux " + kernel + "; " + jdk + "; "
                + placement;
    }
}
