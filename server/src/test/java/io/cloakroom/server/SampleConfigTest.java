package io.cloakroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators copy and read: it has no fault, and leaves no setting out. */
class SampleConfigTest {
    private static final Path SAMPLE = Path.of("..", "cloakroom.sample.yaml");
    private static final Map<String, String> SECRETS =
            Map.of("DEMO_CLIENT_SECRET", "secret", "STAFF_CLIENT_SECRET", "secret");

    /** A setting in a comment, with a value that is one word, a list or a map: prose is longer. */
    private static final Pattern COMMENTED = Pattern.compile("(?m)^( *)# ( *[a-z-]+:(?: (?:\\S+|\\[.*]|\\{.*}))?)$");

    private static final Pattern BEGIN_OF_A_MAP = Pattern.compile("(?m)^( *)[a-z_-]+:\n");
    private static final Pattern MAY_STAND =
            Pattern.compile(".*:[0-9]+: (?:([a-z._-]+)[.])?stranger: unknown key; here may stand: (.*)");

    @TempDir
    private Path folder;

    @Test
    void sample_asShipped_hasNoFault() {
        var config = ServerConfig.from(Settings.read(SAMPLE, SECRETS));
        var site = config.gateway().sites().find("demo").orElseThrow();
        assertThat(config.gateway().collections().of(site.id())).hasSize(3);
    }

    @Test
    void sample_everySettingThatIsAskedFor_standsInItsSection() throws IOException {
        var text = Files.readString(SAMPLE);
        var missing = new TreeSet<String>();
        var maps = new TreeSet<String>();
        for (var fault : faults(withStrangers(COMMENTED.matcher(text).replaceAll("$1$2")))) {
            var told = MAY_STAND.matcher(fault);
            if (!told.matches()) continue;
            var map = Optional.ofNullable(told.group(1)).orElse("");
            maps.add(map);
            for (var name : told.group(2).split(", ", -1))
                if (!stands(section(text, map), name)) missing.add(map + "." + name);
        }
        assertThat(maps).contains("", "pool", "sites.demo.memberful", "collections.visits.table.key");
        assertThat(missing).isEmpty();
    }

    /** A key that nobody knows in every map: what is said of it names those that are known. */
    private static String withStrangers(String yaml) {
        var inBlocks =
                BEGIN_OF_A_MAP.matcher(yaml).replaceAll(begin -> begin.group() + begin.group(1) + "  stranger: x\n");
        return "stranger: x\n" + inBlocks.replace(": {", ": {stranger: x, ");
    }

    private List<String> faults(String yaml) throws IOException {
        var file = Files.writeString(folder.resolve("cloakroom.yaml"), yaml);
        try {
            ServerConfig.from(Settings.read(file, SECRETS));
            return List.of();
        } catch (SettingsException exception) {
            return exception.faults();
        }
    }

    private static String section(String text, String map) {
        var section = Pattern.compile("(?ms)^" + map.split("[.]", 2)[0] + ":.*?(?=^\\S|\\z)")
                .matcher(text);
        return !map.isEmpty() && section.find() ? section.group() : text;
    }

    /** A secret stands there by either of its names. */
    private static boolean stands(String section, String name) {
        var either = Pattern.quote(name.replaceAll("-file$", "")) + "(-file)?";
        return Pattern.compile("(?<![a-z-])" + either + "(?![a-z-])")
                .matcher(section)
                .find();
    }
}
