package io.cloakroom.userpool.api;

import io.cloakroom.userpool.trigger.TriggerFault;
import java.util.Optional;

/** A call is refused. Caught in one place, {@link ApiEndpoint}. */
final class ApiFault extends RuntimeException {
    private final Type type;

    /** @param message goes to the caller; quotes nothing secret */
    ApiFault(Type type, String message) {
        super(message, null, false, false);
        this.type = type;
    }

    Type type() {
        return type;
    }

    /** Cognito's names, and those that every AWS service has. */
    enum Type {
        ALIAS_EXISTS("AliasExistsException"),

        CODE_DELIVERY_FAILURE("CodeDeliveryFailureException"),
        CODE_MISMATCH("CodeMismatchException"),
        ENABLE_SOFTWARE_TOKEN_MFA("EnableSoftwareTokenMFAException"),
        EXPIRED_CODE("ExpiredCodeException"),
        GROUP_EXISTS("GroupExistsException"),
        INCOMPLETE_SIGNATURE("IncompleteSignatureException"),
        INTERNAL_ERROR("InternalErrorException"),
        INVALID_LAMBDA_RESPONSE("InvalidLambdaResponseException"),
        INVALID_OAUTH_FLOW("InvalidOAuthFlowException"),
        INVALID_PARAMETER("InvalidParameterException"),
        INVALID_PASSWORD("InvalidPasswordException"),
        INVALID_SIGNATURE("InvalidSignatureException"),
        LIMIT_EXCEEDED("LimitExceededException"),
        MISSING_AUTHENTICATION_TOKEN("MissingAuthenticationTokenException"),
        NOT_AUTHORIZED("NotAuthorizedException"),
        PASSWORD_RESET_REQUIRED("PasswordResetRequiredException"),
        REFRESH_TOKEN_REUSE("RefreshTokenReuseException"),
        RESOURCE_NOT_FOUND("ResourceNotFoundException"),
        SCOPE_DOES_NOT_EXIST("ScopeDoesNotExistException"),
        SERIALIZATION("SerializationException"),
        SOFTWARE_TOKEN_MFA_NOT_FOUND("SoftwareTokenMFANotFoundException"),
        UNAUTHORIZED("UnauthorizedException"),
        UNEXPECTED_LAMBDA("UnexpectedLambdaException"),
        PRECONDITION_NOT_MET("PreconditionNotMetException"),
        USER_IMPORT_IN_PROGRESS("UserImportInProgressException"),
        TOO_MANY_REQUESTS("TooManyRequestsException"),
        UNKNOWN_OPERATION("UnknownOperationException"),
        UNRECOGNIZED_CLIENT("UnrecognizedClientException"),
        UNSUPPORTED_OPERATION("UnsupportedOperationException"),
        UNSUPPORTED_TOKEN_TYPE("UnsupportedTokenTypeException"),
        UNSUPPORTED_USER_STATE("UnsupportedUserStateException"),
        USER_LAMBDA_VALIDATION("UserLambdaValidationException"),
        USER_NOT_CONFIRMED("UserNotConfirmedException"),
        USER_NOT_FOUND("UserNotFoundException"),
        USERNAME_EXISTS("UsernameExistsException"),
        WEB_AUTHN_CHALLENGE_NOT_FOUND("WebAuthnChallengeNotFoundException"),
        WEB_AUTHN_CLIENT_MISMATCH("WebAuthnClientMismatchException"),
        WEB_AUTHN_CREDENTIAL_NOT_SUPPORTED("WebAuthnCredentialNotSupportedException"),
        WEB_AUTHN_NOT_ENABLED("WebAuthnNotEnabledException"),
        WEB_AUTHN_ORIGIN_NOT_ALLOWED("WebAuthnOriginNotAllowedException"),
        WEB_AUTHN_RELYING_PARTY_MISMATCH("WebAuthnRelyingPartyMismatchException");

        private final String wireName;

        Type(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }

        int status() {
            return this == INTERNAL_ERROR ? 500 : 400;
        }
    }

    static ApiFault of(TriggerFault fault) {
        var type = switch (fault.kind()) {
            case REFUSED -> Type.USER_LAMBDA_VALIDATION;
            case UNREACHED -> Type.UNEXPECTED_LAMBDA;
            case UNREADABLE -> Type.INVALID_LAMBDA_RESPONSE;
        };
        return new ApiFault(type, Optional.ofNullable(fault.getMessage()).orElse(""));
    }

    static ApiFault notAuthorized(String message) {
        return new ApiFault(Type.NOT_AUTHORIZED, message);
    }

    static ApiFault tooOften() {
        return new ApiFault(Type.LIMIT_EXCEEDED, "Attempt limit exceeded, please try after some time.");
    }

    static ApiFault invalid(String message) {
        return new ApiFault(Type.INVALID_PARAMETER, message);
    }
}
