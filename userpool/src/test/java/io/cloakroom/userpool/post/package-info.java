@NullMarked
package io.cloakroom.userpool.post;

import org.jspecify.annotations.NullMarked;
