package io.cloakroom.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.json.Json;
import io.cloakroom.local.process.ProcessIdentity;
import io.cloakroom.local.state.RunLock.Attempt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunLockTest {
    @TempDir
    Path temporary;

    private StateFolder state;

    @BeforeEach
    void open() {
        state = StateFolder.open(temporary);
    }

    @Test
    void take_freeFolder_takesIt() {
        assertThat(RunLock.take(state)).isInstanceOf(Attempt.Taken.class);
    }

    @Test
    void take_heldByALivingProcess_tellsItsAddresses() {
        var addresses =
                List.of(new Address("Site", "http://site.cloakroom.localhost:8080"), new Address("Pool", "http://b"));
        taken().announce(addresses);

        assertThat(RunLock.take(state)).isInstanceOfSatisfying(Attempt.Held.class, held -> {
            assertThat(held.by().addresses()).isEqualTo(addresses);
            assertThat(held.by().pid()).isEqualTo(ProcessHandle.current().pid());
        });
    }

    @Test
    void take_whileTheFirstIsStarting_isHeldWithoutAddresses() {
        taken();

        assertThat(RunLock.take(state))
                .isInstanceOfSatisfying(
                        Attempt.Held.class,
                        held -> assertThat(held.by().addresses()).isEmpty());
    }

    @Test
    void take_afterClose_takesItAgain() {
        taken().close();

        assertThat(RunLock.take(state)).isInstanceOf(Attempt.Taken.class);
    }

    @Test
    void take_holderIsGone_takesItOver() throws Exception {
        var ended = new ProcessBuilder("true").start();
        var identity = ProcessIdentity.of(ended.toHandle());
        ended.waitFor();
        writeLock(identity.pid(), identity.start());

        assertThat(RunLock.take(state)).isInstanceOf(Attempt.Taken.class);
    }

    @Test
    void take_numberOfHolderGivenToAnotherProcess_takesItOver() throws Exception {
        writeLock(ProcessHandle.current().pid(), "an earlier boot:1");

        assertThat(RunLock.take(state)).isInstanceOf(Attempt.Taken.class);
    }

    @Test
    void take_unreadableLock_takesItOver() throws Exception {
        Files.writeString(state.run().resolve("lock"), "{\"pid\":");

        assertThat(RunLock.take(state)).isInstanceOf(Attempt.Taken.class);
    }

    private RunLock taken() {
        return ((Attempt.Taken) RunLock.take(state)).lock();
    }

    private void writeLock(long pid, String start) throws Exception {
        Files.write(state.run().resolve("lock"), Json.write(Json.members("pid", pid, "start", start)));
    }
}
