/** Tests of what needs no server. */
@NullMarked
package io.cloakroom.userpool.password;

import org.jspecify.annotations.NullMarked;
