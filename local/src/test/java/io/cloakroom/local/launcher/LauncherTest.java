package io.cloakroom.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code ./cloakroom}. */
final class LauncherTest {
    @TempDir
    Path temporary;

    private Checkout checkout;

    @BeforeEach
    void lay() throws Exception {
        checkout = new Checkout(temporary);
    }

    @Test
    void alone_prints_whatThereIs_whatIsToBeTriedFirst() throws Exception {
        var run = checkout.run();

        assertThat(run.status()).isZero();
        assertThat(run.output().lines().map(String::strip).filter(line -> line.startsWith("./cloakroom ")))
                .hasSize(18)
                .startsWith(
                        "./cloakroom demo          brings up the whole system on this machine, with a WordPress site "
                                + "to try it on");
        assertThat(checkout.builds()).isEmpty();
    }

    @Test
    void test_help_isItsLine() throws Exception {
        var run = checkout.run("test", "--help");

        assertThat(run.status()).isZero();
        assertThat(run.output().lines()).singleElement().asString().startsWith("./cloakroom test ");
        assertThat(checkout.builds()).isEmpty();
    }

    @Test
    void demo_firstTime_buildsTheModuleAndBecomesTheJvm() throws Exception {
        var run = checkout.run("demo", "--only", "site");

        assertThat(run.status()).isZero();
        assertThat(checkout.builds()).singleElement().asString().contains("--projects local --also-make");
        var jar = checkout.root.resolve("local/target/cloakroom-local.jar");
        assertThat(run.output().lines())
                .contains("pid " + run.pid(), "-Dcloakroom.checkout=" + checkout.root)
                .endsWith("-jar", jar.toString(), "demo", "--only", "site");
    }

    @ParameterizedTest
    @CsvSource({
        "serve, cli, serve",
        "doctor, cli, doctor",
        "prepare, local, prepare",
        "bench, bench, last",
        "userpool, userpool, last"
    })
    void command_each_runsInItsModule(String command, String module, String firstWord) throws Exception {
        var run = checkout.run(command, "last");

        var jar = checkout.root.resolve(module + "/target/cloakroom-" + module + ".jar");
        assertThat(run.output().lines()).containsSequence("-jar", jar.toString(), firstWord);
    }

    @Test
    void demo_nothingChanged_buildsNoMore() throws Exception {
        checkout.run("demo");
        checkout.run("demo");

        assertThat(checkout.builds()).hasSize(1);
    }

    @Test
    void demo_sourceChanged_buildsAgain() throws Exception {
        checkout.run("demo");
        checkout.run("demo");
        Thread.sleep(20);
        Checkout.write(checkout.source(), "class Source { int changed; }");
        checkout.run("demo");

        assertThat(checkout.builds()).hasSize(2);
    }

    @Test
    void demo_sourceDeleted_buildsAgain() throws Exception {
        checkout.run("demo");
        Thread.sleep(20);
        Files.delete(checkout.source());
        checkout.run("demo");

        assertThat(checkout.builds()).hasSize(2);
    }

    @Test
    void demo_sourceMoved_leavesNothingOfTheOldPlace() throws Exception {
        var left = checkout.root.resolve("local/target/classes/Moved.class");
        Checkout.write(left, "");

        checkout.run("demo");

        assertThat(left).doesNotExist();
    }

    @Test
    void demo_jarGone_buildsAgain() throws Exception {
        checkout.run("demo");
        Files.delete(checkout.root.resolve("local/target/cloakroom-local.jar"));
        checkout.run("demo");

        assertThat(checkout.builds()).hasSize(2);
    }

    @Test
    void demo_buildFails_showsTheErrorsAndWhereTheRestIs() throws Exception {
        checkout.maven("3.9.1", "echo '[INFO] noise'; echo '[ERROR] Source.java:1 cannot find symbol'; exit 1");

        var run = checkout.run("demo");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output())
                .contains("[ERROR] Source.java:1 cannot find symbol")
                .contains(checkout.root.resolve("target/launcher/local.log").toString())
                .doesNotContain("noise");
        assertThat(checkout.root.resolve("target/launcher/local.stamp")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.7.9", "2.2.1"})
    void demo_mavenTooOld_saysSo(String version) throws Exception {
        checkout.maven(version, "exit 1");

        var run = checkout.run("demo");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).contains("is too old: install Maven 3.8 or newer.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.0", "3.10.0", "4.0.0-rc-3"})
    void demo_mavenNewEnough_isUsed(String version) throws Exception {
        checkout.maven(version, "exit 1");

        assertThat(checkout.run("demo").output()).contains("The build failed");
    }

    @Test
    void demo_noMaven_saysWhatToInstall() throws Exception {
        checkout.removeMaven();

        var run = checkout.run("demo");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output())
                .isEqualTo("Maven was not found: install Maven 3.8 or newer (Debian: apt-get install maven).\n");
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
    void demo_stoppedWhileBuilding_leavesNoChild(String signal, int status) throws Exception {
        checkout.maven(
                "3.9.1",
                "echo $$ >'" + temporary + "/pid.part'; mv '" + temporary + "/pid.part' '" + temporary
                        + "/pid'; exec sleep 300");
        var launcher = checkout.start("demo");
        while (!Files.exists(temporary.resolve("pid"))) Thread.sleep(10);
        var build = ProcessHandle.of(Long.parseLong(
                        Files.readString(temporary.resolve("pid")).strip()))
                .orElseThrow();

        new ProcessBuilder("kill", "-" + signal, Long.toString(launcher.pid()))
                .start()
                .waitFor();

        assertThat(launcher.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(status);
        assertThat(build.isAlive()).isFalse();
        assertThat(checkout.root.resolve("target/launcher/local.stamp")).doesNotExist();
    }

    @Test
    void launcher_byALinkFromElsewhere_findsItsCheckout() throws Exception {
        var link = Files.createSymbolicLink(temporary.resolve("link"), checkout.root.resolve("cloakroom"));
        var process =
                new ProcessBuilder(link.toString()).redirectErrorStream(true).start();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java | site,dynamodb | -Dtests.excluded=browser,php,npm,bench",
                "php | php | -Dtests.only=php",
                "browser | dynamodb,browser | -Dtests.only=browser",
                "npm | npm | -Dtests.only=npm",
                "SomeTest | site,dynamodb,browser,php,npm | -Dtest=SomeTest"
            })
    void test_only_preparesAndChoosesTheSuites(String only, String uses, String selection) throws Exception {
        var run = checkout.run("test", "--only", only);

        assertThat(run.status()).isZero();
        assertThat(run.output().lines()).containsSequence("prepare", "--for", uses);
        assertThat(checkout.builds().getLast()).contains(selection).endsWith("verify");
    }

    @Test
    void test_whole_leavesNothingOut() throws Exception {
        var run = checkout.run("test", "--yes");

        assertThat(run.output().lines()).endsWith("prepare", "--for", "site,dynamodb,browser,php,npm", "--yes");
        assertThat(checkout.builds().getLast())
                .contains("-Dtests.excluded=bench")
                .endsWith("verify");
    }

    @Test
    void test_allPassed_tellsTheSlowest() throws Exception {
        reports("<testcase name=\"quick\" classname=\"a.B\" time=\"0.01\"/>"
                + "\n<testcase name=\"slow one\" classname=\"a.B\" time=\"12.5\"/>");

        var run = checkout.run("test");

        assertThat(run.status()).isZero();
        assertThat(run.output().lines()).containsSequence("12.5 s  a.B slow one", "0.01 s  a.B quick");
    }

    @Test
    void test_foundButSkipped_fails() throws Exception {
        reports("<testcase name=\"x\" classname=\"a.B\" time=\"0\"><skipped/></testcase>");

        var run = checkout.run("test");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("Tests were skipped").contains("TEST-a.B.xml");
    }

    @Test
    void test_failed_fails() throws Exception {
        checkout.mavenWhoseTests("exit 7");

        assertThat(checkout.run("test").status()).isEqualTo(7);
    }

    /** A Maven whose tests leave this report. */
    private void reports(String cases) throws Exception {
        var folder = checkout.root.resolve("core/target/surefire-reports");
        var report = temporary.resolve("report.xml");
        Checkout.write(report, "<testsuite>\n" + cases + "\n</testsuite>\n");
        checkout.mavenWhoseTests("mkdir -p '" + folder + "'; cat '" + report + "' >'" + folder + "/TEST-a.B.xml'");
    }

    @Test
    void test_unknownOption_isRefused() throws Exception {
        var run = checkout.run("test", "--quick");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).contains("--quick");
    }
}
