package io.cloakroom.userpool.api;

/** What is wrong with a code, in Cognito's words. */
final class CodeFaults {
    private CodeFaults() {}

    static ApiFault wrong() {
        return new ApiFault(ApiFault.Type.CODE_MISMATCH, "Invalid verification code provided, please try again.");
    }

    static ApiFault expired() {
        return new ApiFault(ApiFault.Type.EXPIRED_CODE, "Invalid code provided, please request a code again.");
    }
}
