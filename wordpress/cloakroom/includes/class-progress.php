<?php
/**
 * A bar on the terminal.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * WP-CLI's own bar, where there is one.
 */
final class Progress {

	/**
	 * WP-CLI's bar; null if there is none.
	 *
	 * @var object|null
	 */
	private $bar;

	/**
	 * Made by begin() alone.
	 *
	 * @param object|null $bar WP-CLI's bar.
	 */
	private function __construct( $bar ) {
		$this->bar = $bar;
	}

	/**
	 * Begins.
	 *
	 * @param string $what  Of what.
	 * @param int    $count How many there are, about.
	 */
	public static function begin( string $what, int $count ): self {
		return new self( function_exists( 'WP_CLI\Utils\make_progress_bar' ) ? \WP_CLI\Utils\make_progress_bar( $what, $count ) : null );
	}

	/**
	 * Goes on.
	 *
	 * @param int $count By how many.
	 */
	public function went( int $count ) {
		if ( null !== $this->bar ) {
			$this->bar->tick( $count );
		}
	}

	/**
	 * Ends.
	 */
	public function end() {
		if ( null !== $this->bar ) {
			$this->bar->finish();
		}
	}
}
