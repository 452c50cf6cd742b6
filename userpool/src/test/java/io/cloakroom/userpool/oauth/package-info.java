/** Tests of what needs no server. */
@NullMarked
package io.cloakroom.userpool.oauth;

import org.jspecify.annotations.NullMarked;
