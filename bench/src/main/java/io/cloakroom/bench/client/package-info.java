/**
 * Ways from Java to DynamoDB, compared: the gateway's own, and the AWS SDK with each of its HTTP clients.
 *
 * <p>Start at {@link io.cloakroom.bench.client.Client}. May use: {@code measure}, {@code system}, {@code aws}, {@code server},
 * core.
 */
@NullMarked
package io.cloakroom.bench.client;

import org.jspecify.annotations.NullMarked;
