/**
 * What Debian gives us: programs as installed packages, WordPress as packages that are only unpacked.
 *
 * <p>Start at {@link io.cloakroom.local.debian.Packages} for the programs and at {@link
 * io.cloakroom.local.debian.WordPressArchive} for WordPress; {@link io.cloakroom.local.debian.Machine} tells whether this is
 * Debian. May use: {@code report}, {@code process}, {@code state}.
 */
@NullMarked
package io.cloakroom.local.debian;

import org.jspecify.annotations.NullMarked;
