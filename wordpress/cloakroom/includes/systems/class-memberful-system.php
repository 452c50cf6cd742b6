<?php
/**
 * Memberful.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Its plugin keeps what Memberful said last in the user's meta. Memberful tells the gateway the same by webhooks, if it is set
 * up there: a second source that this site cannot forge.
 */
final class Memberful_System extends Membership_System {

	const META  = 'memberful_subscription';
	const PLANS = 'memberful_subscriptions';

	/**
	 * The system's word.
	 */
	public function source(): string {
		return 'memberful';
	}

	/**
	 * Its name.
	 */
	public function name(): string {
		return 'Memberful';
	}

	/**
	 * Whether it is there.
	 */
	public function is_present(): bool {
		return function_exists( 'memberful_wp_user_plans_subscribed_to' );
	}

	/**
	 * Where its plugin writes. It has hardly any hooks of its own.
	 */
	public function changes(): array {
		$meta = static function ( $meta_id, $user_id, $key ) {
			return self::META === $key ? (int) $user_id : 0;
		};
		return array(
			'added_user_meta'   => array( 'membership.activated', $meta ),
			'updated_user_meta' => array( 'membership.changed', $meta ),
			'deleted_user_meta' => array( 'membership.revoked', $meta ),
		);
	}

	/**
	 * A user's plans.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function memberships( int $user_id ): array {
		$plans       = memberful_wp_user_plans_subscribed_to( $user_id );
		$names       = get_option( self::PLANS );
		$memberships = array();
		foreach ( is_array( $plans ) ? $plans : array() as $id => $plan ) {
			$name          = isset( $names[ $id ]['name'] ) && is_scalar( $names[ $id ]['name'] ) ? (string) $names[ $id ]['name'] : '';
			$memberships[] = self::membership( (string) $id, $name, is_array( $plan ) ? $plan : array() );
		}
		return $memberships;
	}

	/**
	 * Users whom its plugin knows.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many at most.
	 */
	public function users( int $after, int $limit ): array {
		return Site_Users::with_meta( self::META, $after, $limit );
	}

	/**
	 * A plan as a membership. Its plugin never looks at the clock, so this does.
	 *
	 * @param string $id   The plan.
	 * @param string $name Its name.
	 * @param array  $plan What Memberful said.
	 */
	private static function membership( string $id, string $name, array $plan ): Membership {
		$end        = isset( $plan['expires'] ) && false === $plan['expires'] ? null : Membership::time( $plan['expires_at'] ?? null );
		$is_endless = isset( $plan['expires'] ) && false === $plan['expires'];
		$renews     = isset( $plan['autorenew'] ) ? (bool) $plan['autorenew'] : null;
		$is_trial   = ! empty( $plan['in_trial_period'] );
		$status     = $is_trial ? Membership::TRIALING : ( false === $renews && ! $is_endless ? Membership::CANCELLED : Membership::ACTIVE );
		return new Membership(
			"plan:$id",
			$id,
			null !== $end && $end <= time() ? Membership::EXPIRED : $status,
			array(
				'name'       => $name,
				'started_at' => Membership::time( $plan['activated_at'] ?? null ),
				'period_end' => $end,
				'lifetime'   => $is_endless,
				'auto_renew' => $renews,
				'trial_end'  => $is_trial ? Membership::time( $plan['trial_end_at'] ?? null ) : null,
			)
		);
	}
}
