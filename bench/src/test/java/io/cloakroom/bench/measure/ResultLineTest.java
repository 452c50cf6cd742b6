package io.cloakroom.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ResultLineTest {
    private static final String LINE = "bench requests=184123 micros=8003211 p50=1312 p99=2890 faults=0 rounds=3";
    private static final Load LOAD = new Load(184_123, micros(8_003_211), micros(1312), micros(2890), 0, 3);

    @Test
    void parse_amongWrksOwnWords_findsTheFigures() {
        var output = """
                Running 8s test @ http://127.0.0.1:8081/
                  1 threads and 32 connections
                  Thread Stats   Avg      Stdev     Max   +/- Stdev
                    Latency     1.41ms  412.13us   9.02ms   78.11%
                184123 requests in 8.00s, 61.21MB read
                Requests/sec:  23006.14
                """ + LINE + "\n";

        assertThat(ResultLine.parse(output)).contains(LOAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unable to connect to 127.0.0.1:8081 Connection refused",
                "bench requests=1 micros=2 p50=3 p99=4 faults=5",
                "bench requests=1 micros=2 p50=3 p99=4 faults=5 rounds=",
                "bench requests=1 micros=2 p50=-3 p99=4 faults=5 rounds=6",
                "bench requests=1 micros=2 p50=nan p99=4 faults=5 rounds=6",
                "# bench requests=1 micros=2 p50=3 p99=4 faults=5 rounds=6"
            })
    void parse_noneOrHalfALine_isEmpty(String output) {
        assertThat(ResultLine.parse(output)).isEmpty();
    }

    @Test
    void of_load_isReadBack() {
        var line = ResultLine.of(LOAD, Map.of("cpu", 77L));

        assertThat(ResultLine.parse(line)).contains(LOAD);
        assertThat(ResultLine.value(line, "cpu")).contains(77L);
        assertThat(ResultLine.value(line, "resident")).isEmpty();
    }

    @Test
    void perSecond_isOfTheTimeItTook() {
        assertThat(new Load(3000, Duration.ofMillis(1500), Duration.ZERO, Duration.ZERO, 0, 0).perSecond())
                .isEqualTo(2000);
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
