<?php
/**
 * Ends the gateway's session together with WordPress's.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Signing out of a session that a ticket opened reaches the gateway's server at once, or a little later by cron, and the browser goes on through the gateway to the user pool.
 */
final class Sign_Out {

	const CRON_HOOK = 'cloakroom_end_session';

	// Seconds before the second, third and fourth try.
	const PAUSES = array( 60, 300, 1800 );

	/**
	 * Calls to the gateway.
	 *
	 * @var Gateway
	 */
	private $gateway;

	/**
	 * The gateway's addresses.
	 *
	 * @var Gateway_Urls
	 */
	private $urls;

	/**
	 * WordPress sessions that a ticket opened.
	 *
	 * @var Ticket_Session
	 */
	private $session;

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * The login page.
	 *
	 * @var Login_Page
	 */
	private $login_page;

	/**
	 * The record of the session that this request came with; null if no ticket opened it.
	 *
	 * @var array|null
	 */
	private $noticed;

	/**
	 * Whose session was noticed.
	 *
	 * @var int
	 */
	private $noticed_user = 0;

	/**
	 * Whether this request signed a member out.
	 *
	 * @var bool
	 */
	private $has_ended = false;

	/**
	 * Takes what it needs.
	 *
	 * @param Gateway        $gateway    Calls to the gateway.
	 * @param Gateway_Urls   $urls       The gateway's addresses.
	 * @param Ticket_Session $session    WordPress sessions that a ticket opened.
	 * @param Settings       $settings   The operator's settings.
	 * @param Login_Page     $login_page The login page.
	 */
	public function __construct( Gateway $gateway, Gateway_Urls $urls, Ticket_Session $session, Settings $settings, Login_Page $login_page ) {
		$this->gateway    = $gateway;
		$this->urls       = $urls;
		$this->session    = $session;
		$this->settings   = $settings;
		$this->login_page = $login_page;
	}

	/**
	 * Remembers the session's record: when WordPress says that it signed somebody out, the record is gone already.
	 */
	public function notice() {
		$this->noticed      = $this->session->current();
		$this->noticed_user = get_current_user_id();
		$this->has_ended    = false;
	}

	/**
	 * Ends the gateway's session after WordPress ended its own.
	 *
	 * @param int $user_id Who signed out.
	 */
	public function end( $user_id ) {
		if ( null === $this->noticed || (int) $user_id !== $this->noticed_user ) {
			return;
		}
		$record          = $this->noticed;
		$this->noticed   = null;
		$this->has_ended = true;
		$this->attempt( $record['session_ref'], (int) $record['end'], 0 );
	}

	/**
	 * Tries to end the gateway's session; called by cron for the later tries.
	 *
	 * @param string $session_ref The session's reference.
	 * @param int    $end         When it ends by itself, as Unix seconds.
	 * @param int    $tries       How often it was tried before.
	 */
	public function attempt( $session_ref, $end, $tries ) {
		if ( time() >= $end || ! self::may_help_later( $this->gateway->end_session( $session_ref ) ) || ! isset( self::PAUSES[ $tries ] ) ) {
			return;
		}
		wp_schedule_single_event( time() + self::PAUSES[ $tries ], self::CRON_HOOK, array( $session_ref, $end, $tries + 1 ) );
	}

	/**
	 * Sends the browser of a member who signed out on through the gateway, which ends the user pool's session too.
	 *
	 * @param string $redirect_to Where WordPress wants to go.
	 * @param string $requested   Where the link wanted to go, or an empty text.
	 */
	public function go_through_gateway( $redirect_to, $requested ) {
		$gateway = $this->settings->gateway();
		if ( ! $this->has_ended || null === $gateway ) {
			return $redirect_to;
		}
		Redirect::keep_nothing();
		Redirect::allow_host( $gateway );
		return $this->urls->sign_out( Return_Path::parse_target( $requested, $this->login_page->path( Login_Page::SIGNED_OUT ) ) );
	}

	/**
	 * Whether another try could do better: no answer, a failing gateway, too many calls, or clocks that differ.
	 *
	 * @param Gateway_Answer $answer The gateway's answer.
	 */
	private static function may_help_later( Gateway_Answer $answer ): bool {
		return 0 === $answer->status || $answer->status >= 500 || in_array( $answer->status, array( 401, 408, 429 ), true );
	}
}
