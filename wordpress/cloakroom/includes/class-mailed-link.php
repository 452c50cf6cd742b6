<?php
/**
 * Connects by a link in a mail.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A member signed in by ticket whose proven address is that of a WordPress user here: she may ask for a link to that address.
 * Opened by her, in her session, within an hour, it connects the two. The address alone never does.
 */
final class Mailed_Link {

	const ACTION    = 'cloakroom_send_link';
	const PARAMETER = 'cloakroom_link';
	const META      = 'cloakroom_mailed_link';
	const TWIN      = 'cloakroom_twin';
	const SECONDS   = HOUR_IN_SECONDS;

	// Between two letters to the same person.
	const PAUSE_SECONDS = 300;

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
	 * @param Gateway        $gateway  Calls to the gateway.
	 * @param Members        $members  The users who stand for members.
	 * @param Ticket_Session $session  WordPress sessions that a ticket opened.
	 * @param Snapshot       $snapshot All memberships of a user.
	 */
	public function __construct( Gateway $gateway, Members $members, Ticket_Session $session, Snapshot $snapshot ) {
		$this->gateway  = $gateway;
		$this->members  = $members;
		$this->session  = $session;
		$this->snapshot = $snapshot;
	}

	/**
	 * After a sign-in by ticket: notes whether a user of this site has the member's proven address. Keeps no address.
	 *
	 * @param \WP_User $user   The member's user.
	 * @param Claims   $claims Who signed in.
	 */
	public static function notice( \WP_User $user, Claims $claims ) {
		$twin = '' === $claims->email ? false : get_user_by( 'email', $claims->email );
		if ( $twin && $twin->ID !== $user->ID && strtolower( $twin->user_email ) === strtolower( $claims->email ) && Connection::is_possible( $twin ) ) {
			update_user_meta( $user->ID, self::TWIN, $twin->ID );
		} else {
			delete_user_meta( $user->ID, self::TWIN );
		}
	}

	/**
	 * The user who has the same address as who is signed in by ticket; null if there is none who can be connected.
	 */
	public function twin(): ?\WP_User {
		$sub = $this->sub();
		if ( '' === $sub ) {
			return null;
		}
		$user = get_userdata( (int) get_user_meta( get_current_user_id(), self::TWIN, true ) );
		return $user && Connection::is_possible( $user ) && Connection::can_move( $sub, $this->members, $this->snapshot ) ? $user : null;
	}

	/**
	 * Prints the button that asks for the letter.
	 *
	 * @param string $return_path Where she stays.
	 */
	public static function form( string $return_path ): string {
		return sprintf(
			'<form action="%s" method="post"><input type="hidden" name="_wpnonce" value="%s"><input type="hidden" name="return" value="%s"><button class="cloakroom-sign-in__button wp-element-button">%s</button></form>',
			esc_url( add_query_arg( 'action', self::ACTION, site_url( 'wp-login.php', 'login_post' ) ) ),
			esc_attr( wp_create_nonce( self::ACTION ) ),
			esc_attr( $return_path ),
			esc_html__( 'Send me the link', 'cloakroom' )
		);
	}

	/**
	 * Answers the button.
	 */
	public function send() {
		$return_path = Return_Path::parse_target( Input::posted_as_is( 'return' ) );
		$twin        = wp_verify_nonce( Input::posted( '_wpnonce' ), self::ACTION ) ? $this->twin() : null;
		if ( null === $twin ) {
			Redirect::to_site( $return_path );
		}
		$earlier = get_user_meta( $twin->ID, self::META, true );
		if ( ! isset( $earlier['until'] ) || abs( $earlier['until'] - self::SECONDS - time() ) >= self::PAUSE_SECONDS ) {
			$this->write( $twin );
		}
		Redirect::to_site( Return_Path::parse( add_query_arg( self::PARAMETER, 'sent', $return_path ) ) ?? Return_Path::home() );
	}

	/**
	 * Whether the letter was just asked for.
	 */
	public static function was_sent(): bool {
		return 'sent' === Input::text( self::PARAMETER );
	}

	/**
	 * Opens the link, and ends the request. Who is not signed in by ticket signs in first and comes back: looking at the link
	 * does not use it up.
	 */
	public function open() {
		if ( ! Input::is_page_view() || ! Input::has( self::PARAMETER ) || self::was_sent() ) {
			return;
		}
		$text = Input::text( self::PARAMETER );
		if ( 1 !== preg_match( Claim::FORM, $text ) ) {
			return;
		}
		if ( ! is_user_logged_in() ) {
			Redirect::to_site_url( Login_Page::sign_in_url( Return_Path::here() ) );
		}
		$result = $this->connect( $text );
		$home   = Return_Path::parse( add_query_arg( Connect::MARK, $result, Return_Path::home() ) ) ?? Return_Path::home();
		if ( Connect::DONE === $result ) {
			// The gateway knows her still: this signs her in as the user who is hers now.
			Redirect::to_site_url( Login_Page::sign_in_url( $home ) );
		}
		Redirect::to_site( $home );
	}

	/**
	 * Connects, if the link is good and she is the one whom it is for.
	 *
	 * @param string $text The link's text.
	 * @return string How it went, as Connect says it.
	 */
	private function connect( string $text ): string {
		list( $id, $secret ) = explode( '.', $text, 2 );
		$twin                = $this->twin();
		$stored              = get_user_meta( (int) $id, self::META, true );
		$sub                 = $this->sub();
		if ( null === $twin || (int) $id !== $twin->ID || ! isset( $stored['hash'], $stored['until'], $stored['sub'], $stored['address'] )
			|| time() >= $stored['until'] || ! hash_equals( $stored['hash'], hash( 'sha256', $secret ) ) || $stored['sub'] !== $sub || self::address( $twin ) !== $stored['address'] ) {
			return Connect::FAILED;
		}
		delete_user_meta( $twin->ID, self::META );
		$answer = $this->gateway->tie( $this->session->current()['session_ref'], $twin->ID, 'mail' );
		if ( 200 !== $answer->status ) {
			return 409 === $answer->status ? Connect::TAKEN : Connect::FAILED;
		}
		wp_destroy_current_session();
		wp_clear_auth_cookie();
		Connection::make( $twin, $sub, $this->members );
		return Connect::DONE;
	}

	/**
	 * Writes the letter.
	 *
	 * @param \WP_User $twin The user who has the address.
	 */
	private function write( \WP_User $twin ) {
		$secret = Bind_Secret::generate()->reveal();
		update_user_meta(
			$twin->ID,
			self::META,
			wp_slash(
				array(
					'hash'    => hash( 'sha256', $secret ),
					'until'   => time() + self::SECONDS,
					'sub'     => $this->sub(),
					'address' => self::address( $twin ),
				)
			)
		);
		$name = wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES );
		/* translators: %s: the website's name. */
		$subject = sprintf( __( '[%s] Connect your account', 'cloakroom' ), $name );
		$lines   = array(
			/* translators: %s: the website's name. */
			sprintf( __( 'Somebody who is signed in at %s with this e-mail address wants to use the account that you have there already.', 'cloakroom' ), $name ),
			__( 'If it was you, open this link in the same browser within an hour:', 'cloakroom' ) . "\n" . add_query_arg( self::PARAMETER, "$twin->ID.$secret", home_url( '/' ) ),
			__( 'If it was not you, do nothing: the link is of no use to anybody else.', 'cloakroom' ),
		);
		wp_mail( $twin->user_email, $subject, implode( "\n\n", $lines ) );
	}

	/**
	 * The lasting name of who is signed in by ticket; empty if nobody is.
	 */
	private function sub(): string {
		return null === $this->session->current() ? '' : (string) get_user_meta( get_current_user_id(), Members::META, true );
	}

	/**
	 * Tells an address from another without keeping it a second time.
	 *
	 * @param \WP_User $user A user.
	 */
	private static function address( \WP_User $user ): string {
		return hash_hmac( 'sha256', strtolower( $user->user_email ), wp_salt() );
	}
}
