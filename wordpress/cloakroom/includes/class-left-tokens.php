<?php
/**
 * Tokens that a browser's tab may hold.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Sees to it that none stays behind where somebody signs out: script of pages that use delivery "direct" may have left one in
 * the tab's session storage. The gateway believes it no longer then; this takes it away as well.
 */
final class Left_Tokens {

	/**
	 * WordPress sessions that a ticket opened.
	 *
	 * @var Ticket_Session
	 */
	private $session;

	/**
	 * Takes what it needs.
	 *
	 * @param Ticket_Session $session WordPress sessions that a ticket opened.
	 */
	public function __construct( Ticket_Session $session ) {
		$this->session = $session;
	}

	/**
	 * On members' pages: notices a click on "Sign out".
	 */
	public function watch() {
		if ( null !== $this->session->current() ) {
			Script_Module::enqueue( Script_Module::SIGN_OUT );
		}
	}

	/**
	 * On pages that say "Sign in": whatever is left goes.
	 */
	public static function clear() {
		if ( ! is_user_logged_in() ) {
			Script_Module::enqueue( Script_Module::SIGNED_OUT );
		}
	}

	/**
	 * The same on WordPress's own sign-in page, where no script modules are printed.
	 */
	public static function clear_on_login_page() {
		if ( ! is_user_logged_in() ) {
			Script_Module::print_tag( Script_Module::SIGNED_OUT );
		}
	}
}
