package io.cloakroom.ledger;

/** What was done, or asked for. */
public enum Act {
    READ,
    WRITE,
    DELETE,
    /** Secret fields were shown whole. */
    UNMASK,
    /** Somebody looked for a member, by an address or by the value of a field. */
    FIND,
    IMPORT,
    EXPORT,
    EXPORT_ASKED,
    /** Erasure was asked for; it waits. */
    ERASURE_ASKED,
    ERASURE_CANCELLED,
    ERASE,
    /** Somebody read this ledger. */
    LEDGER_READ,
    SIGN_IN,
    KEYS_ROTATED,
    KEYS_REWRAPPED,
    /** A site's user was tied to a member, by staff's word. */
    LINK,
    UNLINK,
    /** Staff keep aside what a site says of memberships, */
    FACTS_HELD,
    /** or believe what was kept aside, */
    FACTS_RELEASED,
    /** or forget it. */
    FACTS_DISCARDED,
    SESSIONS_ENDED
}
