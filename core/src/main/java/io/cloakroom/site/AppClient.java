package io.cloakroom.site;

import io.cloakroom.config.Secret;

/**
 * An app client of the user pool, and the name of what people sign in to by it: a site, or the staff's console. All that
 * signing in and sessions need to know of either.
 */
public interface AppClient {
    /** Names it in cookies and stored sessions. */
    SiteId id();

    String clientId();

    Secret clientSecret();
}
