<?php
/**
 * MembershipWorks.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * It tells this site one thing: that somebody just signed in there. So that is what is told, and it counts for some days; who
 * does not sign in again is no member any more as far as anybody here can know.
 */
final class Membershipworks_System extends Membership_System {

	// The connector's own name for its account's id.
	const ACCOUNT = 'SF_ID';

	const SEEN    = 'cloakroom_membershipworks_seen';
	const PRODUCT = 'member';
	const DAYS    = 7;

	/**
	 * The system's word.
	 */
	public function source(): string {
		return 'membershipworks';
	}

	/**
	 * Its name.
	 */
	public function name(): string {
		return 'MembershipWorks';
	}

	/**
	 * Whether its plugin or its login connector is there.
	 */
	public function is_present(): bool {
		return function_exists( 'sf_api' ) || class_exists( 'SF_WPL' );
	}

	/**
	 * Signing in, and what the connector leaves then.
	 */
	public function changes(): array {
		$signed_in = static function ( $login, $user = null ) {
			return $user instanceof \WP_User && self::see( (int) $user->ID ) ? (int) $user->ID : 0;
		};
		$account   = static function ( $meta_id, $user_id, $key ) {
			return self::ACCOUNT === $key ? (int) $user_id : 0;
		};
		return array(
			'wp_login'          => array( 'membership.renewed', $signed_in ),
			'deleted_user_meta' => array( 'membership.revoked', $account ),
		);
	}

	/**
	 * That the user signed in, until some days after.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function memberships( int $user_id ): array {
		$seen = (int) get_user_meta( $user_id, self::seen_key(), true );
		if ( $seen <= 0 || '' === (string) get_user_meta( $user_id, self::ACCOUNT, true ) ) {
			return array();
		}
		/**
		 * Filters what a user of MembershipWorks holds: for sites that know her labels.
		 *
		 * @param string[] $products Product ids, as in "membershipworks:member".
		 * @param int      $user_id  The user.
		 */
		$products = (array) apply_filters( 'cloakroom_membershipworks_products', array( self::PRODUCT ), $user_id );
		/**
		 * Filters for how many days a sign-in counts.
		 *
		 * @param int $days Days.
		 */
		$end         = $seen + max( 1, (int) apply_filters( 'cloakroom_membershipworks_days', self::DAYS ) ) * DAY_IN_SECONDS;
		$memberships = array();
		foreach ( array_unique( $products ) as $product ) {
			$memberships[] = new Membership(
				'signed-in:' . $product,
				(string) $product,
				$end <= time() ? Membership::EXPIRED : Membership::ACTIVE,
				array(
					'name'       => 'MembershipWorks',
					'period_end' => $end,
				)
			);
		}
		return $memberships;
	}

	/**
	 * Users who have signed in by it.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many at most.
	 */
	public function users( int $after, int $limit ): array {
		return Site_Users::with_meta( self::ACCOUNT, $after, $limit );
	}

	/**
	 * Keeps the connector from ending sessions that a ticket opened: it ends every one that it did not open itself.
	 *
	 * @param Login_Bridge $bridge The way to the gateway.
	 */
	public function login_form( Login_Bridge $bridge ): array {
		return array(
			array(
				'init',
				static function () {
					$priority = has_action( 'init', 'sf_mfl_init' );
					if ( false !== $priority && null !== ( new Ticket_Session() )->current() ) {
						remove_action( 'init', 'sf_mfl_init', $priority );
					}
				},
				-1000,
			),
		);
	}

	/**
	 * The name of the user's meta on this site.
	 */
	public static function seen_key(): string {
		global $wpdb;
		return $wpdb->get_blog_prefix() . self::SEEN;
	}

	/**
	 * Notes that a user signed in, if by MembershipWorks and not by us.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	private static function see( int $user_id ): bool {
		if ( Ticket_Landing::is_landing() || '' === (string) get_user_meta( $user_id, self::ACCOUNT, true ) ) {
			return false;
		}
		update_user_meta( $user_id, self::seen_key(), time() );
		return true;
	}
}
