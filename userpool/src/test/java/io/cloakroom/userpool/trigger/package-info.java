@NullMarked
package io.cloakroom.userpool.trigger;

import org.jspecify.annotations.NullMarked;
