/** Tests of what needs no server. */
@NullMarked
package io.cloakroom.userpool.signin;

import org.jspecify.annotations.NullMarked;
