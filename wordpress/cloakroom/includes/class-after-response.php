<?php
/**
 * Delivers after a page has gone out.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Where PHP-FPM lets a visitor go before the script is over, a page that somebody looks at is a good moment to deliver what
 * others did: sooner than cron. Never in a request that wrote something down, for that is somebody's purchase.
 */
final class After_Response {

	const SECONDS = 5;

	// Between two tries of this kind, so that few of the server's workers are held.
	const PAUSE_SECONDS = 15;
	const TRANSIENT     = 'cloakroom_after_response';

	/**
	 * Lets the visitor go; null if this server cannot.
	 *
	 * @var callable|null
	 */
	private $finish;

	/**
	 * The membership systems of this site.
	 *
	 * @var Membership_Systems
	 */
	private $systems;

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
	 * @param Membership_Systems $systems  The membership systems of this site.
	 * @param Outbox             $outbox   The rows.
	 * @param Delivery           $delivery The deliverer.
	 * @param callable|null      $finish   Lets the visitor go; null if this server cannot.
	 */
	public function __construct( Membership_Systems $systems, Outbox $outbox, Delivery $delivery, ?callable $finish ) {
		$this->systems  = $systems;
		$this->outbox   = $outbox;
		$this->delivery = $delivery;
		$this->finish   = $finish;
	}

	/**
	 * What lets the visitor go on this server; null if nothing does.
	 */
	public static function way_to_finish(): ?callable {
		return function_exists( 'fastcgi_finish_request' ) ? 'fastcgi_finish_request' : null;
	}

	/**
	 * At the very end of the request.
	 */
	public function run() {
		if ( null === $this->finish || ! Input::is_page_view() || Page::is_rest() || $this->outbox->has_written() || ! $this->systems->present() ) {
			return;
		}
		call_user_func( $this->finish );
		if ( $this->outbox->is_due() && ! get_transient( self::TRANSIENT ) ) {
			set_transient( self::TRANSIENT, 1, self::PAUSE_SECONDS );
			$this->delivery->run( self::SECONDS );
		}
	}
}
