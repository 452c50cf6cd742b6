/**
 * A small website that stands in for WordPress with the plugin, where there is no Debian: it signs members in by tickets, and
 * shows cards and collections by {@code direct} with the same modules of {@code browser/}. It is as strict as the plugin, and
 * knows as little: no password, no data of a card.
 *
 * <p>Start at {@link io.cloakroom.local.standin.StandInSite}; {@link io.cloakroom.local.standin.LoginDesk} has the rules. May
 * use: {@code report}, {@code entry}, and core's {@code config}, {@code json}, {@code upstream}, {@code http}, {@code member},
 * {@code site}, {@code signin}.
 */
@NullMarked
package io.cloakroom.local.standin;

import org.jspecify.annotations.NullMarked;
