package io.cloakroom.gateway;

/** How somebody who asks for records proves who she is. */
enum Door {
    /** A session cookie, from a card of ours: same-origin request with our header. */
    CARD,
    /** A bearer token. It opens nothing but {@code /v1/me/collections}. */
    BEARER,
    /** A session cookie, in a window of the gateway's own that a person has opened or sent a form from. */
    WINDOW
}
