package io.cloakroom.userpool.store;

/** By what a user may begin a sign-in, spelled as in {@code SignInPolicy}. */
public enum FirstFactor {
    PASSWORD,
    EMAIL_OTP,
    SMS_OTP,
    WEB_AUTHN
}
