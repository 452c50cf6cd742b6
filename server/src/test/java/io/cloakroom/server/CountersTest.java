package io.cloakroom.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class CountersTest {
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Counters counters = new Counters(metrics);

    @Test
    void count_refusals_standInTheMetricsByCodeAndReason() {
        counters.count("unauthorized", "expired");
        counters.count("unauthorized", "expired");
        counters.count("not-found", "");

        assertThat(metrics.scrape())
                .contains("cloakroom_problems_total{code=\"unauthorized\",reason=\"expired\"} 2.0")
                .contains("cloakroom_problems_total{code=\"not-found\",reason=\"not-found\"} 1.0");
    }

    @Test
    void door_whereNoRequestCameToBe_isCountedToo() {
        assertThat(counters.atTheDoor().apply(413).status()).isEqualTo(413);

        assertThat(metrics.scrape()).contains("cloakroom_problems_total{code=\"too-large\",reason=\"status-413\"} 1.0");
    }
}
