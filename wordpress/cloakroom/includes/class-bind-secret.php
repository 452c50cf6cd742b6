<?php
/**
 * The secret that binds a ticket to the browser that began to sign in.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Kept in a cookie of this site; the gateway learns its hash at the start and the secret itself when a ticket is redeemed.
 */
final class Bind_Secret {

	const COOKIE       = 'cloakroom_bind';
	const LIFE_SECONDS = 600;
	const FORM         = '/\A[A-Za-z0-9_-]{43}\z/';

	/**
	 * The secret: 256 random bits in base64url.
	 *
	 * @var string
	 */
	private $text;

	/**
	 * Made by from_cookie() and generate() alone.
	 *
	 * @param string $text The secret.
	 */
	private function __construct( string $text ) {
		$this->text = $text;
	}

	/**
	 * The secret that the browser brought, or null if it brought none in the right form.
	 */
	public static function from_cookie(): ?self {
		$text = Input::cookie( self::COOKIE );
		return 1 === preg_match( self::FORM, $text ) ? new self( $text ) : null;
	}

	/**
	 * A new secret.
	 */
	public static function generate(): self {
		return new self( self::base64url( random_bytes( 32 ) ) );
	}

	/**
	 * The secret, for the gateway's server alone.
	 */
	public function reveal(): string {
		return $this->text;
	}

	/**
	 * What may go through addresses: base64url of SHA-256 over the secret's ASCII text.
	 */
	public function hash(): string {
		return self::base64url( hash( 'sha256', $this->text, true ) );
	}

	/**
	 * Puts the secret into the browser for ten minutes from now.
	 */
	public function send() {
		setcookie( self::COOKIE, $this->text, self::cookie_options() );
	}

	/**
	 * The cookie's attributes. Lax, because the ticket arrives by a navigation from the gateway's host.
	 */
	public static function cookie_options(): array {
		return array(
			'expires'  => time() + self::LIFE_SECONDS,
			'path'     => COOKIEPATH ? COOKIEPATH : '/',
			'secure'   => is_ssl(),
			'httponly' => true,
			'samesite' => 'Lax',
		);
	}

	/**
	 * Keeps the secret out of var_dump and of debugging plugins.
	 */
	public function __debugInfo() {
		return array( 'hash' => $this->hash() );
	}

	/**
	 * Base64 for addresses, without padding.
	 *
	 * @link https://www.rfc-editor.org/rfc/rfc4648#section-5
	 *
	 * @param string $bytes Any bytes.
	 */
	private static function base64url( string $bytes ): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- The form that DECISIONS fixes for secrets.
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}
}
