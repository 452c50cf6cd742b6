/**
 * Which WordPress sites there are, and whether a message is really from one of them.
 *
 * <p>Start at {@link io.cloakroom.site.Sites}; {@link io.cloakroom.site.SiteKey} checks signatures. A site is untrusted: its
 * key lets it redeem tickets, end sessions that it opened and send membership facts, and nothing else. May use: {@code
 * config}, {@code http}.
 */
@NullMarked
package io.cloakroom.site;

import org.jspecify.annotations.NullMarked;
