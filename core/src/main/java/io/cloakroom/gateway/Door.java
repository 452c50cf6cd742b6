package io.cloakroom.gateway;

/** How somebody who asks for records proves who she is. */
enum Door {
    /** A session cookie, from a card of ours: same-origin request with our header. */
    CARD,
    /** A bearer token. It opens nothing but {@code /v1/me/collections}. */
    BEARER
}
