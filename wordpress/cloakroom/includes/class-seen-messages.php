<?php
/**
 * Messages that came already.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A message of the gateway is answered once: who has recorded one cannot ask again.
 */
final class Seen_Messages {

	const PREFIX = 'cloakroom_seen_';

	// Twice the time within which a message is believed.
	const KEPT_SECONDS = 600;

	/**
	 * Notes a message.
	 *
	 * @param string $id The message's id.
	 * @return bool False if it came before.
	 */
	public static function note( string $id ): bool {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Only the database can say who was first.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name LIKE %s AND option_value < %s", $wpdb->esc_like( self::PREFIX ) . '%', (string) ( time() - self::KEPT_SECONDS ) ) );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See above.
		return 1 === $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, %s, 'no')", self::PREFIX . hash( 'sha256', $id ), (string) time() ) );
	}

	/**
	 * Forgets all.
	 */
	public static function forget() {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Their names are not known.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( self::PREFIX ) . '%' ) );
	}
}
