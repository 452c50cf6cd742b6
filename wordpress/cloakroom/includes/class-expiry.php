<?php
/**
 * Ends the WordPress session of a member whose session at the gateway is over.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Answers wp-login.php?action=cloakroom_expired, where the card on a page goes when the gateway knows the member no more.
 */
final class Expiry {

	const ACTION = 'cloakroom_expired';

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
	 * Takes what it needs.
	 *
	 * @param Ticket_Session $session    WordPress sessions that a ticket opened.
	 * @param Login_Page     $login_page The login page.
	 */
	public function __construct( Ticket_Session $session, Login_Page $login_page ) {
		$this->session    = $session;
		$this->login_page = $login_page;
	}

	/**
	 * The address that ends this session, or an empty text if no ticket opened it.
	 *
	 * @param string $return_path The page that the member is on.
	 */
	public function url( string $return_path ): string {
		if ( null === $this->session->current() ) {
			return '';
		}
		$query = array(
			'action'      => self::ACTION,
			'_wpnonce'    => wp_create_nonce( self::ACTION ),
			'redirect_to' => rawurlencode( $return_path ),
		);
		return add_query_arg( $query, site_url( 'wp-login.php', 'login' ) );
	}

	/**
	 * Ends the session and says so on the login page.
	 *
	 * Signed out already (another tab was faster): nothing is left to end. Signed in without a ticket: nothing of
	 * ours. Neither goes on to sign in by itself, so nothing can go round in circles.
	 */
	public function end() {
		$return_path = Return_Path::parse_target( Input::return_address() );
		if ( is_user_logged_in() ) {
			if ( null === $this->session->current() ) {
				Redirect::to_site( $return_path );
			}
			if ( ! wp_verify_nonce( Input::text( '_wpnonce' ), self::ACTION ) ) {
				self::refuse( $return_path );
			}
			wp_logout();
		}
		Redirect::to_site( $this->login_page->path( Login_Page::SESSION_EXPIRED, $return_path ) );
	}

	/**
	 * A clean page for a link that is too old, or that somebody else made.
	 *
	 * @param string $return_path The page that the member was on.
	 */
	private static function refuse( string $return_path ) {
		Redirect::keep_nothing();
		wp_die(
			esc_html__( 'This link is no longer valid, and nothing was changed.', 'cloakroom' ),
			esc_html__( 'Link no longer valid', 'cloakroom' ),
			array(
				'response'  => 403,
				'link_url'  => esc_url( $return_path ),
				'link_text' => esc_html__( 'Open the page again', 'cloakroom' ),
			)
		);
	}
}
