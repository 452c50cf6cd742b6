<?php
/**
 * The gateway's addresses for browsers.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Writes the addresses that a browser of a member follows.
 */
final class Gateway_Urls {

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
	 * Where signing in begins.
	 *
	 * @param string $return_path Where the member comes back to.
	 * @param string $bind_hash   Hash of the secret that binds the ticket to this browser.
	 * @param string $login_hint  E-mail address to fill in, or an empty text.
	 */
	public function sign_in( string $return_path, string $bind_hash, string $login_hint ): string {
		$query = array(
			'site'   => $this->settings->site_id(),
			'return' => $return_path,
			'bind'   => $bind_hash,
		);
		if ( '' !== $login_hint ) {
			$query['login_hint'] = $login_hint;
		}
		return $this->at( '/session/sign-in', $query );
	}

	/**
	 * Where connecting goes on, after signing in if need be.
	 *
	 * @param string $return_path Where the member comes back to.
	 * @param string $bind_hash   Hash of the secret that binds the ticket to this browser.
	 * @param bool   $is_new      Whether to begin with the pool's sign-up.
	 */
	public function connect( string $return_path, string $bind_hash, bool $is_new ): string {
		$query = array(
			'site'   => $this->settings->site_id(),
			'return' => $return_path,
			'bind'   => $bind_hash,
		);
		if ( $is_new ) {
			$query['sign-up'] = '1';
		}
		return $this->at( '/session/link', $query );
	}

	/**
	 * Where signing out goes on, through the user pool and back.
	 *
	 * @param string $return_path Where the visitor comes back to.
	 */
	public function sign_out( string $return_path ): string {
		$query = array(
			'site'   => $this->settings->site_id(),
			'return' => $return_path,
		);
		return $this->at( '/session/sign-out', $query );
	}

	/**
	 * A member's own page, where she downloads her data and has it erased.
	 */
	public function own_page(): string {
		return $this->at( '/app/me', array( 'site' => $this->settings->site_id() ) );
	}

	/**
	 * A card's document.
	 *
	 * @param string $collection The collection's id.
	 * @param string $page       Path of the page around it.
	 */
	public function card( string $collection, string $page ): string {
		return $this->at( '/card/' . $this->settings->site_id() . '/' . $collection, array( 'page' => $page ) );
	}

	/**
	 * Puts an address together.
	 *
	 * @param string   $path  Path at the gateway.
	 * @param string[] $query Unencoded values by name.
	 */
	private function at( string $path, array $query ): string {
		$gateway = $this->settings->gateway();
		return ( $gateway ? $gateway->text() : '' ) . $path . '?' . http_build_query( $query, '', '&', PHP_QUERY_RFC3986 );
	}
}
