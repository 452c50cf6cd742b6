package io.cloakroom.token;

/** Why a token is not believed. For logs and counters only: the caller learns no more than "sign in again". */
public enum Reason {
    MALFORMED,
    BAD_ALGORITHM,
    UNKNOWN_KEY,
    BAD_SIGNATURE,
    WRONG_ISSUER,
    WRONG_USE,
    WRONG_CLIENT,
    WRONG_SCOPE,
    MISSING_CLAIM,
    NOT_YET_VALID,
    EXPIRED,
    TOO_OLD,
    WRONG_NONCE,
    REVOKED
}
