package io.cloakroom.local.wordpress;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Finished;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.report.SetUpException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs PHP scripts inside the site: WordPress is loaded before the script's first line. There, {@code
 * Cloakroom\Local\input()} gives what the caller sent and {@code Cloakroom\Local\answer()} sends an array back and ends.
 */
public final class Php {
    private static final Duration SCRIPT_WITHIN = Duration.ofMinutes(2);

    private final Path php;
    private final Path boot;
    private final Path site;
    private final String url;
    private final Children children;

    Php(Path php, Path boot, Path site, String url, Children children) {
        this.php = php;
        this.boot = boot;
        this.site = site;
        this.url = url;
        this.children = children;
    }

    /**
     * Runs a script and gives its answer.
     *
     * @param input goes by standard input, so it may hold secrets; values as in {@link Json#write}
     * @param arguments every user of the machine can read them
     * @throws SetUpException if the script ends with another status than 0, or without an answer
     */
    public JsonObject run(Path script, Map<String, ?> input, String... arguments) {
        return run(script, input, Map.of(), arguments);
    }

    JsonObject run(Path script, Map<String, ?> input, Map<String, String> environment, String... arguments) {
        var finished = children.run(program(script, environment, arguments), Json.write(input), SCRIPT_WITHIN);
        if (finished.status() == 0
                && Json.read(finished.output().getBytes(StandardCharsets.UTF_8)) instanceof Json.Reading.Read read) {
            return read.object();
        }
        throw failed(script, finished);
    }

    private Program program(Path script, Map<String, String> environment, String... arguments) {
        var command = new ArrayList<>(List.of(
                php.toString(),
                "-d",
                "display_errors=stderr",
                "-d",
                "memory_limit=256M",
                "-d",
                "auto_prepend_file=" + boot,
                script.toString()));
        command.addAll(List.of(arguments));
        return new Program("PHP scripts", command, environment, site)
                .with("CLOAKROOM_SITE", site.toString())
                .with("CLOAKROOM_SITE_URL", url);
    }

    private static SetUpException failed(Path script, Finished finished) {
        var how = finished.status() == 0 ? "gave no answer" : "failed with status " + finished.status();
        var advice = Files.exists(script) ? "Look at the end of its log." : "Is the script there?";
        return new SetUpException("The script " + script.getFileName() + " " + how, advice, finished.log(), null);
    }
}
