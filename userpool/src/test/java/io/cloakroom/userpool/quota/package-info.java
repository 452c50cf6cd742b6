@NullMarked
package io.cloakroom.userpool.quota;

import org.jspecify.annotations.NullMarked;
