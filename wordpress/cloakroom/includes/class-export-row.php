<?php
/**
 * One user's fields on their way to the gateway.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A line of JSON as "cloakroom import" takes it.
 */
final class Export_Row {

	const SUB = 'sub';
	const ID  = 'id';
	const KEY = 'cloakroom-proof-key';

	// Below what the gateway's import reads as one line.
	const BYTES_MAX = 1000000;

	const USER = '/\Awp-([1-9]\d{0,18})\z/';

	/**
	 * The line, with its end.
	 *
	 * @var string
	 */
	private $json;

	/**
	 * Writes the line.
	 *
	 * @param string        $sub     Whose the values are.
	 * @param int           $user_id The WordPress user.
	 * @param Field_Value[] $values  Values by column.
	 * @param Moving_Key    $key     By which they are proven later.
	 */
	public function __construct( string $sub, int $user_id, array $values, Moving_Key $key ) {
		$cells = array(
			self::SUB => $sub,
			self::ID  => self::id_of( $user_id ),
		);
		foreach ( $values as $column => $value ) {
			$cells[ $column ] = $value->cell();
		}
		$cells[ self::KEY ] = $key->reveal();

		$this->json = wp_json_encode( (object) $cells, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ) . "\n";
	}

	/**
	 * The row's id for a user.
	 *
	 * @param int $user_id The WordPress user.
	 */
	public static function id_of( int $user_id ): string {
		return 'wp-' . $user_id;
	}

	/**
	 * The line, with its end.
	 */
	public function json(): string {
		return $this->json;
	}

	/**
	 * Whether the gateway's import would read it.
	 */
	public function is_readable(): bool {
		return strlen( $this->json ) <= self::BYTES_MAX;
	}

	/**
	 * Keeps the values out of var_dump and of debugging plugins.
	 */
	public function __debugInfo() {
		return array( 'bytes' => strlen( $this->json ) );
	}
}
