<?php
/**
 * The key by which the gateway knows this site's server.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * An Ed25519 key pair. Only the public half can be printed.
 */
final class Site_Key {

	/**
	 * The 32 secret bytes.
	 *
	 * @var string
	 */
	private $seed;

	/**
	 * Made by parse() and generate() alone.
	 *
	 * @param string $seed 32 bytes.
	 */
	private function __construct( string $seed ) {
		$this->seed = $seed;
	}

	/**
	 * Reads a stored key.
	 *
	 * @param string $base64 Base64 of the 32-byte seed.
	 * @return Site_Key|null Null for anything else.
	 */
	public static function parse( string $base64 ): ?self {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- The form that DECISIONS fixes for keys.
		$seed = base64_decode( trim( $base64 ), true );
		return is_string( $seed ) && SODIUM_CRYPTO_SIGN_SEEDBYTES === strlen( $seed ) ? new self( $seed ) : null;
	}

	/**
	 * Makes a new key.
	 */
	public static function generate(): self {
		return new self( random_bytes( SODIUM_CRYPTO_SIGN_SEEDBYTES ) );
	}

	/**
	 * What is stored, here and nowhere else.
	 */
	public function secret_half(): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- See parse().
		return base64_encode( $this->seed );
	}

	/**
	 * What the gateway is told: base64 of 32 bytes.
	 */
	public function public_half(): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- See parse().
		return base64_encode( sodium_crypto_sign_publickey( sodium_crypto_sign_seed_keypair( $this->seed ) ) );
	}

	/**
	 * Signs a text.
	 *
	 * @param string $text The text, byte for byte.
	 * @return string Base64 of the 64-byte signature.
	 */
	public function sign( string $text ): string {
		$secret = sodium_crypto_sign_secretkey( sodium_crypto_sign_seed_keypair( $this->seed ) );
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- See parse().
		return base64_encode( sodium_crypto_sign_detached( $text, $secret ) );
	}

	/**
	 * Keeps the seed out of var_dump and of debugging plugins.
	 */
	public function __debugInfo() {
		return array( 'public_half' => $this->public_half() );
	}
}
