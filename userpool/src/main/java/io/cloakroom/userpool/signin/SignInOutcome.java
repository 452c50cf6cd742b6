package io.cloakroom.userpool.signin;

import io.cloakroom.userpool.store.User;

/** What became of a name and a password. */
public sealed interface SignInOutcome {
    /** The password was right. Not yet signed in: {@link Sequence} says what comes next. */
    record Right(User user) implements SignInOutcome {}

    /** Wrong password. */
    record Refused() implements SignInOutcome {}

    /** Nobody of that name: only clients that are set so may tell it from a wrong password. */
    record Unknown() implements SignInOutcome {}

    /** Too many wrong passwords: this one was not looked at. */
    record Locked() implements SignInOutcome {}

    /** The password was right, and the user is disabled. */
    record Disabled() implements SignInOutcome {}

    /** The password was right, and the user has signed up but not yet shown that she gets her mail. */
    record Unconfirmed() implements SignInOutcome {}

    /** She was brought here without her password, and has chosen none yet: whatever she shows is not looked at. */
    record ResetRequired() implements SignInOutcome {}

    /** The password was right, but was a temporary one whose time is over. */
    record TemporaryPasswordExpired() implements SignInOutcome {}
}
