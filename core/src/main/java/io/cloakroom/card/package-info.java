/**
 * The pages that members see on the gateway's own origin, and the files that they load.
 *
 * <p>Start at {@link io.cloakroom.card.Pages}. A page is made of configuration and of the request's own address; members'
 * data is in none of them but {@code me}, which shows a name: cards fetch it. May use: {@code config}, {@code http}, {@code
 * site}, {@code record}.
 */
@NullMarked
package io.cloakroom.card;

import org.jspecify.annotations.NullMarked;
