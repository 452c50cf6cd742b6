package io.cloakroom.local.wordpress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Ports;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("site")
final class WordPressStartTest {
    @TempDir
    Path temporary;

    @Test
    void start_emptyFolder_installs() throws Exception {
        try (var site = new Site(temporary.resolve("with space"));
                var wordPress = site.start(config -> config)) {
            assertThat(site.get("/").statusCode()).isEqualTo(200);
            assertThat(wordPress.folder().resolve("wp-includes/js/underscore.min.js"))
                    .isRegularFile();
            assertThat(wordPress.folder().resolve("wp-content/themes/twentytwentyfive/style.css"))
                    .isRegularFile();
            assertThat(wordPress.folder().resolve("wp-content/plugins/akismet")).doesNotExist();
        }
    }

    @Test
    void start_pathTooLongForSockets_worksAllTheSame() throws Exception {
        try (var site = new Site(temporary.resolve("a".repeat(60)).resolve("b".repeat(60)))) {
            var wordPress = site.startCopy();
            var sockets = wordPress.database().socket().getParent();
            assertThat(site.get("/").statusCode()).isEqualTo(200);

            wordPress.close();

            assertThat(sockets).doesNotExist();
        }
    }

    @Test
    void start_again_keepsWhatWasThere() throws Exception {
        try (var site = new Site(temporary)) {
            try (var first = site.startCopy()) {
                var script = site.script("write.php", "update_option('kept', input()['value']); answer([]);");
                first.php().run(script, Map.of("value", "still here"));
            }
            try (var second = site.start(config -> config)) {
                var script = site.script("read.php", "answer(['value' => get_option('kept')]);");
                assertThat(second.php().run(script, Map.of()).text("value")).contains("still here");
            }
        }
    }

    @Test
    void start_onAnotherPort_saysItsNewAddress() throws Exception {
        var port = Ports.free().pool();
        try (var site = new Site(temporary)) {
            site.startCopy().close();
            try (var moved = site.start(config -> SiteConfig.of(port, Site.PASSPHRASE))) {
                var script = site.script("home.php", "answer(['home' => home_url(), 'admin' => admin_url()]);");
                var answer = moved.php().run(script, Map.of());

                assertThat(answer.text("home")).contains("http://site.cloakroom.localhost:" + port);
                assertThat(answer.text("admin")).contains("http://site.cloakroom.localhost:" + port + "/wp-admin/");
            }
        }
    }

    @Test
    void start_installationBrokenOff_beginsItAnew() throws Exception {
        try (var site = new Site(temporary)) {
            try (var broken = site.startCopy()) {
                var script = site.script("break.php", """
                        global $wpdb;
                        delete_option('cloakroom_local_installed');
                        $wpdb->query("DROP TABLE $wpdb->users");
                        answer([]);
                        """);
                broken.php().run(script, Map.of());
            }
            try (var mended = site.start(config -> config)) {
                var script = site.script("users.php", "answer(['users' => count(get_users())]);");
                assertThat(mended.php().run(script, Map.of()).integer("users")).hasValue(1);
            }
        }
    }

    @Test
    void start_withConstants_definesThem() throws Exception {
        var constants = Constants.none()
                .text("CLOAKROOM_GATEWAY_URL", "http://members.cloakroom.localhost:1/it's\\")
                .flag("A_FLAG", true)
                .number("A_NUMBER", 42);
        try (var site = new Site(temporary)) {
            site.startCopy().close();
            try (var wordPress = site.start(config -> config.with(constants))) {
                var script = site.script("constants.php", """
                        answer(['text' => CLOAKROOM_GATEWAY_URL, 'flag' => A_FLAG, 'number' => A_NUMBER]);
                        """);
                var answer = wordPress.php().run(script, Map.of());

                assertThat(answer.text("text")).contains("http://members.cloakroom.localhost:1/it's\\");
                assertThat(answer.flag("flag")).contains(true);
                assertThat(answer.integer("number")).hasValue(42);
            }
        }
    }

    @Test
    void start_withPlugin_copiesItAndSwitchesItOn() throws Exception {
        var source = plugin("echo 'x';");
        try (var site = new Site(temporary.resolve("state"))) {
            site.startCopy().close();
            site.start(config -> config.with(source)).close();
            Files.delete(source.folder().resolve("old.php"));
            Files.writeString(source.folder().resolve("new.php"), "<?php");

            try (var wordPress = site.start(config -> config.with(source))) {
                var copy = wordPress.folder().resolve("wp-content/plugins/cloakroom");
                assertThat(copy.resolve("assets/card.js")).hasContent("export {};");
                assertThat(copy.resolve("new.php")).exists();
                assertThat(copy.resolve("old.php")).doesNotExist();
                assertThat(copy.resolve("tests")).doesNotExist();
                var script = site.script("active.php", """
                        require_once ABSPATH . 'wp-admin/includes/plugin.php';
                        answer(['active' => is_plugin_active('cloakroom/cloakroom.php')]);
                        """);
                assertThat(wordPress.php().run(script, Map.of()).flag("active")).contains(true);
            }
        }
    }

    @Test
    void start_pluginThatIsNone_saysSoAndStopsAll() throws Exception {
        var source = new PluginSource(plugin("").folder(), "absent.php", Map.of(), Set.of());
        try (var site = new Site(temporary.resolve("state"))) {
            site.startCopy().close();

            assertThatThrownBy(() -> site.start(config -> config.with(source)))
                    .isInstanceOf(SetUpException.class)
                    .hasMessageStartingWith("WordPress could not be set up: cloakroom/absent.php");
            assertThat(site.state.run().resolve("children")).isEmptyDirectory();
        }
    }

    @Test
    void start_portTakenByAnother_saysWhy() throws Exception {
        try (var site = new Site(temporary);
                var _ = new ServerSocket(site.port, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            assertThatThrownBy(site::startCopy)
                    .isInstanceOf(SetUpException.class)
                    .hasMessageContaining("Address already in use");
            assertThat(site.state.run().resolve("children")).isEmptyDirectory();
        }
    }

    @Test
    void close_running_leavesNoProcess() throws Exception {
        try (var site = new Site(temporary)) {
            var wordPress = site.startCopy();
            assertThat(site.state.run().resolve("children")).isNotEmptyDirectory();

            wordPress.close();

            assertThat(site.state.run().resolve("children")).isEmptyDirectory();
            assertThat(ProcessHandle.current()
                            .descendants()
                            .map(process -> process.info().commandLine().orElse("")))
                    .noneMatch(command -> command.contains(temporary.toString()));
        }
    }

    private PluginSource plugin(String code) throws Exception {
        var folder = Files.createDirectories(temporary.resolve("source/cloakroom"));
        Files.writeString(folder.resolve("cloakroom.php"), "<?php\n/* Plugin Name: Cloakroom */\n");
        Files.writeString(folder.resolve("old.php"), "<?php " + code);
        Files.createDirectories(folder.resolve("tests"));
        Files.writeString(folder.resolve("tests/test.php"), "<?php");
        var card = Files.writeString(temporary.resolve("card.js"), "export {};");
        return new PluginSource(folder, "cloakroom.php", Map.of("assets/card.js", card), Set.of("tests"));
    }
}
