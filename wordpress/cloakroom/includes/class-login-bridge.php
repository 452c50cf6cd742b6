<?php
/**
 * From the sign-in forms of membership systems to the gateway.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Members are sent to the gateway, with the e-mail address that they typed; who looks after the site goes on to WordPress.
 */
final class Login_Bridge {

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
	 * Takes what it needs.
	 *
	 * @param Settings   $settings   The operator's settings.
	 * @param Login_Page $login_page The login page.
	 */
	public function __construct( Settings $settings, Login_Page $login_page ) {
		$this->settings   = $settings;
		$this->login_page = $login_page;
	}

	/**
	 * Whether members can be sent there.
	 */
	public function is_ready(): bool {
		return $this->settings->are_complete();
	}

	/**
	 * Whether a page is the one that the operator chose for signing in: then nobody is sent away from it.
	 *
	 * @param int $page_id A page.
	 */
	public function is_login_page( int $page_id ): bool {
		return $page_id > 0 && $page_id === $this->settings->login_page();
	}

	/**
	 * Sends the visitor of another sign-in page to the site's own, and ends the request.
	 *
	 * @param string $target Where to go on after signing in, raw.
	 */
	public function go_to_login_page( string $target ) {
		Redirect::to_site( $this->login_page->path( '', Return_Path::parse_target( $target ) ) );
	}

	/**
	 * Sends somebody who filled in a form to the gateway, if the account is a member's, and ends the request.
	 *
	 * Who is a member is not told: an address that nobody has here goes to the gateway as well.
	 *
	 * @param string $typed  User name or e-mail address, as typed.
	 * @param string $target Where to go on after signing in, raw.
	 */
	public function go_to_gateway( string $typed, string $target ) {
		$user = get_user_by( is_email( $typed ) ? 'email' : 'login', $typed );
		if ( ! $this->is_ready() || $user && ! $this->signs_in_there( $user ) || ! $user && ! is_email( $typed ) ) {
			return;
		}
		Redirect::to_site_url( Login_Page::sign_in_url( Return_Path::parse_target( $target ), is_email( $typed ) ? $typed : '' ) );
	}

	/**
	 * The button in the place of a form's own.
	 *
	 * @param string $target Where to go on after signing in, raw.
	 */
	public function print_button( string $target ) {
		if ( ! $this->is_ready() ) {
			return;
		}
		printf(
			'<p class="cloakroom-sign-in"><a class="cloakroom-sign-in__button wp-element-button" href="%s" rel="nofollow">%s</a></p>',
			esc_url( Login_Page::sign_in_url( Return_Path::parse_target( $target ) ) ),
			esc_html__( 'Sign in as a member', 'cloakroom' )
		);
	}

	/**
	 * Whether a user signs in at the gateway and nowhere else.
	 *
	 * @param \WP_User $user A user.
	 */
	private function signs_in_there( \WP_User $user ): bool {
		return Members::stands_for_member( $user ) || $this->settings->is_gateway_only() && ! Privilege::belongs_to( $user );
	}
}
