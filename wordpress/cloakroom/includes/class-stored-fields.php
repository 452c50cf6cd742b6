<?php
/**
 * What is stored of users in the fields that are to be moved.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Asked for many users at once: one question to each source, however many users and fields there are.
 */
final class Stored_Fields {

	/**
	 * The fields.
	 *
	 * @var Moved_Field[]
	 */
	private $fields;

	/**
	 * Takes the fields.
	 *
	 * @param Moved_Field[] $fields The fields.
	 */
	public function __construct( array $fields ) {
		$this->fields = $fields;
	}

	/**
	 * What is stored of users.
	 *
	 * @param int[] $user_ids Users.
	 * @return array[][] Rows by user id by column: their texts by their ids.
	 */
	public function of( array $user_ids ): array {
		$stored = array();
		foreach ( $this->keys() as $name => list( $source, $keys ) ) {
			$stored[ $name ] = $source->values( $keys, $user_ids );
		}
		$values = array();
		foreach ( $user_ids as $id ) {
			foreach ( $this->fields as $field ) {
				$rows = $stored[ $field->source->name() ][ $id ][ $field->key ] ?? array();
				if ( $rows ) {
					$values[ $id ][ $field->column ] = $rows;
				}
			}
		}
		return $values;
	}

	/**
	 * Sources by their words, each with the keys that are wanted of it.
	 *
	 * @return array[]
	 */
	private function keys(): array {
		$keys = array();
		foreach ( $this->fields as $field ) {
			$name          = $field->source->name();
			$keys[ $name ] = array( $field->source, array_merge( $keys[ $name ][1] ?? array(), array( $field->key ) ) );
		}
		return $keys;
	}
}
