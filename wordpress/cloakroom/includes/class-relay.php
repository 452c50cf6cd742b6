<?php
/**
 * Members' data through this server, where the operator allows it.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Reads what the gateway lets the delivery relay reach, for the member of this request alone. Runs only when it is called.
 *
 * It opens no PHP session and takes no lock, so calls of one member run side by side.
 */
final class Relay {

	// For redeeming and reading together.
	const WITHIN_SECONDS = 15;

	// WordPress's HTTP API takes less than a second for a whole one.
	const LEAST_SECONDS = 1.0;

	/**
	 * Calls to the gateway.
	 *
	 * @var Gateway
	 */
	private $gateway;

	/**
	 * WordPress sessions that a ticket opened.
	 *
	 * @var Ticket_Session
	 */
	private $session;

	/**
	 * The token at rest.
	 *
	 * @var Relay_Store
	 */
	private $store;

	/**
	 * The way out of a session that is over.
	 *
	 * @var Expiry
	 */
	private $expiry;

	/**
	 * Takes what it needs.
	 *
	 * @param Gateway        $gateway Calls to the gateway.
	 * @param Ticket_Session $session WordPress sessions that a ticket opened.
	 * @param Relay_Store    $store   The token at rest.
	 * @param Expiry         $expiry  The way out of a session that is over.
	 */
	public function __construct( Gateway $gateway, Ticket_Session $session, Relay_Store $store, Expiry $expiry ) {
		$this->gateway = $gateway;
		$this->session = $session;
		$this->store   = $store;
		$this->expiry  = $expiry;
	}

	/**
	 * The plugin's relay, for those who are not in the list of hooks.
	 */
	public static function of_this_site(): self {
		$settings = Settings::with_constants();
		$session  = new Ticket_Session();
		return new self( new Gateway( $settings ), $session, new Relay_Store( $settings ), new Expiry( $session, new Login_Page( $settings ) ) );
	}

	/**
	 * Reads records of the member who is signed in.
	 *
	 * @param Relay_Question|null $question What is asked for; null if it was not in its form.
	 * @param string              $page     Path of the page that the member is on.
	 * @return array|\WP_Error The gateway's answer, or a Relay_Fault.
	 */
	public function read( ?Relay_Question $question, string $page ) {
		$login = $this->session->current();
		if ( null === $login || ! current_user_can( 'read' ) ) {
			return Relay_Fault::unauthorized( '' );
		}
		if ( null === $question ) {
			return Relay_Fault::of( 'bad-request' );
		}
		$deadline = new Deadline( self::WITHIN_SECONDS );
		$fresh    = '' === $question->ticket ? null : $this->redeem( $question->ticket, $login['session_ref'], $deadline );
		$token    = $fresh ?? $this->store->find( $login['session_ref'] ) ?? Relay_Fault::of( 'ticket-wanted' );
		if ( is_wp_error( $token ) ) {
			return $token;
		}
		$answer = $this->ask( $question, $token, $deadline );
		if ( $answer->is_unauthorized() ) {
			return $this->refused( null !== $fresh, $page );
		}
		$records = 200 === $answer->status ? Relay_Records::parse( $answer->json, $question->collection ) : null;
		return $records ?? Relay_Fault::from( $answer );
	}

	/**
	 * Exchanges a ticket for a token and keeps that. A ticket is good only for the gateway's session of this very login.
	 *
	 * @param string   $ticket      The ticket.
	 * @param string   $session_ref The gateway's session.
	 * @param Deadline $deadline    How long everything may take.
	 * @return Relay_Token|\WP_Error|null Null if the ticket is no good: used, too old, or another's.
	 */
	private function redeem( string $ticket, string $session_ref, Deadline $deadline ) {
		$answer = $this->gateway->redeem_for_relay( $ticket, $session_ref, $deadline->left() );
		if ( $answer->is_not_found() ) {
			return null;
		}
		if ( 200 !== $answer->status ) {
			// 401 is the site key's, which the member can do nothing about.
			return 401 === $answer->status ? Relay_Fault::of( 'upstream-unavailable' ) : Relay_Fault::from( $answer );
		}
		$token = self::is_for_this_login( $answer->json, $session_ref ) ? Relay_Token::parse( $answer ) : null;
		if ( null === $token ) {
			return Relay_Fault::of( 'upstream-malformed' );
		}
		$this->store->keep( $token, $session_ref );
		return $token;
	}

	/**
	 * Asks the gateway, if there is time left.
	 *
	 * @param Relay_Question $question What is asked for.
	 * @param Relay_Token    $token    The member's token.
	 * @param Deadline       $deadline How long everything may take.
	 */
	private function ask( Relay_Question $question, Relay_Token $token, Deadline $deadline ): Gateway_Answer {
		$left = $deadline->left();
		if ( $left < self::LEAST_SECONDS ) {
			return new Gateway_Answer( new \WP_Error( 'cloakroom_too_late', 'No time is left to read.' ) );
		}
		return $this->gateway->read( $question->path(), $token, $left );
	}

	/**
	 * What follows when the gateway does not accept the token. One that lay here may have been taken back, so the page
	 * fetches another; one that is new says that the session is over.
	 *
	 * @param bool   $is_fresh Whether it came with this request.
	 * @param string $page     Path of the page that the member is on.
	 */
	private function refused( bool $is_fresh, string $page ): \WP_Error {
		$this->store->drop();
		return $is_fresh ? Relay_Fault::unauthorized( wp_make_link_relative( $this->expiry->url( $page ) ) ) : Relay_Fault::of( 'ticket-wanted' );
	}

	/**
	 * Whether the gateway speaks of the member and the session that are signed in here.
	 *
	 * @param array|null $json        The gateway's answer.
	 * @param string     $session_ref The gateway's session.
	 */
	private static function is_for_this_login( ?array $json, string $session_ref ): bool {
		$sub = get_user_meta( get_current_user_id(), Members::META, true );
		return isset( $json['sub'], $json['session_ref'] ) && $sub === $json['sub'] && $session_ref === $json['session_ref'];
	}
}
