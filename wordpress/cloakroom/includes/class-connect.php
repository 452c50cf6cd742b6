<?php
/**
 * Connects a WordPress user with a member.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Somebody is signed in to WordPress, or holds a claim, and goes to the gateway in the same browser; there she signs in or
 * up, says that it may be, and comes back with a ticket. Only that ties the two. Never by an address, never silently.
 */
final class Connect {

	const ACTION = 'cloakroom_connect';

	// In the address that she comes back to: what the ticket there is for, and afterwards how it went.
	const MARK    = 'cloakroom_connect';
	const PENDING = 'pending';
	const DONE    = 'done';
	const TAKEN   = 'taken';
	const FAILED  = 'failed';

	// By the bind secret's hash: whom this browser wants to connect.
	const TRANSIENT = 'cloakroom_connect_';

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * The gateway's addresses.
	 *
	 * @var Gateway_Urls
	 */
	private $urls;

	/**
	 * Calls to the gateway.
	 *
	 * @var Gateway
	 */
	private $gateway;

	/**
	 * The users who stand for members.
	 *
	 * @var Members
	 */
	private $members;

	/**
	 * WordPress sessions that a ticket opened.
	 *
	 * @var Ticket_Session
	 */
	private $session;

	/**
	 * All memberships of a user.
	 *
	 * @var Snapshot
	 */
	private $snapshot;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings       $settings The operator's settings.
	 * @param Gateway_Urls   $urls     The gateway's addresses.
	 * @param Gateway        $gateway  Calls to the gateway.
	 * @param Members        $members  The users who stand for members.
	 * @param Ticket_Session $session  WordPress sessions that a ticket opened.
	 * @param Snapshot       $snapshot All memberships of a user.
	 */
	public function __construct( Settings $settings, Gateway_Urls $urls, Gateway $gateway, Members $members, Ticket_Session $session, Snapshot $snapshot ) {
		$this->settings = $settings;
		$this->urls     = $urls;
		$this->gateway  = $gateway;
		$this->members  = $members;
		$this->session  = $session;
		$this->snapshot = $snapshot;
	}

	/**
	 * The address that begins it for who is signed in.
	 *
	 * @param string $return_path Where she comes back to.
	 * @param bool   $is_new      Whether to begin with the pool's sign-up.
	 */
	public static function url( string $return_path, bool $is_new ): string {
		$query = array(
			'action'      => self::ACTION,
			'_wpnonce'    => wp_create_nonce( self::ACTION ),
			'redirect_to' => rawurlencode( $return_path ),
		);
		if ( $is_new ) {
			$query['sign-up'] = '1';
		}
		return add_query_arg( $query, site_url( 'wp-login.php', 'login' ) );
	}

	/**
	 * Begins it for who is signed in to WordPress. The nonce keeps others' pages from beginning it in her name.
	 */
	public function begin() {
		$return_path = Return_Path::parse_target( Input::return_address() );
		$user        = wp_get_current_user();
		if ( ! is_user_logged_in() || ! wp_verify_nonce( Input::text( '_wpnonce' ), self::ACTION ) || ! Connection::is_possible( $user ) ) {
			Redirect::to_site( $return_path );
		}
		$this->go( $user, $return_path, '1' === Input::text( 'sign-up' ) );
	}

	/**
	 * Begins it for who brings a claim. Looking at the link does not use it up: mail programs look at links.
	 */
	public function begin_by_claim() {
		if ( ! Input::is_page_view() || ! Input::has( Claim::PARAMETER ) ) {
			return;
		}
		$user = Claim::user( Input::text( Claim::PARAMETER ) );
		// Signed in as somebody else: that one is not to be mixed into this.
		if ( null === $user || is_user_logged_in() && get_current_user_id() !== $user->ID ) {
			Redirect::to_site( self::marked( Return_Path::home(), self::FAILED ) );
		}
		$this->go( $user, Return_Path::home(), true );
	}

	/**
	 * Whether the ticket in the address is to connect.
	 */
	public static function is_asked_for(): bool {
		return self::PENDING === Input::text( self::MARK );
	}

	/**
	 * Lands the ticket, and ends the request.
	 *
	 * @param string $ticket What came in the address.
	 * @param string $here   The page's path.
	 */
	public function land( string $ticket, string $here ) {
		$bind = Bind_Secret::from_cookie();
		$user = null === $bind ? null : $this->wish( $bind );
		if ( null === $user || 1 !== preg_match( Ticket_Landing::FORM, $ticket ) ) {
			Redirect::to_site( self::marked( $here, self::FAILED ) );
		}
		delete_transient( self::transient( $bind ) );
		Redirect::to_site( self::marked( $here, $this->connect( $user, $ticket, $bind ) ) );
	}

	/**
	 * How it went, in a sentence; empty if nothing was tried.
	 */
	public static function message(): string {
		switch ( Input::text( self::MARK ) ) {
			case self::DONE:
				return __( 'Your account is connected. What you have bought here counts for you now.', 'cloakroom' );
			case self::TAKEN:
				return __( 'This cannot be connected: one of the two accounts is connected already. Please write to us, and we put it right.', 'cloakroom' );
			case self::FAILED:
				return __( 'Connecting did not work, and nothing was changed. Please try again.', 'cloakroom' );
			default:
				return '';
		}
	}

	/**
	 * Ties the two at the gateway, then here.
	 *
	 * @param \WP_User    $user   The user.
	 * @param string      $ticket The ticket.
	 * @param Bind_Secret $bind   The browser's secret.
	 * @return string How it went.
	 */
	private function connect( \WP_User $user, string $ticket, Bind_Secret $bind ): string {
		$answer = $this->gateway->redeem_for_link( $ticket, $bind->reveal(), $user->ID );
		if ( 409 === $answer->status ) {
			return self::TAKEN;
		}
		$claims = 200 === $answer->status ? Claims::parse( $answer->json ) : null;
		if ( null === $claims || ! Connection::is_possible( $user ) ) {
			return self::FAILED;
		}
		if ( ! Connection::can_move( $claims->sub, $this->members, $this->snapshot ) ) {
			return self::TAKEN;
		}
		Connection::make( $user, $claims->sub, $this->members );
		if ( is_user_logged_in() ) {
			// From now on this is a session of the gateway's: it ends with that.
			wp_destroy_current_session();
		}
		$this->session->open( $user, $claims );
		return self::DONE;
	}

	/**
	 * Sends the browser to the gateway.
	 *
	 * @param \WP_User $user        Whom to connect.
	 * @param string   $return_path Where she comes back to.
	 * @param bool     $is_new      Whether to begin with the pool's sign-up.
	 */
	private function go( \WP_User $user, string $return_path, bool $is_new ) {
		$gateway = $this->settings->gateway();
		if ( null === $gateway || ! $this->settings->are_complete() ) {
			Redirect::to_site( self::marked( $return_path, self::FAILED ) );
		}
		// A fresh secret: one that stands for connecting serves no sign-in beside it.
		$bind = Bind_Secret::generate();
		$bind->send();
		set_transient( self::transient( $bind ), $user->ID, Bind_Secret::LIFE_SECONDS );
		Redirect::to_gateway( $this->urls->connect( self::marked( $return_path, self::PENDING ), $bind->hash(), $is_new ), $gateway );
	}

	/**
	 * Whom this browser wants to connect: who is signed in must be the same still.
	 *
	 * @param Bind_Secret $bind The browser's secret.
	 */
	private function wish( Bind_Secret $bind ): ?\WP_User {
		$id   = (int) get_transient( self::transient( $bind ) );
		$user = $id > 0 ? get_userdata( $id ) : false;
		if ( ! $user || is_user_logged_in() && get_current_user_id() !== $id || ! Connection::is_possible( $user ) ) {
			return null;
		}
		return $user;
	}

	/**
	 * Where a wish is kept.
	 *
	 * @param Bind_Secret $bind The browser's secret.
	 */
	private static function transient( Bind_Secret $bind ): string {
		return self::TRANSIENT . $bind->hash();
	}

	/**
	 * A path with a mark.
	 *
	 * @param string $path A path of this site.
	 * @param string $mark The mark.
	 */
	private static function marked( string $path, string $mark ): string {
		return Return_Path::parse( add_query_arg( self::MARK, $mark, $path ) ) ?? Return_Path::home();
	}
}
