package io.cloakroom.gateway;

/** What somebody wants with records. */
enum Errand {
    READ,
    /** See the form in which they are changed. */
    EDIT,
    SAVE,
    /** See the form of a record that is to be added. */
    NEW,
    ADD,
    /** See what would be deleted. */
    ASK,
    DELETE,
    /** See secret fields whole. */
    UNMASK
}
