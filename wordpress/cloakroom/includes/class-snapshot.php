<?php
/**
 * All memberships of a user.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Asks every system that is there. Whole or not at all: a part would close what the missing part opens.
 */
final class Snapshot {

	const MEMBERSHIPS_MAX = 200;

	/**
	 * The membership systems of this site.
	 *
	 * @var Membership_Systems
	 */
	private $systems;

	/**
	 * Takes what it needs.
	 *
	 * @param Membership_Systems $systems The membership systems of this site.
	 */
	public function __construct( Membership_Systems $systems ) {
		$this->systems = $systems;
	}

	/**
	 * What a user holds now, in the gateway's form; nothing if there is no such user on this site.
	 *
	 * @param int $user_id A WordPress user id.
	 * @return array[]
	 * @throws Snapshot_Fault If a system cannot tell.
	 */
	public function of( int $user_id ): array {
		self::forget_what_was_read( $user_id );
		if ( ! Site_Users::has( $user_id ) ) {
			return array();
		}
		$memberships = array();
		foreach ( $this->systems->present() as $source => $system ) {
			foreach ( $this->ask( $system, $user_id ) as $membership ) {
				$memberships[] = array( $source, $membership );
			}
		}
		usort(
			$memberships,
			static function ( array $one, array $other ) {
				return Membership::compare( $one[1], $other[1] );
			}
		);
		return array_map(
			static function ( array $pair ) {
				return $pair[1]->for_gateway( $pair[0] );
			},
			array_slice( $memberships, 0, self::MEMBERSHIPS_MAX )
		);
	}

	/**
	 * Whether a user holds something that gives anything now.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function is_member( int $user_id ): bool {
		foreach ( $this->systems->present() as $system ) {
			try {
				foreach ( $this->ask( $system, $user_id ) as $membership ) {
					if ( $membership->is_open( time() ) ) {
						return true;
					}
				}
			} catch ( Snapshot_Fault $fault ) {
				continue;
			}
		}
		return false;
	}

	/**
	 * Whether there is anything to tell of a user, open or not; who cannot be told of may hold something.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function holds_anything( int $user_id ): bool {
		try {
			return array() !== $this->of( $user_id ) || '' !== (string) get_user_meta( $user_id, Facts::told_key(), true );
		} catch ( Snapshot_Fault $fault ) {
			return true;
		}
	}

	/**
	 * Asks one system.
	 *
	 * @param Membership_System $system  A system.
	 * @param int               $user_id A WordPress user id.
	 * @return Membership[]
	 * @throws Snapshot_Fault If it cannot tell.
	 */
	private function ask( Membership_System $system, int $user_id ): array {
		try {
			$keys = array();
			foreach ( $system->memberships( $user_id ) as $membership ) {
				if ( ! $membership instanceof Membership ) {
					throw new \InvalidArgumentException( 'membership: none' );
				}
				$keys[ $membership->for_gateway( '' )['key'] ] = $membership;
			}
			return array_values( $keys );
		} catch ( \Throwable $trouble ) {
			// Its words may hold anything, so they are not passed on; our own name the part of a membership.
			$what = $trouble instanceof \InvalidArgumentException && 1 === preg_match( '/\Amembership: [a-z_]+\z/', $trouble->getMessage() ) ? $trouble->getMessage() : get_class( $trouble );
			// phpcs:ignore WordPress.Security.EscapeOutput.ExceptionNotEscaped -- Shown escaped, on the settings page.
			throw new Snapshot_Fault( $system->source() . ': ' . $what );
		}
	}

	/**
	 * Lets what this request read earlier be read anew: another may have changed it since.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	private static function forget_what_was_read( int $user_id ) {
		wp_cache_delete( $user_id, 'users' );
		wp_cache_delete( $user_id, 'user_meta' );
	}
}
