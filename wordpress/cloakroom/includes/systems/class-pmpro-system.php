<?php
/**
 * Paid Memberships Pro.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Levels are memberships, several at once. A refund alone changes no level: PMPro leaves that to staff.
 */
final class Pmpro_System extends Membership_System {

	/**
	 * The system's word.
	 */
	public function source(): string {
		return 'pmpro';
	}

	/**
	 * Its name.
	 */
	public function name(): string {
		return 'Paid Memberships Pro';
	}

	/**
	 * Whether it is there.
	 */
	public function is_present(): bool {
		return function_exists( 'pmpro_getMembershipLevelsForUser' );
	}

	/**
	 * Where levels change.
	 */
	public function changes(): array {
		$level        = static function ( $level_id, $user_id = 0, $cancelled = null ) {
			return array( (int) $user_id, 'level-' . (int) ( (int) $level_id > 0 ? $level_id : $cancelled ) );
		};
		$all          = static function ( $old_levels ) {
			return array_map(
				static function ( $user_id ) {
					return array( (int) $user_id, '' );
				},
				array_keys( (array) $old_levels )
			);
		};
		$expired      = static function ( $user_id, $level_id = 0 ) {
			return array( (int) $user_id, 'level-' . (int) $level_id );
		};
		$order        = static function ( $order ) {
			return array( (int) ( $order->user_id ?? 0 ), 'order-' . (int) ( $order->id ?? 0 ) );
		};
		$subscription = static function ( $subscription ) {
			return is_object( $subscription ) && method_exists( $subscription, 'get_user_id' ) ? array( (int) $subscription->get_user_id(), '' ) : 0;
		};
		return array(
			'pmpro_after_change_membership_level'      => array( 'membership.changed', $level ),
			'pmpro_after_all_membership_level_changes' => array( 'membership.changed', $all ),
			'pmpro_membership_post_membership_expiry'  => array( 'membership.expired', $expired ),
			'pmpro_subscription_payment_completed'     => array( 'membership.renewed', $order ),
			'pmpro_subscription_payment_failed'        => array( 'membership.payment_failed', $order ),
			'pmpro_order_status_refunded'              => array( 'membership.refunded', $order ),
			'pmpro_added_subscription'                 => array( 'membership.changed', $subscription ),
			'pmpro_updated_subscription'               => array( 'membership.changed', $subscription ),
		);
	}

	/**
	 * A user's levels.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function memberships( int $user_id ): array {
		if ( function_exists( 'pmpro_clear_level_cache_for_user' ) ) {
			pmpro_clear_level_cache_for_user( $user_id );
		}
		$levels      = pmpro_getMembershipLevelsForUser( $user_id );
		$memberships = array();
		foreach ( is_array( $levels ) ? $levels : array() as $level ) {
			$end           = Membership::time( $level->enddate ?? null );
			$memberships[] = new Membership(
				'level:' . ( (int) ( $level->subscription_id ?? 0 ) > 0 ? (int) $level->subscription_id : 'of-' . (int) $level->id ),
				(string) (int) $level->id,
				null !== $end && $end <= time() ? Membership::EXPIRED : Membership::ACTIVE,
				array(
					'name'       => (string) ( $level->name ?? '' ),
					'started_at' => Membership::time( $level->startdate ?? null ),
					'period_end' => $end,
					'lifetime'   => null === $end,
					'auto_renew' => self::renews( $user_id, (int) $level->id ),
				)
			);
		}
		return $memberships;
	}

	/**
	 * Users who hold a level or have held one.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many at most.
	 */
	public function users( int $after, int $limit ): array {
		global $wpdb;
		$name = $wpdb->prefix . 'pmpro_memberships_users';
		// phpcs:ignore WordPress.DB -- PMPro's table; its functions have no "ids above".
		return array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT user_id FROM $name WHERE user_id > %d ORDER BY user_id LIMIT %d", $after, $limit ) ) );
	}

	/**
	 * Cards in the profile box of the account page, which is a list.
	 *
	 * @param Account_Cards $cards What shows cards.
	 */
	public function account_tab( Account_Cards $cards ): array {
		return array(
			'pmpro_account_bullets_bottom' => static function () use ( $cards ) {
				printf( '<li class="pmpro_list_item cloakroom-item"><strong>%s</strong>', esc_html( Account_Cards::title() ) );
				$cards->print_all();
				echo '</li>';
			},
		);
	}

	/**
	 * Whether a level renews itself; null if PMPro does not tell.
	 *
	 * @param int $user_id  A WordPress user id.
	 * @param int $level_id A level.
	 */
	private static function renews( int $user_id, int $level_id ): ?bool {
		if ( ! class_exists( 'PMPro_Subscription' ) || ! is_callable( array( 'PMPro_Subscription', 'get_subscriptions_for_user' ) ) ) {
			return null;
		}
		return array() !== (array) \PMPro_Subscription::get_subscriptions_for_user( $user_id, $level_id, array( 'active' ) );
	}
}
