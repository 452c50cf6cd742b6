/**
 * Decides whether a token of the user pool may be believed.
 *
 * <p>Start at {@link io.cloakroom.token.TokenVerifier} for access tokens; its answer is a {@link
 * io.cloakroom.token.Verdict}. {@link io.cloakroom.token.IdTokenVerifier} reads who signed in. Both stand on {@link
 * io.cloakroom.token.SignedTokens} (form, algorithm, key, signature), which gets its keys from a {@link
 * io.cloakroom.token.KeySource}. {@link io.cloakroom.token.TokenExplainer} tells an operator everything that is wrong with a
 * token, by the same rules. May use: {@code config}, {@code json}, {@code upstream}, {@code member}.
 */
@NullMarked
package io.cloakroom.token;

import org.jspecify.annotations.NullMarked;
