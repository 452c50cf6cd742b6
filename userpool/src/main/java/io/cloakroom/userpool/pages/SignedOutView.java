package io.cloakroom.userpool.pages;

import java.util.Optional;

/** @param fault why the way ends here */
public record SignedOutView(Optional<String> clientName, Optional<String> fault) {}
