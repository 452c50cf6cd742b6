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
	 * Tells this holder's row from another's.
	 *
	 * @var string
	 */
	private $holder;

	/**
	 * What this holder wrote into the row.
	 *
	 * @var string
	 */
	private $written = '';

	/**
	 * Names the lock.
	 *
	 * @param string $name The lock's name.
	 */
	public function __construct( string $name ) {
		$this->option = self::PREFIX . $name;
		$this->holder = bin2hex( random_bytes( 8 ) );
	}

	/**
	 * Tries to take the lock; takes it over if its holder died, or wrote it by a clock that has been set back.
	 */
	public function take(): bool {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Only the database can say who was first.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name = %s AND (option_value < %s OR option_value > %s)", $this->option, (string) ( time() - self::STALE_SECONDS ), (string) ( time() + self::STALE_SECONDS ) ) );
		$this->written = $this->stamp();
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See above.
		return 1 === $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, %s, 'no')", $this->option, $this->written ) );
	}

	/**
	 * Holds the lock for longer. False if somebody else took it over: then what it guards is theirs.
	 */
	public function renew(): bool {
		global $wpdb;
		$stamp = $this->stamp();
		if ( $stamp === $this->written ) {
			return $this->is_mine();
		}
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See take().
		$is_mine       = 1 === $wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->options} SET option_value = %s WHERE option_name = %s AND option_value = %s", $stamp, $this->option, $this->written ) );
		$this->written = $stamp;
		return $is_mine;
	}

	/**
	 * Gives the lock back, if it is this holder's still.
	 */
	public function release() {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See take().
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name = %s AND option_value = %s", $this->option, $this->written ) );
	}

	/**
	 * Whether the row is still as this holder wrote it.
	 */
	private function is_mine(): bool {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See take().
		return $this->written === $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM {$wpdb->options} WHERE option_name = %s", $this->option ) );
	}

	/**
	 * When and who.
	 */
	private function stamp(): string {
		return time() . ':' . $this->holder;
	}
}
