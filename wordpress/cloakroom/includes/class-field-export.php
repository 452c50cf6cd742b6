<?php
/**
 * Takes fields of users out of WordPress.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Row after row, of connected users alone; and counts who and what stays behind, and why.
 */
final class Field_Export {

	const BATCH = 500;

	/**
	 * The fields.
	 *
	 * @var Moved_Field[]
	 */
	private $fields;

	/**
	 * Who and what was exported, and was not.
	 *
	 * @var Export_Tally
	 */
	private $tally;

	/**
	 * Takes the fields.
	 *
	 * @param Moved_Field[] $fields The fields.
	 */
	public function __construct( array $fields ) {
		$this->fields = $fields;
		$this->tally  = new Export_Tally();
	}

	/**
	 * Who and what was exported, and was not, so far.
	 */
	public function tally(): Export_Tally {
		return $this->tally;
	}

	/**
	 * The rows.
	 *
	 * @param int           $batch How many users at once.
	 * @param Moving_Key    $key   By which values are proven later.
	 * @param callable|null $went  Called with the number of users after each portion.
	 * @return \Generator<Export_Row>
	 */
	public function rows( int $batch, Moving_Key $key, ?callable $went = null ): \Generator {
		$stored = new Stored_Fields( $this->fields );
		$last   = 0;
		for ( $ids = Site_Users::portion( $last, $batch ); $ids; $ids = Site_Users::portion( $last, $batch ) ) {
			$last   = (int) end( $ids );
			$here   = Site_Users::among( $ids );
			$subs   = Linked_Users::subs( $here );
			$values = $stored->of( $here );
			foreach ( $values as $id => $fields ) {
				$row = $this->row( $id, $subs[ $id ] ?? null, $fields, $key );
				if ( null !== $row ) {
					yield $row;
				}
			}
			if ( $went ) {
				call_user_func( $went, count( $ids ) );
			}
		}
	}

	/**
	 * One user's row.
	 *
	 * @param int         $user_id The user.
	 * @param string|null $sub     The member's lasting name; null if the user is not connected, empty if it is not clear with whom.
	 * @param array[]     $stored  Rows by column.
	 * @param Moving_Key  $key     By which values are proven later.
	 * @return Export_Row|null Null if there is nothing to export.
	 */
	private function row( int $user_id, ?string $sub, array $stored, Moving_Key $key ): ?Export_Row {
		$values = array();
		foreach ( $stored as $column => $rows ) {
			try {
				$value = Field_Value::of( $rows );
				if ( ! $value->is_empty() ) {
					$values[ $column ] = $value;
				}
			} catch ( Field_Fault $fault ) {
				$this->tally->left( $user_id, (string) $column, $fault->reason );
			}
		}
		if ( ! $values ) {
			return null;
		}
		if ( null === $sub || '' === $sub ) {
			$this->tally->not_connected( $user_id, null !== $sub );
			return null;
		}
		$row = new Export_Row( $sub, $user_id, $values, $key );
		if ( ! $row->is_readable() ) {
			$this->tally->left( $user_id, (string) array_key_first( $values ), Field_Fault::TOO_LONG );
			return null;
		}
		$this->tally->taken( array_keys( $values ) );
		return $row;
	}
}
