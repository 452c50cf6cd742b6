/** Tests of what needs no server. */
@NullMarked
package io.cloakroom.userpool.store;

import org.jspecify.annotations.NullMarked;
