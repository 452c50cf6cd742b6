<?php
/**
 * How an export went.
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
final class Export_Tally {

	const IDS_MAX = 20;

	/**
	 * How many users.
	 *
	 * @var int
	 */
	private $users = 0;

	/**
	 * How many values, by column.
	 *
	 * @var int[]
	 */
	private $values = array();

	/**
	 * Who stays behind: number and first ids, by why.
	 *
	 * @var array[]
	 */
	private $behind = array();

	/**
	 * What stays behind: number and first ids, by column by why.
	 *
	 * @var array[][]
	 */
	private $left = array();

	/**
	 * A user's values were exported.
	 *
	 * @param string[] $columns Which.
	 */
	public function taken( array $columns ) {
		++$this->users;
		foreach ( $columns as $column ) {
			$this->values[ $column ] = ( $this->values[ $column ] ?? 0 ) + 1;
		}
	}

	/**
	 * A user is not connected.
	 *
	 * @param int  $user_id The user.
	 * @param bool $is_two  Whether the trouble is that another user has the same member.
	 */
	public function not_connected( int $user_id, bool $is_two ) {
		$why                  = $is_two ? 'two' : 'none';
		$this->behind[ $why ] = self::with( $this->behind[ $why ] ?? null, $user_id );
	}

	/**
	 * A value cannot be exported.
	 *
	 * @param int    $user_id Whose.
	 * @param string $column  Which.
	 * @param string $reason  Why, a constant of Field_Fault.
	 */
	public function left( int $user_id, string $column, string $reason ) {
		$this->left[ $column ][ $reason ] = self::with( $this->left[ $column ][ $reason ] ?? null, $user_id );
	}

	/**
	 * All of it in sentences.
	 *
	 * @return string[]
	 */
	public function lines(): array {
		/* translators: %s: a number. */
		$lines = array( sprintf( _n( '%s connected user', '%s connected users', $this->users, 'cloakroom' ), number_format_i18n( $this->users ) ) );
		foreach ( $this->values as $column => $count ) {
			/* translators: 1: a column's name; 2: a number. */
			$lines[] = sprintf( _n( '%1$s: %2$s value', '%1$s: %2$s values', $count, 'cloakroom' ), $column, number_format_i18n( $count ) );
		}
		foreach ( $this->left as $column => $reasons ) {
			foreach ( $reasons as $reason => $who ) {
				/* translators: 1: a column's name; 2: a number; 3: a reason; 4: numbers. */
				$lines[] = sprintf( __( '%1$s: %2$s left here, %3$s (users %4$s)', 'cloakroom' ), $column, number_format_i18n( $who['count'] ), Field_Fault::sentence( (string) $reason ), self::ids( $who ) );
			}
		}
		if ( isset( $this->behind['none'] ) ) {
			/* translators: 1: a number; 2: numbers. */
			$lines[] = sprintf( __( '%1$s users left here, not connected with a member (users %2$s). They sign in through the gateway once, or staff connect them: cloakroom memberships link. Then export again.', 'cloakroom' ), number_format_i18n( $this->behind['none']['count'] ), self::ids( $this->behind['none'] ) );
		}
		if ( isset( $this->behind['two'] ) ) {
			/* translators: 1: a number; 2: numbers. */
			$lines[] = sprintf( __( '%1$s users left here, because it is not clear for which member they stand (users %2$s). Disconnect all but one on their profile pages, then export again.', 'cloakroom' ), number_format_i18n( $this->behind['two']['count'] ), self::ids( $this->behind['two'] ) );
		}
		return $lines;
	}

	/**
	 * One more.
	 *
	 * @param array|null $who     Number and first ids.
	 * @param int        $user_id A user.
	 */
	public static function with( ?array $who, int $user_id ): array {
		$count = $who['count'] ?? 0;
		$ids   = $who['ids'] ?? array();
		if ( count( $ids ) < self::IDS_MAX ) {
			$ids[] = $user_id;
		}
		return array(
			'count' => $count + 1,
			'ids'   => $ids,
		);
	}

	/**
	 * The first ids in a line.
	 *
	 * @param array $who Number and first ids.
	 */
	public static function ids( array $who ): string {
		return implode( ', ', $who['ids'] ) . ( $who['count'] > count( $who['ids'] ) ? ' …' : '' );
	}
}
