/**
 * A real WordPress site on 127.0.0.1: nginx, PHP-FPM and MariaDB as private children, no system service and no system
 * configuration.
 *
 * <p>Start at {@link io.cloakroom.local.wordpress.WordPress}; what differs from site to site is in {@link
 * io.cloakroom.local.wordpress.SiteConfig}. May use: {@code report}, {@code process}, {@code state}, {@code debian}, core's
 * {@code config} and {@code json}.
 */
@NullMarked
package io.cloakroom.local.wordpress;

import org.jspecify.annotations.NullMarked;
