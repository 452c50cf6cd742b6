package io.cloakroom.local.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PluginZipTest {
    private static final String MAIN = "<?php\n/**\n * Plugin Name: Lodge\n */\n";

    @TempDir
    Path folder;

    private Path target;

    @BeforeEach
    void place() {
        target = folder.resolve("unpacked");
    }

    @Test
    void unpack_plugin_isFoundByItsHeader() throws IOException {
        var zip = zip(Map.of("lodge/a.php", "<?php\n", "lodge/lodge.php", MAIN, "lodge/lib/b.php", MAIN));

        var source = PluginZip.unpack(zip, target);

        assertThat(source.id()).isEqualTo("lodge/lodge.php");
        assertThat(target.resolve("lodge/lib/b.php")).hasContent(MAIN);
    }

    @Test
    void unpack_again_leavesNothingOfTheFirst() throws IOException {
        PluginZip.unpack(zip(Map.of("lodge/lodge.php", MAIN, "lodge/old.php", "")), target);
        PluginZip.unpack(zip(Map.of("lodge/lodge.php", MAIN)), target);

        assertThat(target.resolve("lodge/old.php")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lodge/../../out.php",
                "lodge/./x",
                "lodge//x",
                "lodge/a\\..\\..\\out.php",
                "lodge/..",
                "lodge/a\nb"
            })
    void unpack_pathThatLeadsOut_isRefused(String path) throws IOException {
        assertRefused(Map.of("lodge/lodge.php", MAIN, path, "x"), "leads out");
        assertThat(everythingBeside(target)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/out.php", "../out.php", "other/x.php", "loose.php"})
    void unpack_moreThanOneFolder_isRefused(String path) throws IOException {
        assertRefused(Map.of("lodge/lodge.php", MAIN, path, "x"), "one folder");
    }

    @Test
    void unpack_folderOfOurOwnPlugin_isRefused() throws IOException {
        assertRefused(Map.of("cloakroom/cloakroom.php", MAIN), "Cloakroom itself");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", ".x", "a b", "-x"})
    void unpack_folderOfOddName_isRefused(String name) throws IOException {
        assertRefused(Map.of(name + "/lodge.php", MAIN), "name");
    }

    @Test
    void unpack_noHeader_isRefused() throws IOException {
        assertRefused(Map.of("lodge/lodge.php", "<?php\n", "lodge/readme.txt", "Plugin Name: Lodge"), "Plugin Name:");
    }

    @Test
    void unpack_empty_isRefused() throws IOException {
        assertRefused(Map.of(), "one folder");
    }

    @Test
    void unpack_noZip_isRefused() throws IOException {
        var file = Files.writeString(folder.resolve("plugin.zip"), "<html>Please sign in");

        assertThatThrownBy(() -> PluginZip.unpack(file, target))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining("could not be unpacked");
    }

    @Test
    void unpack_largerThanItMayBe_isRefusedOnTheWay() throws IOException {
        var zip = zip(Map.of("lodge/lodge.php", MAIN, "lodge/zeros", "0".repeat(3 << 20)));

        assertThatThrownBy(() -> PluginZip.unpack(zip, target, 2 << 20)).hasMessageContaining("larger than 2 MB");
        assertThat(PluginZip.unpack(zip, target, 4 << 20).id()).isEqualTo("lodge/lodge.php");
    }

    private void assertRefused(Map<String, String> files, String why) throws IOException {
        var zip = zip(files);

        assertThatThrownBy(() -> PluginZip.unpack(zip, target))
                .isInstanceOf(SetUpException.class)
                .hasMessageContaining(why);
    }

    private Path zip(Map<String, String> files) throws IOException {
        var zip = folder.resolve("plugin.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (var file : new LinkedHashMap<>(files).entrySet()) {
                out.putNextEntry(new ZipEntry(file.getKey()));
                out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return zip;
    }

    private List<Path> everythingBeside(Path unpacked) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(unpacked))
                    .filter(file -> !file.endsWith("plugin.zip"))
                    .toList();
        }
    }
}
