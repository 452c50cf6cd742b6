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
                        "cloakroom.yaml:2: a.n: 0 to 9",
                        "cloakroom.yaml:3: a.d: PT0S to PT1M",
                        "cloakroom.yaml:4: a.f: true or false",
                        "cloakroom.yaml:5: a.c: one of one, last-4",
                        "cloakroom.yaml:2: a.missing: required, a text",
                        "cloakroom.yaml:6: a.unknown: unknown key");
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
    void file_notYaml_isAFaultWithLine() {
        assertThat(faults(Settings.of("a: 1\nb: [1\n"))).anyMatch(fault -> fault.contains("not YAML"));
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
        assertThat(faults(settings)).containsExactly("cloakroom.yaml:3: n: unknown key");
    }

    @Test
    void names_ofAMap_keepTheirOrder() {
        assertThat(Settings.of("m:\n  z: {k: 1}\n  a: {k: 1}\n").names("m")).containsExactly("z", "a");
    }
}
