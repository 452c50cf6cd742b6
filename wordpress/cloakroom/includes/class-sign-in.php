<?php
/**
 * Begins a sign-in.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Answers wp-login.php?action=cloakroom_sign_in&redirect_to=/path[&login_hint=e-mail] by sending the browser to the gateway.
 */
final class Sign_In {

	const ACTION = 'cloakroom_sign_in';

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
	 * The login page.
	 *
	 * @var Login_Page
	 */
	private $login_page;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings     $settings   The operator's settings.
	 * @param Gateway_Urls $urls       The gateway's addresses.
	 * @param Login_Page   $login_page The login page.
	 */
	public function __construct( Settings $settings, Gateway_Urls $urls, Login_Page $login_page ) {
		$this->settings   = $settings;
		$this->urls       = $urls;
		$this->login_page = $login_page;
	}

	/**
	 * Sends the browser to the gateway, with a secret in its cookie that only this site can read.
	 *
	 * A secret that is there already is used again, so that two tabs can sign in side by side.
	 */
	public function begin() {
		$return_path = Return_Path::parse_target( Input::return_address() );
		$gateway     = $this->settings->gateway();
		if ( null === $gateway || ! $this->settings->are_complete() ) {
			Redirect::to_site( $this->login_page->path( Login_Page::UNAVAILABLE, $return_path ) );
		}
		$bind = Bind_Secret::from_cookie() ?? Bind_Secret::generate();
		$bind->send();
		Redirect::to_gateway( $this->urls->sign_in( $return_path, $bind->hash(), self::login_hint() ), $gateway );
	}

	/**
	 * The e-mail address to fill in at the user pool, or an empty text.
	 */
	private static function login_hint(): string {
		$hint = Input::text( 'login_hint' );
		return strlen( $hint ) <= 254 && is_email( $hint ) ? $hint : '';
	}
}
