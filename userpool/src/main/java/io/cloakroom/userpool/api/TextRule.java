package io.cloakroom.userpool.api;

import static io.cloakroom.config.Checks.isWithin;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The form of a text in Cognito's model.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_Operations.html">API
 *     reference, each operation's request parameters</a>
 */
enum TextRule {
    POOL_ID("[\\w-]+_[0-9a-zA-Z]+", 1, 55),
    POOL_NAME("[\\w\\s+=,.@-]+", 1, 128),
    CLIENT_ID("[\\w+]+", 1, 128),
    CLIENT_NAME("[\\w\\s+=,.@-]+", 1, 128),
    USERNAME("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+", 1, 128),
    JOB_ID("import-[0-9a-zA-Z-]+", 1, 55),
    JOB_NAME("[\\w\\s+=,.@-]+", 1, 128),
    GROUP_NAME("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+", 1, 128),
    PASSWORD("\\S|\\S.*\\S", 1, 256),
    DESCRIPTION("(?s).*", 0, 2048),
    RESOURCE_SERVER_ID("[\\x21\\x23-\\x5B\\x5D-\\x7E]+", 1, 256),
    RESOURCE_SERVER_NAME("[\\w\\s+=,.@-]+", 1, 256),
    SCOPE_NAME("[\\x21\\x23-\\x2E\\x30-\\x5B\\x5D-\\x7E]+", 1, 256),
    SCOPE_DESCRIPTION("(?s).*", 1, 256),
    SCOPE("[\\x21\\x23-\\x5B\\x5D-\\x7E]+", 1, 256),
    ADDRESS("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+", 1, 1024),
    ATTRIBUTE_NAME("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+", 1, 32),
    ATTRIBUTE_VALUE("(?s).*", 0, 2048),
    SCHEMA_NAME("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+", 1, 20),
    WORD("[\\w.+-]+", 1, 64),
    FILTER("(?s).*", 0, 256),
    PAGE("\\S+", 1, 131_072),
    TOKEN("[A-Za-z0-9-_=.]+", 1, 16_384),
    CONFIRMATION_CODE("[\\S]+", 1, 2048),
    TOTP_CODE("[0-9]+", 6, 6),
    DEVICE_NAME("(?s).*", 0, 256),
    CODE_MESSAGE("(?s).*\\{####\\}.*", 6, 20_000),
    SUBJECT("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}\\s]+", 1, 140),
    ARN("arn:[\\w+=/,.@:-]+", 20, 2048),
    RELYING_PARTY("(?s).*", 1, 127),
    CREDENTIAL_ID("[A-Za-z0-9_-]+", 1, 1400),
    SECRET_HASH("[\\w+=/]+", 1, 128),
    SESSION("(?s).*", 20, 2048),
    FLOW_PARAMETER("(?s).*", 0, 16_384),
    METADATA("(?s).*", 0, 16_384),
    TAG("(?s).*", 0, 256);

    private final Pattern form;
    private final int least;
    private final int most;

    TextRule(String form, int least, int most) {
        this.form = Pattern.compile(form);
        this.least = least;
        this.most = most;
    }

    /** AWS's words for the constraint that the text does not keep. */
    Optional<String> fault(String text) {
        if (!isWithin(least, text.length(), most)) {
            return Optional.of("Member must have length between " + least + " and " + most);
        }
        return form.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("Member must satisfy regular expression pattern: " + form.pattern());
    }
}
