/**
 * Meets people in their browsers: signs them in, keeps them signed in for an hour, and sends them back to the client.
 *
 * <p>Start at {@link io.cloakroom.userpool.hosted.AuthorizeEndpoint}, whose ways lead through {@link
 * io.cloakroom.userpool.hosted.LoginEndpoint}. Nobody is sent to an address that was not registered; every form is ours or
 * refused. Whatever people do who are not signed in is done by the API's own operations. May use: {@code api}, {@code
 * confirmation}, {@code oauth}, {@code passkey}, {@code pages}, {@code signin}, {@code profile}, {@code password}, {@code
 * store}, {@code http}.
 */
@NullMarked
package io.cloakroom.userpool.hosted;

import org.jspecify.annotations.NullMarked;
