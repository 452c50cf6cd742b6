<?php
/**
 * Where members are told what happened, and can sign in.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The login page's addresses and sentences, wherever the page is.
 */
final class Login_Page {

	const SESSION_EXPIRED   = 'session_expired';
	const SIGN_IN_FAILED    = 'sign_in_failed';
	const UNAVAILABLE       = 'unavailable';
	const WORDPRESS_ACCOUNT = 'wordpress_account';
	const SIGNED_OUT        = 'signed_out';

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
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * The login page's path with a message.
	 *
	 * @param string $message     One of this class's constants, or an empty text.
	 * @param string $return_path Where the member goes on after signing in, or an empty text.
	 */
	public function path( string $message, string $return_path = '' ): string {
		$query = '' === $message ? array() : array( 'message' => $message );
		if ( '' !== $return_path ) {
			$query['redirect_to'] = rawurlencode( $return_path );
		}
		return Return_Path::parse( add_query_arg( $query, $this->url() ) )
			?? Return_Path::parse( add_query_arg( '' === $message ? array() : array( 'message' => $message ), $this->url() ) )
			?? Return_Path::home();
	}

	/**
	 * The address that begins a sign-in.
	 *
	 * @param string $return_path Where the member comes back to.
	 * @param string $login_hint  E-mail address to fill in there, or an empty text.
	 */
	public static function sign_in_url( string $return_path, string $login_hint = '' ): string {
		$query = array(
			'action'      => Sign_In::ACTION,
			'redirect_to' => rawurlencode( $return_path ),
		);
		if ( '' !== $login_hint ) {
			$query['login_hint'] = rawurlencode( $login_hint );
		}
		return add_query_arg( $query, site_url( 'wp-login.php', 'login' ) );
	}

	/**
	 * The sentence for the message that the address names, or an empty text.
	 */
	public static function message(): string {
		return self::sentence( Input::text( 'message' ) );
	}

	/**
	 * The sentence for a message, or an empty text if there is no such message.
	 *
	 * @param string $message The message's name.
	 */
	public static function sentence( string $message ): string {
		switch ( $message ) {
			case self::SESSION_EXPIRED:
				return __( 'Your session has ended. Sign in again and you will be back where you were.', 'cloakroom' );
			case self::SIGN_IN_FAILED:
				return __( 'Signing in did not work. Please try again.', 'cloakroom' );
			case self::UNAVAILABLE:
				return __( 'Signing in is not possible at this time. Please try again in a few minutes.', 'cloakroom' );
			case self::WORDPRESS_ACCOUNT:
				return __( 'This account looks after the website. It signs in to WordPress directly, with its WordPress password.', 'cloakroom' );
			case self::SIGNED_OUT:
				return __( 'You are signed out.', 'cloakroom' );
			default:
				return '';
		}
	}

	/**
	 * The login page's address without a message.
	 */
	private function url(): string {
		$page = $this->settings->login_page();
		$url  = $page > 0 && 'publish' === get_post_status( $page ) ? get_permalink( $page ) : '';
		return $url ? $url : site_url( 'wp-login.php', 'login' );
	}
}
