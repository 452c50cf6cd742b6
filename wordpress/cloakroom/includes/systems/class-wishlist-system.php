<?php
/**
 * WishList Member.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A level counts only if none of its flags says otherwise. Cancelling ends it at once, unless a day was set for it.
 */
final class Wishlist_System extends Membership_System {

	/**
	 * The system's word.
	 */
	public function source(): string {
		return 'wishlist';
	}

	/**
	 * Its name.
	 */
	public function name(): string {
		return 'WishList Member';
	}

	/**
	 * Whether it is there.
	 */
	public function is_present(): bool {
		return function_exists( 'wlmapi_get_member_levels' );
	}

	/**
	 * Where levels change. Some hooks are of version 3 only, some also call for who registers.
	 */
	public function changes(): array {
		$levels  = static function ( $user_id, $levels = array() ) {
			$levels = (array) $levels;
			return array( (int) $user_id, is_scalar( reset( $levels ) ) ? 'level-' . reset( $levels ) : '' );
		};
		$changes = array();
		foreach ( array(
			'user_registered'               => 'membership.activated',
			'add_user_levels'               => 'membership.activated',
			'add_user_levels_shutdown'      => 'membership.activated',
			'remove_user_levels'            => 'membership.revoked',
			'cancel_user_levels'            => 'membership.cancelled',
			'uncancel_user_levels'          => 'membership.resumed',
			'approve_user_levels'           => 'membership.activated',
			'unapprove_user_levels'         => 'membership.revoked',
			'confirm_user_levels'           => 'membership.activated',
			'unconfirm_user_levels'         => 'membership.revoked',
			'expire_user_levels'            => 'membership.expired',
			'unexpire_user_levels'          => 'membership.renewed',
		) as $hook => $type ) {
			$changes[ "wishlistmember_$hook" ] = array( $type, $levels );
		}
		return $changes;
	}

	/**
	 * A user's levels.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function memberships( int $user_id ): array {
		$levels      = wlmapi_get_member_levels( $user_id );
		$memberships = array();
		foreach ( is_array( $levels ) ? $levels : array() as $id => $level ) {
			$level = is_array( $level ) ? (object) $level : $level;
			// Ids look like times and may be larger than some machines' numbers: texts, never numbers.
			$id            = (string) ( $level->Level_ID ?? $id );
			$memberships[] = self::membership( $id, $level );
		}
		return $memberships;
	}

	/**
	 * A level as a membership.
	 *
	 * @param string $id    The level's id.
	 * @param object $level The level with its flags.
	 */
	private static function membership( string $id, $level ): Membership {
		// phpcs:disable WordPress.NamingConventions.ValidVariableName.UsedPropertyNotSnakeCase -- WishList's own names.
		$cancels = Membership::time( self::date( $level->CancelDate ?? null ) );
		$expires = Membership::time( self::date( $level->ExpiryDate ?? null ) );
		$ends    = array_filter( array( $cancels, $expires ), 'is_int' );
		$status  = self::status( $level, $cancels, $expires );
		return new Membership(
			"level:$id",
			$id,
			$status,
			array(
				'name'         => (string) ( $level->Name ?? '' ),
				'started_at'   => Membership::time( self::date( $level->Timestamp ?? null ) ),
				'period_end'   => $ends ? min( $ends ) : null,
				'lifetime'     => Membership::ACTIVE === $status && ! $ends,
				'auto_renew'   => Membership::CANCELLED === $status ? false : null,
				'cancelled_at' => Membership::REVOKED === $status ? $cancels : null,
			)
		);
	}

	/**
	 * How a level stands, by each of its flags.
	 *
	 * @param object   $level   The level with its flags.
	 * @param int|null $cancels When it is cancelled or was.
	 * @param int|null $expires When it ends.
	 */
	private static function status( $level, ?int $cancels, ?int $expires ): string {
		if ( ! empty( $level->Cancelled ) || null !== $cancels && $cancels <= time() ) {
			return Membership::REVOKED;
		}
		if ( ! empty( $level->Pending ) || ! empty( $level->UnConfirmed ) || ! empty( $level->Scheduled ) ) {
			return Membership::PENDING;
		}
		if ( ! empty( $level->Expired ) || null !== $expires && $expires <= time() ) {
			return Membership::EXPIRED;
		}
		return null === $cancels ? Membership::ACTIVE : Membership::CANCELLED;
	}

	/**
	 * A time without the fraction that WishList adds to tell two of a second apart.
	 *
	 * @param mixed $written What WishList holds.
	 */
	private static function date( $written ) {
		if ( is_float( $written ) || is_string( $written ) && 1 === preg_match( '/\A\d{1,12}\.\d+\z/', $written ) ) {
			return (int) $written;
		}
		return $written;
	}
	// phpcs:enable
}
