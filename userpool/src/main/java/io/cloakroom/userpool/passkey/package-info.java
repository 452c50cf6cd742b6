/**
 * Decides whether a passkey is what its browser says, when it is made and when somebody signs in with it (WebAuthn).
 *
 * <p>Start at {@link io.cloakroom.userpool.passkey.PasskeyChecks}; what browsers are asked for is in {@link
 * io.cloakroom.userpool.passkey.PasskeyOptions}. May use: {@code store}; of core {@code json}.
 */
@NullMarked
package io.cloakroom.userpool.passkey;

import org.jspecify.annotations.NullMarked;
