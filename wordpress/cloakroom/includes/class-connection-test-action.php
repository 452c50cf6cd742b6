<?php
/**
 * Runs the connection test for the settings page.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Answers admin-ajax with one line per check.
 */
final class Connection_Test_Action {

	const ACTION = 'cloakroom_connection_test';

	/**
	 * The test.
	 *
	 * @var Connection_Test
	 */
	private $test;

	/**
	 * Takes what it needs.
	 *
	 * @param Connection_Test $test The test.
	 */
	public function __construct( Connection_Test $test ) {
		$this->test = $test;
	}

	/**
	 * Answers with JSON: summary (text) and lines (id, state, label, text, advice).
	 */
	public function answer() {
		check_ajax_referer( self::ACTION );
		if ( ! current_user_can( Settings::capability() ) ) {
			wp_send_json_error( null, 403 );
		}
		$lines = array();
		foreach ( $this->test->run() as $check ) {
			$lines[] = array(
				'id'     => $check->id,
				'state'  => $check->state,
				'label'  => self::label( $check->state ),
				'text'   => $check->text,
				'advice' => $check->advice,
			);
		}
		wp_send_json_success(
			array(
				'summary' => self::summary( array_count_values( array_column( $lines, 'state' ) ) ),
				'lines'   => $lines,
			)
		);
	}

	/**
	 * A state in a word, for those who do not see colours.
	 *
	 * @param string $state A state of Check.
	 */
	private static function label( string $state ): string {
		switch ( $state ) {
			case Check::OK:
				return __( 'Good', 'cloakroom' );
			case Check::WARNING:
				return __( 'Note', 'cloakroom' );
			case Check::FAULT:
				return __( 'Fault', 'cloakroom' );
			default:
				return __( 'Not checked', 'cloakroom' );
		}
	}

	/**
	 * The whole in a sentence.
	 *
	 * @param int[] $counts How many lines of each state.
	 */
	private static function summary( array $counts ): string {
		$faults = isset( $counts[ Check::FAULT ] ) ? $counts[ Check::FAULT ] : 0;
		if ( $faults > 0 ) {
			/* translators: %d: a number of faults. */
			return sprintf( _n( '%d fault was found. Put it right and test again.', '%d faults were found. Put the first right and test again.', $faults, 'cloakroom' ), $faults );
		}
		return isset( $counts[ Check::SKIPPED ] )
			? __( 'No fault was found, but not everything could be checked.', 'cloakroom' )
			: __( 'Site and gateway work together.', 'cloakroom' );
	}
}
