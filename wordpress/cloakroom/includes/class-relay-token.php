<?php
/**
 * A member's access token on its way through this server.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Opens what the gateway lets the delivery relay reach, for some minutes. At rest it is sealed with a key that only the
 * member's browser can bring back.
 */
final class Relay_Token {

	const FORM           = '/\A[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\z/';
	const CHARACTERS_MAX = 8192;

	// No gateway gives a longer one.
	const LIFE_SECONDS_MAX = 900;

	/**
	 * The token.
	 *
	 * @var string
	 */
	private $text;

	/**
	 * When it ends on this server's clock, as Unix seconds.
	 *
	 * @var int
	 */
	private $end;

	/**
	 * Made by parse() and open() alone.
	 *
	 * @param string $text The token.
	 * @param int    $end  When it ends, as Unix seconds.
	 */
	private function __construct( string $text, int $end ) {
		$this->text = $text;
		$this->end  = $end;
	}

	/**
	 * Reads the gateway's answer to a relay ticket. How long the token lasts is told by the gateway's clock, not by this one.
	 *
	 * @param Gateway_Answer $answer The answer.
	 * @return Relay_Token|null Null if it holds no token in its form, or one that is over.
	 */
	public static function parse( Gateway_Answer $answer ): ?self {
		$text = isset( $answer->json['access_token'] ) ? $answer->json['access_token'] : null;
		$end  = Claims::instant( isset( $answer->json['expires_at'] ) ? $answer->json['expires_at'] : null );
		if ( ! self::is_token( $text ) || null === $end ) {
			return null;
		}
		$seconds = min( self::LIFE_SECONDS_MAX, $end - ( $answer->date ?? time() ) );
		return $seconds > 0 ? new self( $text, time() + $seconds ) : null;
	}

	/**
	 * The header that carries it.
	 */
	public function authorization(): string {
		return 'Bearer ' . $this->text;
	}

	/**
	 * Whether it still lasts for a while.
	 *
	 * @param int $seconds How long.
	 */
	public function lasts( int $seconds ): bool {
		return $this->end - time() >= $seconds;
	}

	/**
	 * The token as it may be kept.
	 *
	 * @link https://doc.libsodium.org/secret-key_cryptography/secretbox
	 *
	 * @param string $key 32 bytes, for this login alone.
	 * @return string Base64 of a random nonce and the sealed end and token.
	 */
	public function seal( string $key ): string {
		$nonce = random_bytes( SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- The row holds text.
		return base64_encode( $nonce . sodium_crypto_secretbox( pack( 'N', $this->end ) . $this->text, $nonce, $key ) );
	}

	/**
	 * Opens what seal() made.
	 *
	 * @param string $sealed Base64, as it was kept.
	 * @param string $key    32 bytes, for this login alone.
	 * @return Relay_Token|null Null if it is anything else, or was made with another key.
	 */
	public static function open( string $sealed, string $key ): ?self {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- See seal().
		$bytes = (string) base64_decode( $sealed, true );
		$nonce = substr( $bytes, 0, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );
		$box   = (string) substr( $bytes, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES );
		if ( strlen( $box ) < SODIUM_CRYPTO_SECRETBOX_MACBYTES ) {
			return null;
		}
		$plain = sodium_crypto_secretbox_open( $box, $nonce, $key );
		if ( false === $plain || ! self::is_token( (string) substr( $plain, 4 ) ) ) {
			return null;
		}
		return new self( substr( $plain, 4 ), unpack( 'N', $plain )[1] );
	}

	/**
	 * Keeps the token out of var_dump and of debugging plugins.
	 */
	public function __debugInfo() {
		return array( 'end' => $this->end );
	}

	/**
	 * Whether a value has the form of a signed token.
	 *
	 * @link https://www.rfc-editor.org/rfc/rfc7515#section-3.1
	 *
	 * @param mixed $text A value.
	 */
	private static function is_token( $text ): bool {
		return is_string( $text ) && strlen( $text ) <= self::CHARACTERS_MAX && 1 === preg_match( self::FORM, $text );
	}
}
