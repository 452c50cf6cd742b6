<?php
/**
 * A place in WordPress where fields of users are kept.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * What a place has to tell and to do, so that fields can be moved out of it. Keys are compared byte for byte, whatever the
 * database thinks alike.
 */
abstract class Field_Source {

	/**
	 * The place's word, as in "usermeta:phone": small letters, digits and hyphens.
	 */
	abstract public function name(): string;

	/**
	 * Keys that are there and may be moved.
	 *
	 * @param int $limit How many at most.
	 * @return int[] How many values, by key.
	 */
	abstract public function keys( int $limit ): array;

	/**
	 * Whether a key may be moved.
	 *
	 * @param string $key A key.
	 */
	abstract public function may_move( string $key ): bool;

	/**
	 * What is stored, as it is stored.
	 *
	 * @param string[] $keys     Keys.
	 * @param int[]    $user_ids Users.
	 * @return array[][] Rows by user id by key: each its id and its text; null in place of a text of more than
	 *                   Field_Value::BYTES_MAX bytes.
	 */
	abstract public function values( array $keys, array $user_ids ): array;

	/**
	 * Removes rows that still are what they were.
	 *
	 * @param int    $user_id Whose.
	 * @param string $key     Under which key.
	 * @param array  $rows    Their texts by their ids.
	 * @return bool Whether all of them are gone.
	 * @throws \RuntimeException If it cannot be known, because the database did not answer.
	 */
	abstract public function remove( int $user_id, string $key, array $rows ): bool;
}
