/** Tests of what needs no server. */
@NullMarked
package io.cloakroom.userpool.api;

import org.jspecify.annotations.NullMarked;
