package io.cloakroom.seal;

import static io.cloakroom.config.Checks.require;

import io.cloakroom.config.Settings;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The KMS key that wraps members' keys. The gateway's own keys stay in the keyset.
 *
 * @param key its ARN, and never an alias, which can be made to mean another key; key {@code keys.kms-key}
 * @param before ARNs of keys that wrapped earlier and still unwrap, until {@code keys rewrap} has been; key {@code
 *     keys.kms-keys-before}. No other key unwraps, whatever a stored key says of itself
 * @param endpoint another than the region's own; key {@code keys.kms-endpoint}
 */
public record KmsConfig(String key, Set<String> before, Optional<String> endpoint) {
    private static final Pattern ARN =
            Pattern.compile("arn:aws[a-z-]{0,20}:kms:([a-z]{2}(?:-[a-z]+)+-[0-9]):[0-9]{12}:key/[A-Za-z0-9-]{1,64}");
    private static final String ALLOWED =
            "the ARN of a key, such as arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    static final int BEFORE_MAX = 10;

    public KmsConfig {
        before = Set.copyOf(before);
        require(isArn(key), "keys.kms-key", ALLOWED);
        require(before.stream().allMatch(KmsConfig::isArn), "keys.kms-keys-before", ALLOWED);
        require(before.size() <= BEFORE_MAX, "keys.kms-keys-before", "at most " + BEFORE_MAX);
    }

    /** @return empty if the keyset wraps members' keys */
    public static Optional<KmsConfig> from(Settings settings) {
        var key = settings.optional("keys.kms-key");
        if (key.isEmpty()) {
            for (var other : Set.of("keys.kms-keys-before", "keys.kms-endpoint"))
                if (settings.optional(other).isPresent()) settings.fault(other, "only with keys.kms-key");
            return Optional.empty();
        }
        if (!isArn(key.get())) settings.fault("keys.kms-key", ALLOWED);
        var before = before(settings);
        var endpoint = settings.optional("keys.kms-endpoint").map(_ -> settings.url("keys.kms-endpoint"));
        return key.filter(KmsConfig::isArn).map(arn -> new KmsConfig(arn, before, endpoint));
    }

    private static Set<String> before(Settings settings) {
        var texts = settings.texts("keys.kms-keys-before");
        var before = new HashSet<String>();
        for (var i = 0; i < texts.size(); i++) {
            if (isArn(texts.get(i))) before.add(texts.get(i));
            else settings.itemFault("keys.kms-keys-before", i, ALLOWED);
        }
        if (before.size() <= BEFORE_MAX) return before;
        settings.fault("keys.kms-keys-before", "at most " + BEFORE_MAX);
        return Set.of();
    }

    private static boolean isArn(String text) {
        return ARN.matcher(text).matches();
    }

    /** The region that a key is in. */
    public static String region(String arn) {
        var matcher = ARN.matcher(arn);
        if (!matcher.matches()) throw new IllegalArgumentException("not the ARN of a key");
        return matcher.group(1);
    }
}
