package io.cloakroom.card;

/** Where a document of ours is shown. The same for everybody who opens the same page: it tells of addresses, not of people. */
public enum Placement {
    /** In a page of the same site, where the member's cookie reaches it. */
    FRAME,
    /** In a page of another site: no {@code Strict} cookie reaches it, whoever is signed in. */
    CUT_OFF,
    /** By itself. */
    WINDOW
}
