package io.cloakroom.userpool.pages;

/**
 * An authenticator app is set up. Its text hides the secret.
 *
 * @param form where its first code is typed
 * @param picture a QR code as a {@code data:} address
 * @param href the same for an app on this very device
 * @param secret the same to be typed, in groups of four
 */
public record SetUpView(FormView form, String picture, String href, String secret) {
    @Override
    public String toString() {
        return "SetUpView[hidden]";
    }
}
