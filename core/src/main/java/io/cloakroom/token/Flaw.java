package io.cloakroom.token;

/** What is wrong with the form of a malformed token, for whoever has to mend its sender. The caller never learns it. */
public enum Flaw {
    NOTHING_THERE,
    TOO_LONG,
    STRAY_CHARACTERS,
    ENCRYPTED,
    NOT_THREE_PARTS,
    UNSIGNED,
    ENCODING,
    HEADER_NO_OBJECT,
    CLAIMS_NO_OBJECT,
    NO_ALGORITHM,
    NO_KEY_ID,
    HEADER_ASKS_FOR_MORE
}
