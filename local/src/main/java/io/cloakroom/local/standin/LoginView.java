package io.cloakroom.local.standin;

/**
 * The login page.
 *
 * @param sentence about what has just happened; may be empty
 * @param signInAddress leads on to where she wanted to go
 */
public record LoginView(PageFrame frame, String sentence, String signInAddress) {}
