<?php
/**
 * Until when something has to be done.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * One time limit that several calls share. Counted by a clock that nobody sets.
 */
final class Deadline {

	const NANOS = 1000000000;

	/**
	 * When it is over, on the clock of hrtime().
	 *
	 * @var int
	 */
	private $end;

	/**
	 * Begins now.
	 *
	 * @param int $seconds How long everything together may take.
	 */
	public function __construct( int $seconds ) {
		$this->end = hrtime( true ) + $seconds * self::NANOS;
	}

	/**
	 * What is left.
	 *
	 * @return float Seconds; negative once it is over.
	 */
	public function left(): float {
		return ( $this->end - hrtime( true ) ) / self::NANOS;
	}
}
