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
	 * Whose they are.
	 *
	 * @var string
	 */
	private $sub;

	/**
	 * The WordPress user.
	 *
	 * @var int
	 */
	private $user_id;

	/**
	 * Values by column.
	 *
	 * @var Field_Value[]
	 */
	private $values;

	/**
	 * Takes what the line says.
	 *
	 * @param string        $sub     Whose they are.
	 * @param int           $user_id The WordPress user.
	 * @param Field_Value[] $values  Values by column.
	 */
	public function __construct( string $sub, int $user_id, array $values ) {
		$this->sub     = $sub;
		$this->user_id = $user_id;
		$this->values  = $values;
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
	 *
	 * @param Moving_Key $key By which its values are proven later.
	 */
	public function json( Moving_Key $key ): string {
		$cells = array(
			self::SUB => $this->sub,
			self::ID  => self::id_of( $this->user_id ),
		);
		foreach ( $this->values as $column => $value ) {
			$cells[ $column ] = $value->cell();
		}
		$cells[ self::KEY ] = $key->reveal();
		return wp_json_encode( (object) $cells, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES ) . "\n";
	}

	/**
	 * Keeps the values out of var_dump and of debugging plugins.
	 */
	public function __debugInfo() {
		return array( 'user' => $this->user_id );
	}
}
