<?php
/**
 * The Memberful plugin: user meta and nothing else.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

function memberful_wp_user_plans_subscribed_to( $user_id ) {
	$meta = get_user_meta( $user_id, 'memberful_subscription', true );
	return $meta ? $meta : array();
}
