<?php
/**
 * The key by which values are proven without being told.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Made at an export, and gone when the values are. The file of the export carries it to the gateway, which answers of each value
 * that it found in the vault with a mark under this key. A mark of a phone number or of one word could be guessed by trying them
 * all if it were a plain hash; without the key it cannot. A backup that has the key has the values as well.
 */
final class Moving_Key {

	const OPTION = 'cloakroom_moving_key';
	const LOCK   = 'moving_key';
	const BYTES  = 32;

	/**
	 * The secret bytes.
	 *
	 * @var string
	 */
	private $bytes;

	/**
	 * Made by find() and none() alone.
	 *
	 * @param string $bytes The secret bytes.
	 */
	private function __construct( string $bytes ) {
		$this->bytes = $bytes;
	}

	/**
	 * The key of the last export; null if its values are gone, or there was none.
	 */
	public static function find(): ?self {
		$stored = get_option( self::OPTION, '' );
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- The form that DECISIONS fixes for keys.
		$bytes = is_string( $stored ) ? base64_decode( $stored, true ) : false;
		return is_string( $bytes ) && self::BYTES === strlen( $bytes ) ? new self( $bytes ) : null;
	}

	/**
	 * The key of exports, made if there is none: once, also if two exports begin at the same moment.
	 *
	 * @throws \RuntimeException If another export is making it, or the database does not keep it.
	 */
	public static function make(): self {
		$lock = new Lock( self::LOCK );
		if ( ! $lock->take() ) {
			throw new \RuntimeException( __( 'Another export begins at this moment. Run the same once more.', 'cloakroom' ) );
		}
		try {
			// Another request may have made it since this one first read its options.
			wp_cache_delete( self::OPTION, 'options' );
			wp_cache_delete( 'notoptions', 'options' );
			return self::find() ?? self::create();
		} finally {
			$lock->release();
		}
	}

	/**
	 * A new key, in the place of what is none.
	 *
	 * @throws \RuntimeException If the database does not keep it.
	 */
	private static function create(): self {
		$key = self::none();
		delete_option( self::OPTION );
		if ( ! add_option( self::OPTION, $key->reveal(), '', 'no' ) ) {
			throw Database::silent();
		}
		return $key;
	}

	/**
	 * A key that is kept nowhere, for a look at what would be exported.
	 */
	public static function none(): self {
		return new self( random_bytes( self::BYTES ) );
	}

	/**
	 * Drops the key: what was marked under it is nothing but noise from now on.
	 */
	public static function forget() {
		delete_option( self::OPTION );
	}

	/**
	 * The key, for the file of an export.
	 */
	public function reveal(): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- See find().
		return base64_encode( $this->bytes );
	}

	/**
	 * The mark of a value: of whom and of which column it is, is part of it.
	 *
	 * @param string $sub    The member's lasting name.
	 * @param string $id     The row's id.
	 * @param string $column The column.
	 * @param string $text   The value as the vault keeps it.
	 * @return string Hexadecimal.
	 */
	public function mark( string $sub, string $id, string $column, string $text ): string {
		$said = '';
		foreach ( array( $sub, $id, $column, $text ) as $part ) {
			$said .= strlen( $part ) . ':' . $part;
		}
		return hash_hmac( 'sha256', $said, $this->bytes );
	}

	/**
	 * Keeps the key out of var_dump and of debugging plugins.
	 */
	public function __debugInfo() {
		return array();
	}
}
