/**
 * Compares what a site says of all its users with what is stored, and mends it.
 *
 * <p>Start at {@link io.cloakroom.reconcile.Reconcile}; {@link io.cloakroom.reconcile.SiteUsers} is how a site is asked, and
 * {@link io.cloakroom.reconcile.HttpSiteUsers} asks its plugin. May use: {@code config}, {@code json}, {@code http}, {@code
 * upstream}, {@code site}, {@code seal}, {@code membership}.
 */
@NullMarked
package io.cloakroom.reconcile;

import org.jspecify.annotations.NullMarked;
