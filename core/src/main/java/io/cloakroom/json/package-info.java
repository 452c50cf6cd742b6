/**
 * JSON from strangers, read within limits.
 *
 * <p>Start at {@link io.cloakroom.json.Json}: bytes become a {@link io.cloakroom.json.JsonObject} or a reason why not.
 * UTF-8 only, no duplicate members, nothing behind the end, and a limit on every length. May use: nothing of ours.
 */
@NullMarked
package io.cloakroom.json;

import org.jspecify.annotations.NullMarked;
