<?php
/**
 * What a member asked this site for, passed on to the gateway.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Opens a request at the gateway, which does nothing by itself: it waits on the member's own page until she goes on with it there.
 * If the gateway is away it is tried again by cron for a day; she need not wait for that, her page is there all the same.
 */
final class Member_Request {

	const EXPORT  = 'export';
	const ERASURE = 'erasure';

	// What became of it.
	const PASSED_ON = 'passed-on';
	const LATER     = 'later';
	const UNKNOWN   = 'unknown';
	const REFUSED   = 'refused';

	const CRON_HOOK = 'cloakroom_pass_on';

	// Seconds before the second try and those after it.
	const PAUSES = array( 60, 300, 1800, 7200, 28800, 43200 );

	/**
	 * Calls to the gateway.
	 *
	 * @var Gateway
	 */
	private $gateway;

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings $settings The operator's settings.
	 * @param Gateway  $gateway  Calls to the gateway.
	 */
	public function __construct( Settings $settings, Gateway $gateway ) {
		$this->settings = $settings;
		$this->gateway  = $gateway;
	}

	/**
	 * Passes a request on.
	 *
	 * @param string $sub  The member's lasting name.
	 * @param string $kind What she asked for.
	 * @return string What became of it.
	 */
	public function pass_on( string $sub, string $kind ): string {
		if ( ! $this->settings->are_complete() ) {
			return self::REFUSED;
		}
		return $this->attempt( wp_generate_uuid4(), $sub, $kind, 0 );
	}

	/**
	 * One try; called by cron for the later ones.
	 *
	 * @param string $id    The request's own id.
	 * @param string $sub   The member's lasting name: her user may be deleted meanwhile.
	 * @param string $kind  What she asked for.
	 * @param int    $tries How often it was tried before.
	 * @return string What became of it.
	 */
	public function attempt( $id, $sub, $kind, $tries ): string {
		$answer = $this->gateway->pass_on( (string) $id, (string) $sub, (string) $kind );
		if ( 202 === $answer->status ) {
			return self::PASSED_ON;
		}
		if ( $answer->is_not_found() ) {
			return self::UNKNOWN;
		}
		if ( ! self::may_work_later( $answer->status ) || ! isset( self::PAUSES[ $tries ] ) ) {
			return self::REFUSED;
		}
		wp_schedule_single_event( time() + self::PAUSES[ $tries ], self::CRON_HOOK, array( $id, $sub, $kind, $tries + 1 ) );
		return self::LATER;
	}

	/**
	 * Whether the same may be taken another time: nobody answered, the gateway is busy or at fault, or it was not told of this
	 * site's key yet.
	 *
	 * @param int $status HTTP status; 0 if nothing answered.
	 */
	private static function may_work_later( int $status ): bool {
		return 0 === $status || $status >= 500 || in_array( $status, array( 401, 404, 408, 429 ), true );
	}
}
