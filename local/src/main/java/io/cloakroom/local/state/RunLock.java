package io.cloakroom.local.state;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.cloakroom.json.Json;
import io.cloakroom.json.JsonObject;
import io.cloakroom.local.process.ProcessIdentity;
import io.cloakroom.local.report.SetUpException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * The right to use a state folder: a file with the number and the start of the process that holds it. One whose process is gone
 * counts for nothing.
 */
public final class RunLock implements AutoCloseable {
    static final String FILE = "lock";
    static final String GUARD = "lock.guard";

    private static final String ADVICE = "Check who owns the folder, or choose another with --state.";

    private final Path file;
    private final ProcessIdentity owner;
    private final Instant since;

    private RunLock(Path file, ProcessIdentity owner, Instant since) {
        this.file = file;
        this.owner = owner;
        this.since = since;
    }

    /** What became of asking for it. */
    public sealed interface Attempt {
        record Taken(RunLock lock) implements Attempt {}

        record Held(Running by) implements Attempt {}
    }

    /** Takes the lock, unless a living process holds it; this one included. */
    public static Attempt take(StateFolder state) {
        var file = state.run().resolve(FILE);
        // Looking and taking must be one step; the kernel lets go of this guard if we die between.
        try (var guard = FileChannel.open(state.run().resolve(GUARD), CREATE, WRITE);
                var _ = guard.lock()) {
            var holder = holder(file);
            if (holder.isPresent()) return new Attempt.Held(holder.get());
            var lock = new RunLock(file, ProcessIdentity.ofThisJvm(), Instant.now());
            lock.announce(List.of());
            return new Attempt.Taken(lock);
        } catch (OverlappingFileLockException elsewhere) {
            throw new SetUpException("Another start of this process is under way in " + state.root(), "Wait for it.");
        } catch (IOException fault) {
            throw new SetUpException("The lock " + file + " cannot be taken", ADVICE, null, fault);
        }
    }

    /** Who runs the folder now, if anybody. */
    public static Optional<Running> holder(StateFolder state) {
        return holder(state.run().resolve(FILE));
    }

    /** Says where our parts can be reached, for the next one who comes. */
    public void announce(List<Address> addresses) {
        var members = Json.members(
                "pid", owner.pid(),
                "start", owner.start(),
                "since", since.toString(),
                "addresses", addresses.stream().map(RunLock::members).toList());
        try {
            var part = file.resolveSibling("lock.part");
            Files.write(part, Json.write(members));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException fault) {
            throw new SetUpException("The lock " + file + " cannot be written", ADVICE, null, fault);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException fault) {
            throw new SetUpException("The lock " + file + " cannot be removed", ADVICE, null, fault);
        }
    }

    private static Object members(Address address) {
        return Json.members("name", address.name(), "url", address.url());
    }

    private static Optional<Running> holder(Path file) {
        try {
            return switch (Json.read(Files.readAllBytes(file))) {
                case Json.Reading.Read read -> living(read.object());
                case Json.Reading.Unreadable _ -> Optional.empty();
            };
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    private static Optional<Running> living(JsonObject lock) {
        var identity = new ProcessIdentity(
                lock.integer("pid").orElse(0), lock.text("start").orElse(""));
        if (identity.pid() <= 0 || identity.find().isEmpty()) return Optional.empty();
        var addresses = lock.objects("addresses").orElse(List.of()).stream()
                .map(address -> new Address(
                        address.text("name").orElse(""), address.text("url").orElse("")))
                .toList();
        return Optional.of(new Running(identity.pid(), since(lock), addresses));
    }

    private static Instant since(JsonObject lock) {
        try {
            return Instant.parse(lock.text("since").orElse(""));
        } catch (DateTimeParseException unreadable) {
            return Instant.EPOCH;
        }
    }
}
