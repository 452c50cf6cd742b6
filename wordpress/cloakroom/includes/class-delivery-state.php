<?php
/**
 * How delivering goes.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * When something was delivered last, what stands in the way now, and until when to wait: one option, not loaded on pages.
 */
final class Delivery_State {

	const OPTION = 'cloakroom_delivery';

	const UNREACHABLE  = 'unreachable';
	const UNAUTHORIZED = 'unauthorized';
	const BUSY         = 'busy';
	const FAILING      = 'failing';
	const MALFORMED    = 'malformed';
	const REFUSED      = 'refused';

	const NONE = array(
		'delivered_at' => 0,
		'fault'        => '',
		'status'       => 0,
		'since'        => 0,
		'tries'        => 0,
		'next_at'      => 0,
	);

	/**
	 * The state.
	 *
	 * @var array
	 */
	private $state;

	/**
	 * Reads the state as it is stored now, past caches: another deliverer may have written it.
	 */
	public function __construct() {
		wp_cache_delete( self::OPTION, 'options' );
		$stored      = get_option( self::OPTION );
		$this->state = array_merge( self::NONE, is_array( $stored ) ? array_intersect_key( $stored, self::NONE ) : array() );
	}

	/**
	 * Whether it is time for a try. A time far ahead was written by a clock that has been set back.
	 */
	public function is_due(): bool {
		return $this->state['next_at'] <= time() || $this->state['next_at'] > time() + Outbox::PAUSE_MAX;
	}

	/**
	 * The gateway took what it was told.
	 */
	public function went_well() {
		$this->state = array( 'delivered_at' => time() ) + self::NONE;
		$this->write();
	}

	/**
	 * Something stands in the way of everything.
	 *
	 * @param string $fault  One of this class's constants.
	 * @param int    $status HTTP status; 0 if there is none.
	 * @param int    $pause  Seconds to wait; 0 for a time that grows.
	 */
	public function failed( string $fault, int $status, int $pause = 0 ) {
		if ( '' === $this->state['fault'] ) {
			$this->state['since'] = time();
		}
		++$this->state['tries'];
		$this->state['fault']   = $fault;
		$this->state['status']  = $status;
		$this->state['next_at'] = time() + ( $pause > 0 ? min( Outbox::PAUSE_MAX, $pause ) : Outbox::pause( $this->state['tries'] ) );
		$this->write();
	}

	/**
	 * Forgets the pause.
	 */
	public function forget_pause() {
		$this->state['next_at'] = 0;
		$this->write();
	}

	/**
	 * When something was delivered last, as Unix seconds; 0 for never.
	 */
	public function delivered_at(): int {
		return (int) $this->state['delivered_at'];
	}

	/**
	 * When the next try is, as Unix seconds; 0 if nothing stands in the way.
	 */
	public function next_at(): int {
		return '' === $this->state['fault'] ? 0 : (int) $this->state['next_at'];
	}

	/**
	 * Since when it has not worked, as Unix seconds; 0 if it works.
	 */
	public function since(): int {
		return '' === $this->state['fault'] ? 0 : (int) $this->state['since'];
	}

	/**
	 * What stands in the way, in a sentence; empty if nothing does.
	 */
	public function sentence(): string {
		switch ( $this->state['fault'] ) {
			case '':
				return '';
			case self::UNREACHABLE:
				return __( 'The gateway does not answer.', 'cloakroom' );
			case self::UNAUTHORIZED:
				return __( 'The gateway does not know this site’s key. Copy the key’s public half into its configuration; it is tried again every hour.', 'cloakroom' );
			case self::BUSY:
				return __( 'The gateway asked to wait.', 'cloakroom' );
			case self::MALFORMED:
				return __( 'The gateway’s answer could not be read.', 'cloakroom' );
			case self::FAILING:
				/* translators: %d: an HTTP status. */
				return sprintf( __( 'The gateway has a fault of its own (status %d).', 'cloakroom' ), (int) $this->state['status'] );
			default:
				/* translators: %d: an HTTP status. */
				return sprintf( __( 'The gateway does not take facts from this site (status %d).', 'cloakroom' ), (int) $this->state['status'] );
		}
	}

	/**
	 * Stores the state.
	 */
	private function write() {
		update_option( self::OPTION, $this->state, false );
	}
}
