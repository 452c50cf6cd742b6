<?php
/**
 * The clock by which the plugin measures time limits, which tests move instead of waiting.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom;

final class Moved_Clock {

	/** @var float Seconds by which it is ahead. */
	public static $ahead = 0.0;
}

function hrtime( bool $as_number ) {
	return \hrtime( $as_number ) + (int) ( Moved_Clock::$ahead * 1e9 );
}
