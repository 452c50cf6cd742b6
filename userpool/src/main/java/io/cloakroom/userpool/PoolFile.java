package io.cloakroom.userpool;

import io.cloakroom.config.Settings;
import io.cloakroom.config.SettingsException;
import io.cloakroom.userpool.post.MailConfig;
import io.cloakroom.userpool.quota.QuotasConfig;
import io.cloakroom.userpool.trigger.FunctionsConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration file says: where the world outside of this pool is.
 *
 * @param functions where the functions are that pools ask; keys {@code functions.<name>.*}
 * @param quotas how many calls a second there may be, where quotas are asked for; keys {@code quotas.<category>}
 * @param mail where mail is sent to besides the outbox; keys {@code mail.*}
 */
public record PoolFile(FunctionsConfig functions, QuotasConfig quotas, Optional<MailConfig> mail) {
    /** The file's name in the data folder, where it is looked for if nothing else is said. */
    public static final String NAME = "userpool.yaml";

    public static final PoolFile EMPTY = new PoolFile(FunctionsConfig.NONE, QuotasConfig.AWS, Optional.empty());

    /** @throws SettingsException with every fault, each with its line */
    public static PoolFile read(Path file, Map<String, String> environment) {
        return from(Settings.read(file, environment));
    }

    static PoolFile from(Settings settings) {
        var read = new PoolFile(FunctionsConfig.from(settings), QuotasConfig.from(settings), MailConfig.from(settings));
        settings.done();
        return read;
    }
}
