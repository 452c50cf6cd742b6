<?php
/**
 * Takes in a member who comes back from the gateway.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A ticket in any page's address is redeemed before anything is printed, and gone from the address after one redirect.
 */
final class Ticket_Landing {

	const PARAMETER = 'cloakroom_ticket';
	const FORM      = '/\A[A-Za-z0-9_-]{43}\z/';

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
	 * The login page.
	 *
	 * @var Login_Page
	 */
	private $login_page;

	/**
	 * Lands tickets that connect.
	 *
	 * @var Connect
	 */
	private $connect;

	/**
	 * Tells the gateway whom it signed in.
	 *
	 * @var Tie
	 */
	private $tie;

	/**
	 * Whether a ticket is being landed at this moment: who is signed in meanwhile was recognised by the gateway.
	 *
	 * @var bool
	 */
	private static $is_landing = false;

	/**
	 * Takes what it needs.
	 *
	 * @param Gateway        $gateway    Calls to the gateway.
	 * @param Members        $members    The users who stand for members.
	 * @param Ticket_Session $session    WordPress sessions that a ticket opened.
	 * @param Login_Page     $login_page The login page.
	 * @param Connect        $connect    Lands tickets that connect.
	 * @param Tie            $tie        Tells the gateway whom it signed in.
	 */
	public function __construct( Gateway $gateway, Members $members, Ticket_Session $session, Login_Page $login_page, Connect $connect, Tie $tie ) {
		$this->gateway    = $gateway;
		$this->members    = $members;
		$this->session    = $session;
		$this->login_page = $login_page;
		$this->connect    = $connect;
		$this->tie        = $tie;
	}

	/**
	 * Lands a ticket if the address carries one.
	 *
	 * Who is signed in to WordPress without a ticket stays so, and the ticket is dropped. Who is signed in by an
	 * earlier ticket stays so if this one is no good: the second of two tabs, or the page loaded again.
	 */
	public function land() {
		if ( ! Input::is_page_view() || ! Input::has( self::PARAMETER ) ) {
			return;
		}
		$here        = Return_Path::parse_target( Return_Path::here() );
		if ( Connect::is_asked_for() ) {
			$this->connect->land( Input::text( self::PARAMETER ), $here );
		}
		$by_ticket   = null !== $this->session->current();
		$is_own_door = is_user_logged_in() && ! $by_ticket;
		$fault       = $is_own_door ? '' : $this->sign_in( Input::text( self::PARAMETER ) );
		if ( '' === $fault || $by_ticket ) {
			Redirect::to_site( $here );
		}
		Redirect::to_site( $this->login_page->path( $fault, $here ) );
	}

	/**
	 * Whether who is being signed in at this moment was recognised by the gateway.
	 */
	public static function is_landing(): bool {
		return self::$is_landing;
	}

	/**
	 * Signs the ticket's member in.
	 *
	 * @param string $ticket What came in the address.
	 * @return string Empty, or the message that tells why not.
	 */
	private function sign_in( string $ticket ): string {
		$bind = Bind_Secret::from_cookie();
		if ( null === $bind || 1 !== preg_match( self::FORM, $ticket ) ) {
			return Login_Page::SIGN_IN_FAILED;
		}
		$answer = $this->gateway->redeem( $ticket, $bind->reveal() );
		if ( $answer->is_not_found() ) {
			return Login_Page::SIGN_IN_FAILED;
		}
		$claims = 200 === $answer->status ? Claims::parse( $answer->json ) : null;
		if ( null === $claims ) {
			return Login_Page::UNAVAILABLE;
		}
		$user = $this->members->find_or_create( $claims );
		if ( is_wp_error( $user ) ) {
			return 'privileged' === $user->get_error_code() ? Login_Page::WORDPRESS_ACCOUNT : Login_Page::SIGN_IN_FAILED;
		}
		self::$is_landing = true;
		$this->session->open( $user, $claims );
		self::$is_landing = false;
		Mailed_Link::notice( $user, $claims );
		$this->tie->after_sign_in( $user, $claims );
		return '';
	}
}
