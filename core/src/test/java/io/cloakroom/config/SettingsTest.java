package io.cloakroom.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    @TempDir
    private Path folder;

    private enum Choice {
        ONE,
        LAST_4
    }

    private Settings read(String yaml, Map<String, String> environment) throws IOException {
        var file = folder.resolve("cloakroom.yaml");
        Files.writeString(file, yaml);
        return Settings.read(file, environment);
    }

    private static List<String> faults(Settings settings) {
        try {
            settings.done();
            return List.of();
        } catch (SettingsException exception) {
            return exception.faults();
        }
    }

    @Test
    void getters_goodFile_giveWhatIsWritten() {
        var settings = Settings.of("a:\n  b: text\n  n: 7\n  d: PT5S\n  f: true\n  c: last-4\n  l: [x, y]\n");
        assertThat(settings.text("a.b")).isEqualTo("text");
        assertThat(settings.integer("a.n", 1, 0, 9)).isEqualTo(7);
        assertThat(settings.duration("a.d", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1)))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.flag("a.f", false)).isTrue();
        assertThat(settings.choice("a.c", Choice.class, Choice.ONE)).isEqualTo(Choice.LAST_4);
        assertThat(settings.texts("a.l")).containsExactly("x", "y");
        assertThat(faults(settings)).isEmpty();
    }

    @Test
    void done_manyFaults_tellsAllWithTheirLines() {
        var settings = Settings.of("a:\n  n: 10\n  d: soon\n  f: yes\n  c: two\n  unknown: 1\n");
        assertThat(settings.integer("a.n", 1, 0, 9)).isEqualTo(1);
        settings.duration("a.d", Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1));
        settings.flag("a.f", false);
        settings.choice("a.c", Choice.class, Choice.ONE);
        settings.text("a.missing");
        assertThat(faults(settings))
                .containsExactly(
                        "cloakroom.yaml:1: a.missing: required, a text",
                        "cloakroom.yaml:2: a.n: 0 to 9",
                        "cloakroom.yaml:3: a.d: a duration such as PT30S, PT0S to PT1M",
                        "cloakroom.yaml:4: a.f: true or false",
                        "cloakroom.yaml:5: a.c: one of one, last-4",
                        "cloakroom.yaml:6: a.unknown: unknown key; here may stand: c, d, f, missing, n");
    }

    @Test
    void integer_edges_belongToTheRange() {
        var settings = Settings.of("a: 0\nb: 9\nc: -1\nd: 10\n");
        assertThat(settings.integer("a", 5, 0, 9)).isZero();
        assertThat(settings.integer("b", 5, 0, 9)).isEqualTo(9);
        settings.integer("c", 5, 0, 9);
        settings.integer("d", 5, 0, 9);
        assertThat(faults(settings)).containsExactly("cloakroom.yaml:3: c: 0 to 9", "cloakroom.yaml:4: d: 0 to 9");
    }

    @Test
    void file_keyTwice_isAFault() {
        assertThat(faults(Settings.of("a: 1\nb: 2\na: 3\n"))).contains("cloakroom.yaml:3: a: given before, in line 1");
    }

    @Test
    void file_alias_isAFault() {
        assertThat(faults(Settings.of("a: &x [1]\nb: *x\n"))).anyMatch(fault -> fault.contains("aliases"));
    }

    @Test
    void file_notYaml_tellsThatAlone() {
        var settings = Settings.of("a: 1\nb: [1\n");
        settings.text("c");
        assertThat(faults(settings)).hasSize(1).allMatch(fault -> fault.matches("cloakroom.yaml:3: not YAML: .*"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - a           | 1: a map of settings is expected
            text          | 1: a map of settings is expected
            a: &x {b: *x} | 1: aliases (*name) are not supported
            ? [a, b]      | 1: not YAML: Non scalar key is detected but it is not configured to be allowed.
            {a.b: 1}      | 1: keys: a key is one word without dots
            {a: [[1]]}    | 1: a: a list holds plain texts
            """)
    void file_ofAnotherForm_isAFault(String yaml, String told) {
        var settings = Settings.of(yaml);
        settings.texts("a");
        assertThat(faults(settings)).containsExactly("cloakroom.yaml:" + told);
    }

    @Test
    void file_secondDocument_isAFault() {
        assertThat(faults(Settings.of("---\na: 1\n---\nb: 2\n")))
                .containsExactly("cloakroom.yaml:3: one document, without a second ---");
    }

    @Test
    void file_depth_isLimitedOnBothSides() {
        var settings = Settings.of(nested(12));
        settings.text("a" + ".a".repeat(11));
        assertThat(faults(settings)).isEmpty();
        assertThat(faults(Settings.of(nested(13)))).containsExactly("cloakroom.yaml:1: more than 12 levels");
        assertThat(faults(Settings.of("[".repeat(100_000)))).containsExactly("cloakroom.yaml:1: more than 12 levels");
    }

    private static String nested(int levels) {
        return "{a: ".repeat(levels) + "x" + "}".repeat(levels);
    }

    @Test
    void file_mapTwice_isAFault() {
        var settings = Settings.of("a: {b: 1}\na: {c: 1}\n");
        settings.text("a.b");
        assertThat(faults(settings)).containsExactly("cloakroom.yaml:2: a: given before, in line 1");
    }

    @Test
    void value_none_isAFaultAtItsOwnLine() {
        var settings = Settings.of("a:\n  b: 1\n  n:\n  t:\n");
        settings.integer("a.b", 1, 0, 9);
        settings.integer("a.n", 1, 0, 9);
        settings.text("a.t");
        assertThat(faults(settings))
                .containsExactly(
                        "cloakroom.yaml:3: a.n: a value, and there is none",
                        "cloakroom.yaml:4: a.t: a value, and there is none");
    }

    @Test
    void value_ofAnotherShape_isToldOnce() {
        var settings = Settings.of("a: [x]\nb: {c: 1}\nd: 1\n");
        settings.url("a");
        settings.text("b");
        settings.text("d.e", "");
        assertThat(faults(settings))
                .containsExactly(
                        "cloakroom.yaml:1: a: one value, not a list",
                        "cloakroom.yaml:2: b: required, a text",
                        "cloakroom.yaml:3: d: a map of settings, not one value");
    }

    @Test
    void unknownMap_isToldAtItsTopAndOnce() {
        var settings = Settings.of("a: 1\nx:\n  y: {z: 1}\n  v: 2\n");
        settings.text("a");
        assertThat(faults(settings)).containsExactly("cloakroom.yaml:2: x: unknown key; here may stand: a");
    }

    @Test
    void list_faultInOneItem_isToldAtItsLine() {
        var settings = Settings.of("a:\n  - one\n  - two\n  - last-4\n");
        settings.choices("a", Choice.class);
        assertThat(faults(settings)).containsExactly("cloakroom.yaml:3: a: each one of one, last-4");
    }

    @Test
    void environment_faultInIt_isNotLaidToTheFile() throws IOException {
        var settings = read("a: 1\n", Map.of("CLOAKROOM_A", "x", "CLOAKROOM_B", "x,y"));
        settings.integer("a", 1, 0, 9);
        settings.choices("b", Choice.class);
        assertThat(faults(settings))
                .containsExactly(
                        "environment CLOAKROOM_A: a: a whole number, 0 to 9",
                        "environment CLOAKROOM_B: b: each one of one, last-4");
    }

    @Test
    void faults_withoutEnd_areToldUpToAHundred() {
        var yaml = new StringBuilder();
        for (var i = 0; i < 5000; i++) yaml.append("k").append(i).append(": 1\n");
        var told = faults(Settings.of(yaml.toString()));
        assertThat(told).hasSize(Faults.TOLD_MAX + 1).endsWith("cloakroom.yaml: and 4900 more");
    }

    @Test
    void text_withALimitOfItsOwn_isHeldToIt() {
        var settings = Settings.of("a: " + "x".repeat(80) + "\nb: " + "x".repeat(81) + "\n");
        assertThat(settings.text("a", "", 80)).hasSize(80);
        settings.text("b", "", 80);
        assertThat(faults(settings)).containsExactly("cloakroom.yaml:2: b: 1 to 80 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.test/x",
                "https://a.test/",
                "https://A.test",
                "https://a.test:443",
                "http://a.localhost:80",
                "http://a.test",
                "https://a.test:",
                "null"
            })
    void origin_notAsBrowsersWriteIt_isAFault(String text) {
        var settings = Settings.of("a: \"" + text + "\"\n");
        settings.origin("a");
        assertThat(faults(settings)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.test", "https://a.test:8443", "http://a.localhost:8080", "http://127.0.0.1:1"})
    void origin_asBrowsersWriteIt_isRead(String text) {
        var settings = Settings.of("a: \"" + text + "\"\n");
        assertThat(settings.origin("a")).isEqualTo(text);
        assertThat(faults(settings)).isEmpty();
    }

    @Test
    void read_fileWithoutEnd_says() {
        assertThatThrownBy(() -> Settings.read(Path.of("/dev/zero"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("at most 1 MiB");
    }

    @Test
    void file_empty_hasNoFaults() {
        assertThat(faults(Settings.of(""))).isEmpty();
    }

    @Test
    void text_longestAllowed_isReadAndOneMoreIsAFault() {
        var settings = Settings.of("a: " + "x".repeat(1024) + "\nb: " + "x".repeat(1025) + "\n");
        assertThat(settings.text("a")).hasSize(1024);
        settings.text("b");
        assertThat(faults(settings)).containsExactly("cloakroom.yaml:2: b: 1 to 1,024 characters");
    }

    @Test
    void environment_ofTheKey_winsOverTheFile() throws IOException {
        var settings = read("a:\n  some-key: file\n", Map.of("CLOAKROOM_A_SOME_KEY", "environment"));
        assertThat(settings.text("a.some-key")).isEqualTo("environment");
    }

    @Test
    void reference_toTheEnvironment_isResolved() throws IOException {
        var settings = read("a: ${env:NAME}\nb: ${env:NONE}\n", Map.of("NAME", "value"));
        assertThat(settings.text("a")).isEqualTo("value");
        settings.text("b");
        assertThat(faults(settings)).anyMatch(fault -> fault.endsWith(":2: b: the environment has no NONE"));
    }

    @Test
    void secret_inAFile_isReadAndDoesNotPrint() throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "hush\n");
        var secret = read("a-file: secret.txt\n", Map.of()).secret("a");
        assertThat(secret.reveal()).isEqualTo("hush");
        assertThat(secret.toString()).doesNotContain("hush");
    }

    @Test
    void secret_missing_isAFault() {
        var settings = Settings.of("b: 1\n");
        settings.secret("a");
        settings.text("b");
        assertThat(faults(settings))
                .containsExactly("cloakroom.yaml:1: a: required, as a-file: FILE or a: ${env:NAME}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://a.test", "https://a.test:8443/x", "http://localhost:8080", "http://a.localhost"})
    void url_secureOrLoopback_isRead(String url) {
        var settings = Settings.of("a: " + url + "\n");
        assertThat(settings.url("a")).isEqualTo(url);
        assertThat(faults(settings)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.test",
                "https://a.test/",
                "https://u:p@a.test",
                "https://a.test?q",
                "ftp://localhost",
                "a.test",
                "https://",
                "http://localhost.evil.test",
                "javascript:alert(1)"
            })
    void url_anythingElse_isAFault(String url) {
        var settings = Settings.of("a: " + url + "\n");
        settings.url("a");
        assertThat(faults(settings)).hasSize(1);
    }

    @Test
    void read_fileMissing_says() {
        assertThatThrownBy(() -> Settings.read(folder.resolve("none.yaml"), Map.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void names_ofAMap_includeEmptyOnes() {
        var settings = Settings.of("m:\n  a: {}\nn: {}\n");
        assertThat(settings.names("m")).containsExactly("a");
        assertThat(settings.text("m.a.title", "as usual")).isEqualTo("as usual");
        assertThat(faults(settings)).containsExactly("cloakroom.yaml:3: n: unknown key; here may stand: m");
    }

    @Test
    void names_ofAMap_keepTheirOrder() {
        assertThat(Settings.of("m:\n  z: {k: 1}\n  a: {k: 1}\n").names("m")).containsExactly("z", "a");
    }
}
