package io.cloakroom.signin;

/** Where a sign-in leads. */
public enum Onward {
    /** Back to the site, with a ticket. */
    SITE,
    /** To our own page, on which she connects her account at the site. */
    LINK,
    /** The same, and she has no user in the pool yet. */
    SIGN_UP
}
