package io.cloakroom.userpool.hosted;

import io.cloakroom.userpool.api.ClientCalls.Result.Refused;

/** What a refused call says to the person in front of a page. */
final class CallFaults {
    private CallFaults() {}

    static String words(Refused refused) {
        return switch (refused.error()) {
            case "InvalidPasswordException", "InvalidParameterException", "UserLambdaValidationException" ->
                refused.message();
            case "UsernameExistsException", "AliasExistsException" ->
                "There is an account of this name already. Sign in, or choose a new password.";
            case "CodeMismatchException", "ExpiredCodeException" -> "This code is not right, or it has ended.";
            case "LimitExceededException", "TooManyRequestsException" ->
                "Too many tries. Wait a while, then try again.";
            default -> "That did not work. Try again, or tell the people who run the site.";
        };
    }
}
