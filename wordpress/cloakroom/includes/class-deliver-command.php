<?php
/**
 * Delivers from the command line.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * For the system's cron, on sites where WP-Cron is off: "wp cloakroom deliver" each minute.
 */
final class Deliver_Command {

	const SECONDS = 50;

	/**
	 * The rows.
	 *
	 * @var Outbox
	 */
	private $outbox;

	/**
	 * The deliverer.
	 *
	 * @var Delivery
	 */
	private $delivery;

	/**
	 * Takes what it needs.
	 *
	 * @param Outbox   $outbox   The rows.
	 * @param Delivery $delivery The deliverer.
	 */
	public function __construct( Outbox $outbox, Delivery $delivery ) {
		$this->outbox   = $outbox;
		$this->delivery = $delivery;
	}

	/**
	 * Adds the command. WP-CLI alone calls this.
	 */
	public function add() {
		\WP_CLI::add_command( 'cloakroom deliver', array( $this, 'deliver' ) );
	}

	/**
	 * Delivers to the gateway what this site has to tell of memberships.
	 *
	 * ## EXAMPLES
	 *
	 *     wp cloakroom deliver
	 *
	 * @param string[] $arguments Not used.
	 */
	public function deliver( $arguments = array() ) {
		$taken = $this->delivery->run( self::SECONDS );
		if ( null === $taken ) {
			\WP_CLI::log( 'Another deliverer is at work.' );
			return;
		}
		$counts = $this->outbox->counts();
		$state  = new Delivery_State();
		\WP_CLI::log( sprintf( 'delivered %d, waiting %d, failed %d', $taken, $counts['waiting'], $counts['failed'] ) );
		if ( $state->since() > 0 ) {
			\WP_CLI::error( $state->sentence() );
		}
	}
}
