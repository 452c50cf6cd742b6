<?php
/**
 * The site's database.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * WordPress gives an empty list for a question that failed as for one without an answer. Who goes through everybody must not take
 * the one for the other.
 */
final class Database {

	/**
	 * Passes on what the last question brought.
	 *
	 * @param array|null $rows What it brought.
	 * @throws \RuntimeException If it failed.
	 */
	public static function answered( ?array $rows ): array {
		global $wpdb;
		if ( null === $rows || '' !== $wpdb->last_error ) {
			throw self::silent();
		}
		return $rows;
	}

	/**
	 * That it did not answer.
	 */
	public static function silent(): \RuntimeException {
		return new \RuntimeException( __( 'The database did not answer. Run the same once more.', 'cloakroom' ) );
	}
}
