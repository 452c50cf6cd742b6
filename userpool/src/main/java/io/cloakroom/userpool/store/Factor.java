package io.cloakroom.userpool.store;

import java.util.Arrays;
import java.util.Optional;

/** What a user shows besides a password. In the order in which Cognito names them. */
public enum Factor {
    SMS("SMS_MFA", "phone_number"),
    SOFTWARE_TOKEN("SOFTWARE_TOKEN_MFA", ""),
    EMAIL("EMAIL_OTP", "email");

    private final String wireName;
    private final String attribute;

    Factor(String wireName, String attribute) {
        this.wireName = wireName;
        this.attribute = attribute;
    }

    /** As Cognito spells it, in challenges and in settings. */
    public String wireName() {
        return wireName;
    }

    /** Whose value its codes are sent to; empty if it needs no messages. */
    public Optional<String> attribute() {
        return attribute.isEmpty() ? Optional.empty() : Optional.of(attribute);
    }

    /** Cognito's documentation calls the mail one EMAIL_MFA too. */
    public static Optional<Factor> of(String wireName) {
        return Arrays.stream(values())
                .filter(factor -> factor.wireName.equals(wireName) || (factor == EMAIL && "EMAIL_MFA".equals(wireName)))
                .findFirst();
    }
}
