<?php
/**
 * Records as the gateway gives them.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Reads an answer as strictly as a page may rely on it, and gives it on whole. At the end of a list the gateway leaves the
 * member next out; here it is null then, so that whoever asks for it need not ask whether it is there.
 */
final class Relay_Records {

	/**
	 * Reads the gateway's answer.
	 *
	 * @param array|null $json       The answer.
	 * @param string     $collection The collection that was asked for.
	 * @return array|null The same with next; null if it is no list of records of this collection.
	 */
	public static function parse( ?array $json, string $collection ): ?array {
		if ( ! isset( $json['collection'], $json['records'] ) || $collection !== $json['collection'] ) {
			return null;
		}
		$is_end = ! isset( $json['next'] ) || is_string( $json['next'] );
		return $is_end && self::is_list_of( array( __CLASS__, 'is_record' ), $json['records'] ) ? $json + array( 'next' => null ) : null;
	}

	/**
	 * Whether a value is a record: an id and a list of fields.
	 *
	 * @param mixed $record A value.
	 */
	private static function is_record( $record ): bool {
		return isset( $record['id'], $record['fields'] ) && is_string( $record['id'] ) && self::is_list_of( array( __CLASS__, 'is_field' ), $record['fields'] );
	}

	/**
	 * Whether a value is a field: at least a name.
	 *
	 * @param mixed $field A value.
	 */
	private static function is_field( $field ): bool {
		return is_array( $field ) && isset( $field['name'] ) && is_string( $field['name'] );
	}

	/**
	 * Whether a value is a list, and all in it are what they shall be.
	 *
	 * @param callable $is_one Tells of one of them.
	 * @param mixed    $values A value.
	 */
	private static function is_list_of( callable $is_one, $values ): bool {
		return is_array( $values ) && array_values( $values ) === $values && count( array_filter( $values, $is_one ) ) === count( $values );
	}
}
