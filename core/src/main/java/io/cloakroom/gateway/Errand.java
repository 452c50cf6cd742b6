package io.cloakroom.gateway;

/** What somebody wants with records. */
enum Errand {
    READ,
    /** See the form in which they are changed. */
    EDIT,
    SAVE,
    /** See secret fields whole. */
    UNMASK
}
