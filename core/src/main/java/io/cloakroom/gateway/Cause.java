package io.cloakroom.gateway;

/** Why a request was refused, where the token's own {@link io.cloakroom.token.Reason} does not say it. For counters alone. */
enum Cause {
    NO_TOKEN,
    TOKEN_IN_QUERY,
    NO_SESSION,
    SESSION_OVER,
    NOT_OUR_PAGE,
    NOT_FRESH,
    SITE_SIGNATURE,
    HOOK_SIGNATURE,
    REPLAYED,
    STAFF,
    NOT_STAFF,
    NO_SECOND_FACTOR,
    /** Who proved herself is another than who is signed in. */
    SOMEBODY_ELSE,
    NO_RULE,
    OTHER_PURPOSE,
    BAD_PAGE,
    BAD_BODY,
    WRONG_TYPE,
    TOO_MANY_FROM_ADDRESS,
    TOO_MANY_OF_MEMBER,
    TOO_MANY_FACTS,
    TOO_MANY_SEARCHES,
    TOO_MANY_REQUESTS
}
