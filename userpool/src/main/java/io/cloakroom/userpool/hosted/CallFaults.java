package io.cloakroom.userpool.hosted;

import io.cloakroom.userpool.api.ClientCalls.Result;
import io.cloakroom.userpool.api.ClientCalls.Result.Refused;

/** What a refused call says to the person in front of a page. */
final class CallFaults {
    static final String WRONG_CODE = "This code is not right, or it has ended.";
    static final String TOO_MANY_CODES = "Too many codes were sent. Try again in an hour.";

    private CallFaults() {}

    static String words(Refused refused) {
        return switch (refused.error()) {
            case "InvalidPasswordException", "InvalidParameterException", "UserLambdaValidationException" ->
                refused.message();
            case "UsernameExistsException", "AliasExistsException" ->
                "There is an account of this name already. Sign in, or choose a new password.";
            case "CodeMismatchException", "ExpiredCodeException" -> WRONG_CODE;
            case "LimitExceededException", "TooManyRequestsException" ->
                "Too many tries. Wait a while, then try again.";
            default -> "That did not work. Try again, or tell the people who run the site.";
        };
    }

    /**
     * The same to somebody who types a code and any name: who does not exist, is disabled or has no code to wait for has no
     * right code, and the page says no more than that.
     */
    static String wordsToStrangers(Refused refused) {
        return switch (refused.error()) {
            case "UserNotFoundException", "NotAuthorizedException", "InvalidParameterException" -> WRONG_CODE;
            default -> words(refused);
        };
    }

    /** Whether codes were asked for too often: all that a page tells of a name to which it sends one. */
    static boolean isTooManyCodes(Result result) {
        return result instanceof Refused refused && refused.error().equals("LimitExceededException");
    }
}
