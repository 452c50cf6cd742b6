package io.cloakroom.local.state;

/**
 * Where something can be reached.
 *
 * @param name for people: "Site"
 */
public record Address(String name, String url) {}
