package io.cloakroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloakroom.upstream.UpstreamException.Unavailable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobsTest {
    private final List<String> done = new ArrayList<>();

    @Test
    void look_aJobFails_theOthersAreDoneAllTheSame() {
        Jobs.Job away = () -> {
            throw new Unavailable("store", null);
        };
        Jobs.Job mistaken = () -> {
            throw new IllegalStateException("a mistake");
        };
        try (var jobs = new Jobs(List.of(() -> done.add("first"), away, mistaken, () -> done.add("last")))) {
            jobs.look();
            jobs.look();
        }
        assertThat(done).containsExactly("first", "last", "first", "last");
    }
}
