package io.cloakroom.local.wordpress;

import io.cloakroom.local.debian.WordPressDebs;
import io.cloakroom.local.process.Children;
import io.cloakroom.local.report.Progress;
import io.cloakroom.local.state.Ports;
import io.cloakroom.local.state.StateFolder;
import io.cloakroom.local.state.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** An installed site that never runs itself: tests copy it, which is faster than installing. */
public final class PreparedSite {
    private final Path folder;

    private PreparedSite(Path folder) {
        this.folder = folder;
    }

    /**
     * The one in these downloads; made by installing a site once.
     *
     * @param downloads of a state folder
     */
    public static PreparedSite in(Path downloads, WordPressDebs debs, Progress progress) {
        var folder = downloads.resolve("prepared-site-" + debs.version());
        try {
            if (!Files.exists(folder)) make(folder, debs, progress);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return new PreparedSite(folder);
    }

    /** Puts a copy into an empty state folder, for {@link WordPress#start} to find. */
    public void copyInto(StateFolder state) {
        Trees.copy(folder.resolve("site"), state.site());
        Trees.copy(folder.resolve("db"), state.db());
    }

    private static void make(Path folder, WordPressDebs debs, Progress progress) throws IOException {
        var part = Files.createTempDirectory(folder.getParent(), "prepared-site");
        try {
            var state = StateFolder.open(part.resolve("state"));
            try (var children = new Children(state.logs(), state.run())) {
                var config = SiteConfig.of(Ports.free().site(), state.passphrase());
                WordPress.start(config, state, debs, children, progress).close();
            }
            var whole = Files.createDirectory(part.resolve("whole"));
            Files.move(state.site(), whole.resolve("site"));
            Files.move(state.db(), whole.resolve("db"));
            Files.move(whole, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException meanwhile) {
            // Another process was faster, and theirs is as good.
        } finally {
            Trees.delete(part);
        }
    }
}
