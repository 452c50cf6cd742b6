package io.cloakroom.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CoresTest {
    @Test
    void allowed_rangesAndSingles_areCounted() {
        assertThat(Cores.allowed("Name:\tx\nCpus_allowed:\t2f\nCpus_allowed_list:\t0-2,5,8-9\n"))
                .containsExactly(0, 1, 2, 5, 8, 9);
    }

    @Test
    void first_severalCores_takesTwo() {
        assertThat(Cores.first(List.of(3, 7, 8))).isEqualTo(new Cores(3, 7));
    }

    @Test
    void first_oneCore_takesItForBothAndSaysSo() {
        assertThat(Cores.first(List.of(4))).isEqualTo(new Cores(4, 4));
        assertThat(Cores.first(List.of(4)).words()).contains("on one core");
        assertThat(Cores.first(List.of(4, 5)).words()).contains("another");
    }

    @Test
    void onServer_command_isHeldToItsCore() {
        assertThat(new Cores(3, 7).onServer(List.of("sleep", "1")))
                .containsExactly("taskset", "--cpu-list", "3", "sleep", "1");
    }
}
