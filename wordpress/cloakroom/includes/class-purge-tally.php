<?php
/**
 * How a purge went, and what is left.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Numbers and users' ids; never a value.
 */
final class Purge_Tally {

	const CHANGED = 'changed';
	const ANOTHER = 'another';

	/**
	 * Whether values were removed, or only looked at.
	 *
	 * @var bool
	 */
	private $is_meant;

	/**
	 * How many were removed, by column.
	 *
	 * @var int[]
	 */
	private $removed = array();

	/**
	 * How many were gone already.
	 *
	 * @var int
	 */
	private $gone = 0;

	/**
	 * Whether a value that was removed, or is gone, was a member's of this site.
	 *
	 * @var bool
	 */
	private $has_proven = false;

	/**
	 * What was proven and is kept: number and first ids, by column by why.
	 *
	 * @var array[][]
	 */
	private $kept = array();

	/**
	 * Of whom it is known already why a value stands here: a bit for each user id, 32 in a number, by column. A site may have a million.
	 *
	 * @var int[][]
	 */
	private $known = array();

	/**
	 * What nobody proved: number and first ids, by column by whether the user is connected.
	 *
	 * @var array[][]
	 */
	private $left = array();

	/**
	 * Columns of the report that are not purged now.
	 *
	 * @var int[]
	 */
	private $others = array();

	/**
	 * Lines of the report that were not in form.
	 *
	 * @var int
	 */
	private $strange = 0;

	/**
	 * Whether the key was dropped.
	 *
	 * @var bool
	 */
	private $is_key_gone = false;

	/**
	 * Begins.
	 *
	 * @param bool $is_meant Whether values are removed, or only looked at.
	 */
	public function __construct( bool $is_meant ) {
		$this->is_meant = $is_meant;
	}

	/**
	 * A value was removed, or would be.
	 *
	 * @param int    $user_id Whose.
	 * @param string $column  Which.
	 */
	public function removed( int $user_id, string $column ) {
		$this->removed[ $column ] = ( $this->removed[ $column ] ?? 0 ) + 1;
		$this->has_proven         = true;
		if ( ! $this->is_meant ) {
			$this->know( $user_id, $column );
		}
	}

	/**
	 * A value was gone already.
	 *
	 * @param bool $is_hers Whether the user stands for the member of whom the report says it.
	 */
	public function gone( bool $is_hers ) {
		++$this->gone;
		$this->has_proven = $this->has_proven || $is_hers;
	}

	/**
	 * A value is kept though it was proven.
	 *
	 * @param int    $user_id Whose.
	 * @param string $column  Which.
	 * @param string $why     A constant of this class.
	 */
	public function kept( int $user_id, string $column, string $why ) {
		$this->kept[ $column ][ $why ] = Export_Tally::with( $this->kept[ $column ][ $why ] ?? null, $user_id );
		$this->know( $user_id, $column );
	}

	/**
	 * A value stands here at the end.
	 *
	 * @param int    $user_id      Whose.
	 * @param string $column       Which.
	 * @param bool   $is_connected Whether the user stands for a member.
	 */
	public function left( int $user_id, string $column, bool $is_connected ) {
		if ( ( $this->known[ $column ][ $user_id >> 5 ] ?? 0 ) & ( 1 << ( $user_id & 31 ) ) ) {
			return;
		}
		$why                           = $is_connected ? 'unproven' : 'unconnected';
		$this->left[ $column ][ $why ] = Export_Tally::with( $this->left[ $column ][ $why ] ?? null, $user_id );
	}

	/**
	 * The report proves a column that is not purged now.
	 *
	 * @param string $column Which.
	 */
	public function other( string $column ) {
		$this->others[ $column ] = ( $this->others[ $column ] ?? 0 ) + 1;
	}

	/**
	 * Lines of the report were not in form.
	 *
	 * @param int $count How many.
	 */
	public function strange( int $count ) {
		$this->strange = $count;
	}

	/**
	 * The key was dropped.
	 */
	public function key_is_gone() {
		$this->is_key_gone = true;
	}

	/**
	 * Whether the report proves anything that is or was here: an empty one does not, nor one of another site.
	 */
	public function has_proven(): bool {
		return $this->has_proven;
	}

	/**
	 * Whether the report proves columns that are not purged now.
	 */
	public function proves_others(): bool {
		return array() !== $this->others;
	}

	/**
	 * All of it in sentences.
	 *
	 * @return string[]
	 */
	public function lines(): array {
		$lines = array();
		foreach ( $this->removed as $column => $count ) {
			$lines[] = $this->is_meant
				/* translators: 1: a column's name; 2: a number. */
				? sprintf( _n( '%1$s: %2$s value removed', '%1$s: %2$s values removed', $count, 'cloakroom' ), $column, number_format_i18n( $count ) )
				/* translators: 1: a column's name; 2: a number. */
				: sprintf( _n( '%1$s: %2$s value would be removed', '%1$s: %2$s values would be removed', $count, 'cloakroom' ), $column, number_format_i18n( $count ) );
		}
		if ( ! $this->removed ) {
			$lines[] = __( 'Nothing here is proven by this report.', 'cloakroom' );
		}
		if ( $this->gone > 0 ) {
			/* translators: %s: a number. */
			$lines[] = sprintf( _n( '%s value of the report is gone already.', '%s values of the report are gone already.', $this->gone, 'cloakroom' ), number_format_i18n( $this->gone ) );
		}
		$lines = array_merge( $lines, self::reasons( $this->kept ), self::reasons( $this->left ) );
		if ( $this->strange > 0 ) {
			/* translators: %s: a number. */
			$lines[] = sprintf( _n( '%s line of the report is not in form and proves nothing.', '%s lines of the report are not in form and prove nothing.', $this->strange, 'cloakroom' ), number_format_i18n( $this->strange ) );
		}
		if ( $this->others ) {
			/* translators: %s: names. */
			$lines[] = sprintf( __( 'The report proves more columns, which were not named: %s. The key of the export is kept for them.', 'cloakroom' ), self::safe( implode( ', ', array_slice( array_keys( $this->others ), 0, 20 ) ) ) );
		}
		if ( $this->is_key_gone ) {
			$lines[] = __( 'The key of the export is gone. What is left here is exported, taken and verified anew before it can be purged. Delete the export and the report.', 'cloakroom' );
		}
		return $lines;
	}

	/**
	 * What no purge of this database reaches.
	 *
	 * @return string[]
	 */
	public static function beyond(): array {
		return array(
			__( 'Not reached: backups of this database, its binary logs and replicas; copies made for tests; files, mails and form entries in which the same was written; caches and logs of other systems. Let backups of before run out, or delete them.', 'cloakroom' ),
			__( 'Forms that asked for these fields still do: take the fields out of them, or they fill again.', 'cloakroom' ),
		);
	}

	/**
	 * It is known why a value stands here.
	 *
	 * @param int    $user_id Whose.
	 * @param string $column  Which.
	 */
	private function know( int $user_id, string $column ) {
		$this->known[ $column ][ $user_id >> 5 ] = ( $this->known[ $column ][ $user_id >> 5 ] ?? 0 ) | ( 1 << ( $user_id & 31 ) );
	}

	/**
	 * Why values stay, in sentences.
	 *
	 * @param array[][] $kept Number and first ids, by column by why.
	 * @return string[]
	 */
	private static function reasons( array $kept ): array {
		$lines = array();
		foreach ( $kept as $column => $reasons ) {
			foreach ( $reasons as $why => $who ) {
				/* translators: 1: a column's name; 2: a number; 3: a reason; 4: numbers. */
				$lines[] = sprintf( __( '%1$s: %2$s left here, %3$s (users %4$s)', 'cloakroom' ), $column, number_format_i18n( $who['count'] ), self::reason( (string) $why ), Export_Tally::ids( $who ) );
			}
		}
		return $lines;
	}

	/**
	 * Why a value stays.
	 *
	 * @param string $why The reason's word.
	 */
	private static function reason( string $why ): string {
		switch ( $why ) {
			case self::CHANGED:
				return __( 'changed since it was exported, or exported with another key', 'cloakroom' );
			case self::ANOTHER:
				return __( 'of a user who does not stand for that member', 'cloakroom' );
			case 'unconnected':
				return __( 'of users who are not connected with a member', 'cloakroom' );
			default:
				return __( 'not proven by this report', 'cloakroom' );
		}
	}

	/**
	 * A text of the report without what a terminal would obey.
	 *
	 * @param string $text The text.
	 */
	private static function safe( string $text ): string {
		return (string) preg_replace( '/\p{C}/u', '', $text );
	}
}
