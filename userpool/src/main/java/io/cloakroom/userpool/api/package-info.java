/**
 * Speaks Cognito's wire API: JSON 1.1, one class an operation, Cognito's names for errors.
 *
 * <p>Start at {@link io.cloakroom.userpool.api.ApiEndpoint}; every operation is listed in {@link
 * io.cloakroom.userpool.api.Operations} and in README.md. Here alone a refusal is an exception, {@link
 * io.cloakroom.userpool.api.ApiFault}: that is what Cognito's errors are to its clients, and it rolls the transaction back.
 * May use: everything of the user pool's but {@code hosted} and {@code pages}.
 */
@NullMarked
package io.cloakroom.userpool.api;

import org.jspecify.annotations.NullMarked;
