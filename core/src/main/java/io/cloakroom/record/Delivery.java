package io.cloakroom.record;

/** The ways in which a collection's data may reach a member. */
public enum Delivery {
    /** A page of the gateway's own, in a frame: nothing reaches the site. */
    CARD,
    /** Script in the site's page calls the gateway with an access token: what it reads, the site can read. */
    DIRECT,
    /** The site's server calls the gateway with the member's access token: what it reads, the site can read. */
    RELAY
}
