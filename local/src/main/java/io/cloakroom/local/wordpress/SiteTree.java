package io.cloakroom.local.wordpress;

import io.cloakroom.local.debian.WordPressDebs;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.process.Program;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.report.SetUpException;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.state.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Set;

/** WordPress's files in one ordinary folder, from packages that spread them over a system and link them together. */
final class SiteTree {
    private static final Duration UNPACK_WITHIN = Duration.ofMinutes(2);
    // A link to Debian's own configuration, and a plugin that talks to a service of others.
    private static final Set<String> LEFT_OUT = Set.of(".htaccess", "wp-content/plugins/akismet");

    private SiteTree() {}

    /** Unpacks the packages into {@code site}, unless they are there. */
    static void unpack(StateFolder state, WordPressDebs debs, Children children, Progress progress) {
        if (Files.exists(state.site().resolve("wp-includes/version.php"))) return;
        var tree = state.run().resolve("unpacked");
        var flat = state.run().resolve("flat");
        try (var stage = progress.begin("WordPress, unpacked")) {
            Trees.delete(tree);
            Trees.delete(flat);
            Files.createDirectories(tree);
            for (var deb : debs.files()) unpack(deb, tree, children);
            flatten(tree, tree.resolve("usr/share/wordpress"), flat);
            fill(tree, tree.resolve("var/lib/wordpress/wp-content"), flat.resolve("wp-content"));
            for (var path : LEFT_OUT) Trees.delete(flat.resolve(path));
            Trees.delete(tree);
            Trees.delete(state.site());
            Files.move(flat, state.site(), StandardCopyOption.ATOMIC_MOVE);
            var size = Trees.size(state.site());
            stage.bytes(size, size);
            stage.done(debs.version());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static void unpack(Path deb, Path tree, Children children) {
        var program = Program.of("WordPress packages", tree, "dpkg-deb", "--extract", deb.toString(), tree.toString());
        var finished = children.run(program, UNPACK_WITHIN);
        if (finished.status() == 0) return;
        throw new SetUpException(
                "The package " + deb.getFileName() + " could not be unpacked",
                "Is the disk full? Otherwise remove the state's downloads and start again.",
                finished.log(),
                null);
    }

    /** Copies files and what links lead to; a link to nothing is left out. */
    private static void flatten(Path tree, Path from, Path to) throws IOException {
        var real = followed(tree, from);
        if (Files.isRegularFile(real)) {
            Files.copy(real, to, StandardCopyOption.COPY_ATTRIBUTES);
        } else if (Files.isDirectory(real)) {
            Files.createDirectories(to);
            fill(tree, real, to);
        }
    }

    /** Copies what is in a folder, except for what is there already. */
    private static void fill(Path tree, Path from, Path to) throws IOException {
        try (var entries = Files.newDirectoryStream(from)) {
            for (var entry : entries) {
                var target = to.resolve(entry.getFileName());
                if (Files.isDirectory(target)) fill(tree, followed(tree, entry), target);
                else if (!Files.exists(target)) flatten(tree, entry, target);
            }
        }
    }

    // The tree stands for the root of a system: a link to /usr means the tree's. What is not there may be this system's
    // own.
    private static Path followed(Path tree, Path path) throws IOException {
        if (!Files.isSymbolicLink(path)) return path;
        var target = Files.readSymbolicLink(path);
        var inTree = target.isAbsolute() ? tree.resolve(target.toString().substring(1)) : path.resolveSibling(target);
        return Files.exists(inTree) || !target.isAbsolute() ? followed(tree, inTree) : target;
    }
}
