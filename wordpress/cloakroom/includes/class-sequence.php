<?php
/**
 * The numbers of what is told to the gateway.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Each is taken before the snapshot that it is for: so the highest number belongs to a snapshot that saw every change whose row
 * was taken before it.
 *
 * A number is never below the clock's hundredths of a second. A database that was put back from yesterday's backup goes on above all that
 * it has told since, and a clock that was set back does not matter.
 */
final class Sequence {

	const OPTION = 'cloakroom_sequence';

	// Slow enough that a site which was silent for months is no leap ahead; faster than facts are told for long.
	const PER_SECOND = 100;

	// Somebody else took a number at the same moment; that many will not.
	const TRIES = 50;

	/**
	 * Goes on above a number that somebody has seen.
	 *
	 * @param int $seen The number.
	 * @param int $leap How far at most above the clock: who says more is not believed.
	 */
	public static function follow( int $seen, int $leap ) {
		if ( $seen > (int) floor( microtime( true ) * self::PER_SECOND ) + $leap ) {
			return;
		}
		$ahead = $seen - self::take();
		if ( $ahead > 0 ) {
			self::take( $ahead );
		}
	}

	/**
	 * Takes numbers that nobody else gets.
	 *
	 * @param int $count How many.
	 * @return int The first; the others follow it.
	 * @throws \RuntimeException If the database does not let it.
	 */
	public static function take( int $count = 1 ): int {
		global $wpdb;
		for ( $try = 0; $try < self::TRIES; $try++ ) {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Past every cache: only the database knows what others took.
			$stored = $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM {$wpdb->options} WHERE option_name = %s", self::OPTION ) );
			if ( null === $stored ) {
				// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See above.
				$wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, '0', 'no')", self::OPTION ) );
				continue;
			}
			$last = max( (int) $stored, (int) floor( microtime( true ) * self::PER_SECOND ) ) + $count;
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See above.
			if ( 1 === $wpdb->query( $wpdb->prepare( "UPDATE {$wpdb->options} SET option_value = %s WHERE option_name = %s AND option_value = %s", (string) $last, self::OPTION, $stored ) ) ) {
				return $last - $count + 1;
			}
		}
		throw new \RuntimeException( 'No number could be taken.' );
	}
}
