/**
 * Speaks OAuth 2.0 and OpenID Connect as Cognito's domain does: what an authorization request may ask for, what a code is
 * exchanged for, and the endpoints that clients call without a browser.
 *
 * <p>Start at {@link io.cloakroom.userpool.oauth.AuthorizeRequests} and {@link io.cloakroom.userpool.oauth.TokenEndpoint}.
 * The endpoints that browsers meet are in {@code hosted}. May use: {@code token}, {@code store}, {@code http}, {@code json}.
 */
@NullMarked
package io.cloakroom.userpool.oauth;

import org.jspecify.annotations.NullMarked;
