/** Tests of the whole user pool, over HTTP. Start at {@link io.cloakroom.userpool.PoolFixture}. */
@NullMarked
package io.cloakroom.userpool;

import org.jspecify.annotations.NullMarked;
