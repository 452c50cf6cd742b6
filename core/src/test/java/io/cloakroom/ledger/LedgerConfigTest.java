package io.cloakroom.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import io.cloakroom.ledger.LedgerConfig.Reads;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LedgerConfigTest {
    private static LedgerConfig read(String yaml) {
        var settings = Settings.of(yaml);
        var config = LedgerConfig.from(settings);
        settings.done();
        return config;
    }

    @Test
    void defaults_areThese() {
        assertThat(read("")).isEqualTo(new LedgerConfig(4, Reads.GROUPED, Optional.empty(), Optional.empty()));
    }

    @Test
    void everyKey_isRead() {
        var config = read(
                "ledger: {shards: 64, own-reads: durable, checkpoint-key-file: k.json, checkpoint-public-key: name+id+key}");
        assertThat(config.shards()).isEqualTo(64);
        assertThat(config.reads()).isEqualTo(Reads.DURABLE);
        assertThat(config.checkpointKeyFile().orElseThrow()).hasFileName("k.json");
        assertThat(config.checkpointKey()).contains("name+id+key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65", "x"})
    void shards_outOfRange_areAFault(String shards) {
        assertThatThrownBy(() -> read("ledger: {shards: " + shards + "}"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("ledger.shards");
    }
}
