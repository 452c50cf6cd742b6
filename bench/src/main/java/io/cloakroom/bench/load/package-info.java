/**
 * What is sent: requests as bytes, and tokens by the hundred thousand.
 *
 * <p>Start at {@link io.cloakroom.bench.load.Pool}, which makes tokens, and {@link io.cloakroom.bench.load.RequestFile}, which
 * wrk walks. May use: core's {@code json}.
 */
@NullMarked
package io.cloakroom.bench.load;

import org.jspecify.annotations.NullMarked;
