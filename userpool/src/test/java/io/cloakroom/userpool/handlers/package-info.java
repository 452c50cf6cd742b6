/** Functions as people write them for Lambda, for tests that load them from jars. */
@NullMarked
package io.cloakroom.userpool.handlers;

import org.jspecify.annotations.NullMarked;
