<?php
/**
 * Removes from WordPress what is proven to be in the vault.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Value by value: what stands here now has to have the mark that the gateway made of what it found. A value that was changed since
 * stays, and so does one of a user who is another member's now. Run again, it goes on where it was.
 */
final class Field_Purge {

	const BATCH = 500;

	/**
	 * The fields by their columns.
	 *
	 * @var Moved_Field[]
	 */
	private $fields = array();

	/**
	 * How it goes.
	 *
	 * @var Purge_Tally
	 */
	private $tally;

	/**
	 * Whether anything is removed.
	 *
	 * @var bool
	 */
	private $is_meant;

	/**
	 * Takes the fields.
	 *
	 * @param Moved_Field[] $fields   The fields.
	 * @param bool          $is_meant Whether to remove, or only to say what would be removed.
	 */
	public function __construct( array $fields, bool $is_meant ) {
		foreach ( $fields as $field ) {
			$this->fields[ $field->column ] = $field;
		}
		$this->is_meant = $is_meant;
		$this->tally    = new Purge_Tally( $is_meant );
	}

	/**
	 * How it goes.
	 */
	public function tally(): Purge_Tally {
		return $this->tally;
	}

	/**
	 * Goes through the report, then through everybody to see what is left. Drops the key at the end, if the report proved something
	 * that is or was here, and unless it proves other columns as well, which may be purged next.
	 *
	 * @param Proof_File    $file     The report.
	 * @param Moving_Key    $key      The key of the export.
	 * @param Deadline|null $deadline When to stop before the end; null for never.
	 * @param callable|null $went     Called with the number of lines after each portion.
	 * @return bool Whether it came to the end.
	 */
	public function run( Proof_File $file, Moving_Key $key, ?Deadline $deadline = null, ?callable $went = null ): bool {
		for ( $proofs = $file->portion( self::BATCH ); null !== $proofs; $proofs = $file->portion( self::BATCH ) ) {
			$this->purge( $proofs, $key );
			if ( $went ) {
				call_user_func( $went, self::BATCH );
			}
			if ( $deadline && $deadline->left() <= 0 ) {
				return false;
			}
		}
		$this->tally->strange( $file->strange() );
		$this->look_around();
		if ( $this->is_meant && $this->tally->has_proven() && ! $this->tally->proves_others() ) {
			Moving_Key::forget();
			$this->tally->key_is_gone();
		}
		return true;
	}

	/**
	 * Removes a portion.
	 *
	 * @param array[]    $proofs Marks by column by sub by user id.
	 * @param Moving_Key $key    The key of the export.
	 */
	private function purge( array $proofs, Moving_Key $key ) {
		$here   = Site_Users::among( array_keys( $proofs ) );
		$subs   = Linked_Users::subs( $here );
		$stored = ( new Stored_Fields( $this->fields ) )->of( $here );
		foreach ( $proofs as $user_id => $of_subs ) {
			foreach ( $of_subs as $sub => $marks ) {
				$is_hers = isset( $subs[ $user_id ] ) && $subs[ $user_id ] === (string) $sub;
				try {
					$this->purge_user( $user_id, (string) $sub, $is_hers, $marks, $stored[ $user_id ] ?? array(), $key );
				} finally {
					if ( $this->is_meant && $is_hers && isset( $stored[ $user_id ] ) ) {
						clean_user_cache( $user_id );
					}
				}
			}
		}
	}

	/**
	 * Removes what is proven of one user.
	 *
	 * @param int        $user_id The user.
	 * @param string     $sub     Whose the proofs are.
	 * @param bool       $is_hers Whether the user stands for that member.
	 * @param string[]   $marks   By column.
	 * @param array[]    $stored  Rows by column.
	 * @param Moving_Key $key     The key of the export.
	 */
	private function purge_user( int $user_id, string $sub, bool $is_hers, array $marks, array $stored, Moving_Key $key ) {
		foreach ( $marks as $column => $mark ) {
			$column = (string) $column;
			if ( ! isset( $this->fields[ $column ] ) ) {
				$this->tally->other( $column );
			} elseif ( ! isset( $stored[ $column ] ) ) {
				$this->tally->gone( $is_hers );
			} elseif ( ! $is_hers ) {
				$this->tally->kept( $user_id, $column, Purge_Tally::ANOTHER );
			} elseif ( ! self::is_proven( $stored[ $column ], $key, $mark, array( $sub, Export_Row::id_of( $user_id ), $column ) ) ) {
				$this->tally->kept( $user_id, $column, Purge_Tally::CHANGED );
			} elseif ( ! $this->is_meant || $this->fields[ $column ]->source->remove( $user_id, $this->fields[ $column ]->key, $stored[ $column ] ) ) {
				$this->tally->removed( $user_id, $column );
			} else {
				$this->tally->kept( $user_id, $column, Purge_Tally::CHANGED );
			}
		}
	}

	/**
	 * Whether what is stored now is what was found in the vault.
	 *
	 * @param array      $rows Rows of the field.
	 * @param Moving_Key $key  The key of the export.
	 * @param string     $mark The gateway's mark.
	 * @param string[]   $of   Lasting name, row's id and column.
	 */
	private static function is_proven( array $rows, Moving_Key $key, string $mark, array $of ): bool {
		try {
			return hash_equals( $mark, $key->mark( $of[0], $of[1], $of[2], Field_Value::of( $rows )->text() ) );
		} catch ( Field_Fault $fault ) {
			return false;
		}
	}

	/**
	 * Whether rows hold nothing of her, as the export sees it.
	 *
	 * @param array $rows Rows of a field.
	 */
	private static function says_nothing( array $rows ): bool {
		try {
			return Field_Value::of( $rows )->is_empty();
		} catch ( Field_Fault $fault ) {
			return false;
		}
	}

	/**
	 * Counts what is left here.
	 */
	private function look_around() {
		$fields = new Stored_Fields( $this->fields );
		$last   = 0;
		for ( $ids = Site_Users::portion( $last, self::BATCH ); $ids; $ids = Site_Users::portion( $last, self::BATCH ) ) {
			$last   = (int) end( $ids );
			$here   = Site_Users::among( $ids );
			$subs   = Linked_Users::subs( $here );
			$stored = $fields->of( $here );
			foreach ( $stored as $user_id => $columns ) {
				foreach ( $columns as $column => $rows ) {
					if ( ! self::says_nothing( $rows ) ) {
						$this->tally->left( (int) $user_id, (string) $column, '' !== ( $subs[ $user_id ] ?? '' ) );
					}
				}
			}
		}
	}
}
