package io.cloakroom.local.debian;

import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Finished;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * WordPress 6.8 from Debian's archive, signatures checked, by an apt with a state of its own: needs no root, leaves the
 * system's apt alone, and asks the archive that this machine uses.
 */
public final class WordPressArchive {
    static final String BRANCH = "6.8.";

    private static final String RELEASE = "trixie";
    // By name, never by address: replaced versions vanish from the archive. The rest of WordPress's dependencies are
    // programs.
    private static final List<String> NAMES = List.of(
            "wordpress",
            "wordpress-theme-twentytwentyfive",
            "libjs-cropper",
            "libjs-lodash",
            "libjs-underscore",
            "php-getid3");
    private static final Pattern VERSION = Pattern.compile("^(?:\\d+:)?(\\d+\\.\\d+(?:\\.\\d+)?)");
    private static final Pattern SIZE = Pattern.compile("^'[^']+' \\S+ (\\d+) ", Pattern.MULTILINE);
    private static final Duration UPDATE_WITHIN = Duration.ofMinutes(5);
    private static final Duration DOWNLOAD_WITHIN = Duration.ofMinutes(15);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final Path folder;
    private final Children children;
    private final Progress progress;

    /** @param downloads of the state folder */
    public WordPressArchive(Path downloads, Children children, Progress progress) {
        this.folder = downloads.resolve("wordpress-debs");
        this.children = children;
        this.progress = progress;
    }

    /**
     * What an earlier call downloaded, if it is whole; downloaded now otherwise.
     *
     * @throws SetUpException if the archive cannot be reached or has another branch of WordPress
     */
    public WordPressDebs fetch(Machine.Debian debian) {
        try {
            if (!Manifest.isWhole(folder)) download(debian);
            return debs();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private WordPressDebs debs() throws IOException {
        var files = new ArrayList<Path>();
        try (var debs = Files.newDirectoryStream(folder, "*.deb")) {
            debs.forEach(files::add);
        }
        files.sort(null);
        return new WordPressDebs(version(folder), files);
    }

    private void download(Machine.Debian debian) throws IOException {
        var part = folder.resolveSibling(folder.getFileName() + ".part");
        Trees.delete(part);
        var apt = Files.createDirectories(part.resolve("apt"));
        Files.createDirectories(apt.resolve("lists/partial"));
        Files.createDirectories(apt.resolve("cache/archives/partial"));
        try (var stage = progress.begin("WordPress, download")) {
            var sources = ArchiveSources.ask(debian, children, part);
            Files.writeString(apt.resolve("sources.list"), sources.sourcesList(RELEASE));
            apt(part, UPDATE_WITHIN, List.of("update"));
            var total = total(apt(part, UPDATE_WITHIN, named("--print-uris")));
            watched(part, total, stage, () -> apt(part, DOWNLOAD_WITHIN, named("-q")));
            Trees.delete(apt);
            var version = version(part);
            Manifest.write(part);
            Trees.delete(folder);
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            stage.bytes(total, total);
            stage.done(version);
        }
    }

    private static List<String> named(String option) {
        var words = new ArrayList<>(List.of("download", option));
        words.addAll(NAMES);
        return words;
    }

    private Finished apt(Path part, Duration within, List<String> words) {
        var apt = part.resolve("apt");
        var command = new ArrayList<>(List.of("apt-get", "-q"));
        for (var option : List.of(
                "Dir::Etc::sourcelist=" + apt.resolve("sources.list"),
                "Dir::Etc::sourceparts=/dev/null",
                "Dir::State::lists=" + apt.resolve("lists"),
                "Dir::State::status=/dev/null",
                "Dir::Cache=" + apt.resolve("cache"),
                "APT::Sandbox::User=root",
                "Acquire::Languages=none",
                "Acquire::Retries=3")) {
            command.add("-o");
            command.add(option);
        }
        command.addAll(words);
        var finished = children.run(new Program("WordPress packages", command, Map.of("LC_ALL", "C"), part), within);
        if (finished.status() == 0) return finished;
        throw new SetUpException(
                "WordPress could not be fetched from Debian's archive",
                "Is the archive of /etc/apt/sources.list.d within reach? Then start again.",
                finished.log(),
                null);
    }

    private static long total(Finished uris) {
        return SIZE.matcher(uris.output())
                .results()
                .mapToLong(size -> Long.parseLong(size.group(1)))
                .sum();
    }

    /** Reports the growth of the folder while the work goes on. */
    private static void watched(Path part, long total, Progress.Stage stage, Runnable work) {
        var isOver = new AtomicBoolean();
        var watch = Thread.ofVirtual().start(() -> {
            while (!isOver.get()) {
                stage.bytes(debsSize(part), total);
                try {
                    Thread.sleep(LOOK_EVERY);
                } catch (InterruptedException over) {
                    return;
                }
            }
        });
        try {
            work.run();
        } finally {
            isOver.set(true);
            watch.interrupt();
        }
    }

    private static long debsSize(Path part) {
        return Math.max(0, Trees.size(part) - Trees.size(part.resolve("apt")));
    }

    private String version(Path place) throws IOException {
        try (var files = Files.newDirectoryStream(place, "wordpress_*.deb")) {
            for (var deb : files) return versionOf(deb, place);
        }
        throw new SetUpException("The archive gave no WordPress", "Start again.");
    }

    private String versionOf(Path deb, Path place) {
        var program = Program.of("WordPress packages", place, "dpkg-deb", "--field", deb.toString(), "Version");
        var text = children.run(program, UPDATE_WITHIN).output().strip();
        var match = VERSION.matcher(text);
        if (match.find() && match.group(1).startsWith(BRANCH)) return match.group(1);
        throw new SetUpException(
                "Debian " + RELEASE + " has WordPress " + text + ", and this version of Cloakroom needs " + BRANCH
                        + "x",
                "Take a newer version of Cloakroom.");
    }
}
