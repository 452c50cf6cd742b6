<?php
/**
 * A member's access token at rest.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Keeps it in the record of the login that it came to, and nowhere else: it goes when the login goes. It is sealed under
 * WordPress's session token, which is in the browser's cookie; the database has only that one's hash.
 */
final class Relay_Store {

	const RECORD = 'cloakroom_relay';

	const PURPOSE = 'cloakroom relay token 1';

	// Enough for the whole call that it is needed for, and a little.
	const LEAST_SECONDS = Relay::WITHIN_SECONDS + 5;

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
	 * The token of this request's login; one that does not open is dropped.
	 *
	 * @param string $session_ref The gateway's session that the login belongs to.
	 * @return Relay_Token|null Null if there is none that lasts long enough.
	 */
	public function find( string $session_ref ): ?Relay_Token {
		$sealed = self::sealed();
		if ( null === $sealed ) {
			return null;
		}
		$token = is_string( $sealed ) ? Relay_Token::open( $sealed, $this->key( $session_ref ) ) : null;
		if ( null === $token ) {
			$this->drop();
		}
		return null !== $token && $token->lasts( self::LEAST_SECONDS ) ? $token : null;
	}

	/**
	 * Keeps a token for the next requests of this login.
	 *
	 * @param Relay_Token $token       The token.
	 * @param string      $session_ref The gateway's session that the login belongs to.
	 */
	public function keep( Relay_Token $token, string $session_ref ) {
		self::login()->put( self::RECORD, $token->seal( $this->key( $session_ref ) ) );
	}

	/**
	 * Drops the token that this request sees; a newer one of another request stays.
	 */
	public function drop() {
		$sealed = self::sealed();
		if ( null !== $sealed ) {
			self::login()->remove( self::RECORD, $sealed );
		}
	}

	/**
	 * What is kept, still sealed; null if nothing is.
	 *
	 * @return mixed
	 */
	private static function sealed() {
		$login = \WP_Session_Tokens::get_instance( get_current_user_id() )->get( wp_get_session_token() );
		return isset( $login[ self::RECORD ] ) ? $login[ self::RECORD ] : null;
	}

	/**
	 * The record of this request's login.
	 */
	private static function login(): Login_Record {
		return new Login_Record( get_current_user_id(), wp_get_session_token() );
	}

	/**
	 * The key for this login of this user at this site, for this session of the gateway.
	 *
	 * @link https://www.rfc-editor.org/rfc/rfc5869
	 *
	 * @param string $session_ref The gateway's session that the login belongs to.
	 */
	private function key( string $session_ref ): string {
		$gateway = $this->settings->gateway();
		$context = '';
		foreach ( array( self::PURPOSE, (string) get_current_user_id(), $session_ref, $gateway ? $gateway->text() : '', $this->settings->site_id() ) as $part ) {
			$context .= pack( 'N', strlen( $part ) ) . $part;
		}
		return hash_hkdf( 'sha256', wp_get_session_token(), SODIUM_CRYPTO_SECRETBOX_KEYBYTES, $context );
	}
}
