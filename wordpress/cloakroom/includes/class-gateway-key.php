<?php
/**
 * The gateway's own key.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Its public half, fetched from the one configured gateway, kept for a day, and fetched anew at most once a minute when a
 * signature does not fit: so nobody can make this site call the gateway often.
 */
final class Gateway_Key {

	const OPTION        = 'cloakroom_gateway_key';
	const KEPT_SECONDS  = DAY_IN_SECONDS;
	const PAUSE_SECONDS = 60;

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Calls to the gateway.
	 *
	 * @var Gateway
	 */
	private $gateway;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings $settings The operator's settings.
	 * @param Gateway  $gateway  Calls to the gateway.
	 */
	public function __construct( Settings $settings, Gateway $gateway ) {
		$this->settings = $settings;
		$this->gateway  = $gateway;
	}

	/**
	 * Whether the gateway signed a text.
	 *
	 * @param string $text       The text, byte for byte.
	 * @param string $signatures As in the header: "v1a," and base64, several apart by spaces.
	 */
	public function has_signed( string $text, string $signatures ): bool {
		$signatures = self::parse( $signatures );
		if ( ! $signatures ) {
			return false;
		}
		$kept = $this->kept();
		if ( $kept['at'] > time() - self::KEPT_SECONDS && self::fits( $kept['key'], $text, $signatures ) ) {
			return true;
		}
		return abs( time() - $kept['tried_at'] ) >= self::PAUSE_SECONDS && self::fits( $this->fetch( $kept ), $text, $signatures );
	}

	/**
	 * Fetches the key.
	 *
	 * @param array $kept What is kept.
	 * @return string 32 bytes; empty if it could not be had.
	 */
	private function fetch( array $kept ): string {
		// Written before the call: whoever comes in the meantime does not ask as well.
		$kept['tried_at'] = time();
		update_option( self::OPTION, $kept, false );
		$answer = $this->gateway->public_key();
		$key    = 200 === $answer->status && isset( $answer->json['public_key'] ) && is_string( $answer->json['public_key'] ) ? self::decode( $answer->json['public_key'] ) : '';
		if ( SODIUM_CRYPTO_SIGN_PUBLICKEYBYTES !== strlen( $key ) ) {
			return '';
		}
		$kept['key'] = bin2hex( $key );
		$kept['at']  = time();
		update_option( self::OPTION, $kept, false );
		return $kept['key'];
	}

	/**
	 * What is kept of this gateway.
	 *
	 * @return array key (hexadecimal, or empty), at and tried_at (Unix seconds), origin (of the gateway).
	 */
	private function kept(): array {
		$gateway = $this->settings->gateway();
		$none    = array(
			'key'      => '',
			'at'       => 0,
			'tried_at' => 0,
			'origin'   => $gateway ? $gateway->text() : '',
		);
		$stored  = get_option( self::OPTION );
		return is_array( $stored ) && ( $stored['origin'] ?? null ) === $none['origin'] ? array_merge( $none, $stored ) : $none;
	}

	/**
	 * Whether one of the signatures fits.
	 *
	 * @param string   $key        The key, hexadecimal, or an empty text.
	 * @param string   $text       The text.
	 * @param string[] $signatures 64 bytes each.
	 */
	private static function fits( string $key, string $text, array $signatures ): bool {
		foreach ( '' === $key ? array() : $signatures as $signature ) {
			if ( sodium_crypto_sign_verify_detached( $signature, $text, hex2bin( $key ) ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The signatures of a header.
	 *
	 * @param string $header The header.
	 * @return string[] 64 bytes each; three at most.
	 */
	private static function parse( string $header ): array {
		$signatures = array();
		foreach ( array_slice( explode( ' ', substr( $header, 0, 600 ) ), 0, 3 ) as $one ) {
			$bytes = 0 === strpos( $one, 'v1a,' ) ? self::decode( substr( $one, 4 ) ) : '';
			if ( SODIUM_CRYPTO_SIGN_BYTES === strlen( $bytes ) ) {
				$signatures[] = $bytes;
			}
		}
		return $signatures;
	}

	/**
	 * Reads base64.
	 *
	 * @param string $text A text.
	 */
	private static function decode( string $text ): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- The form that DECISIONS fixes for keys.
		return (string) base64_decode( $text, true );
	}
}
