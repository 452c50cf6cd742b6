<?php
/**
 * Lets one request at a time do something.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A row in the options table, as WordPress's own updater does it: that table's names are unique on every database.
 */
final class Lock {

	const PREFIX        = 'cloakroom_lock_';
	const STALE_SECONDS = 30;

	/**
	 * The row's name.
	 *
	 * @var string
	 */
	private $option;

	/**
	 * Names the lock.
	 *
	 * @param string $name The lock's name.
	 */
	public function __construct( string $name ) {
		$this->option = self::PREFIX . $name;
	}

	/**
	 * Tries to take the lock; takes it over if its holder died.
	 */
	public function take(): bool {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Only the database can say who was first.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name = %s AND option_value < %s", $this->option, (string) ( time() - self::STALE_SECONDS ) ) );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See above.
		return 1 === $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, %s, 'no')", $this->option, (string) time() ) );
	}

	/**
	 * Gives the lock back.
	 */
	public function release() {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See take().
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name = %s", $this->option ) );
	}
}
