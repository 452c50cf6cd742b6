package io.cloakroom.card;

import java.util.Optional;

/**
 * What stands above every page of a member's who has asked to be erased.
 *
 * @param text until when she may change her mind, or that it has begun
 * @param keep where the form goes by which she keeps her data; empty once it is too late
 */
public record Leaving(String text, Optional<String> keep) {}
