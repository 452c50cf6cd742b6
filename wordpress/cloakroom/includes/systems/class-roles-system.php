<?php
/**
 * WordPress roles as memberships.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The roles that the operator chose count as products. A role by itself has no end; who grants it by cloakroom_grant_role()
 * can give it one.
 */
final class Roles_System extends Membership_System {

	const CHANGED = 'cloakroom_role_changed';

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings $settings The operator's settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * The system's word.
	 */
	public function source(): string {
		return 'roles';
	}

	/**
	 * Its name.
	 */
	public function name(): string {
		return __( 'WordPress roles', 'cloakroom' );
	}

	/**
	 * There if a role was chosen.
	 */
	public function is_present(): bool {
		return array() !== $this->settings->role_products();
	}

	/**
	 * Where roles change. Roles that nobody chose are none of our business.
	 */
	public function changes(): array {
		$one  = function ( $user_id, $role = '' ) {
			return in_array( $role, $this->settings->role_products(), true ) ? array( (int) $user_id, $role ) : 0;
		};
		$from = function ( $user_id, $role = '', $old = array() ) {
			$concerned = array_values( array_intersect( array_merge( array( $role ), (array) $old ), $this->settings->role_products() ) );
			return $concerned ? array( (int) $user_id, $concerned[0] ) : 0;
		};
		return array(
			'set_user_role'    => array( 'membership.changed', $from ),
			'add_user_role'    => array( 'membership.activated', $one ),
			'remove_user_role' => array( 'membership.revoked', $one ),
			self::CHANGED      => array( 'membership.changed', $one ),
		);
	}

	/**
	 * The chosen roles that a user holds, or held until an end that is known.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function memberships( int $user_id ): array {
		$user        = new \WP_User( $user_id );
		$names       = wp_roles()->role_names;
		$memberships = array();
		foreach ( $this->settings->role_products() as $role ) {
			$grant  = Role_Grant::of( $user_id, $role );
			$status = self::status( in_array( $role, $user->roles, true ), $grant, time() );
			if ( null === $status ) {
				continue;
			}
			$memberships[] = new Membership(
				$role,
				$role,
				$status,
				array(
					'name'         => isset( $names[ $role ] ) ? translate_user_role( $names[ $role ] ) : $role,
					'started_at'   => $grant->from ?? null,
					'period_end'   => $grant->until ?? null,
					'lifetime'     => ! isset( $grant->until ),
					'auto_renew'   => isset( $grant->cancelled_at ) ? false : null,
					'cancelled_at' => $grant->cancelled_at ?? null,
				)
			);
		}
		return $memberships;
	}

	/**
	 * Users with one of the roles.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many at most.
	 */
	public function users( int $after, int $limit ): array {
		global $wpdb;
		$ids = array();
		foreach ( $this->settings->role_products() as $role ) {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- get_users() has no "ids above".
			$ids = array_merge( $ids, $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT user_id FROM {$wpdb->usermeta} WHERE meta_key = %s AND meta_value LIKE %s AND user_id > %d ORDER BY user_id LIMIT %d", $wpdb->get_blog_prefix() . 'capabilities', '%' . $wpdb->esc_like( '"' . $role . '"' ) . '%', $after, $limit ) ) );
		}
		$ids = array_unique( array_map( 'intval', $ids ) );
		sort( $ids );
		return array_slice( $ids, 0, $limit );
	}

	/**
	 * How a role stands.
	 *
	 * @param bool            $is_held Whether the user has the role.
	 * @param Role_Grant|null $grant   How it was granted; null if WordPress alone knows of it.
	 * @param int             $now     Unix seconds.
	 */
	private static function status( bool $is_held, ?Role_Grant $grant, int $now ): ?string {
		if ( null === $grant ) {
			return $is_held ? Membership::ACTIVE : null;
		}
		if ( null !== $grant->until && $grant->until <= $now ) {
			return null === $grant->revoked_at ? Membership::EXPIRED : Membership::REVOKED;
		}
		if ( ! $is_held ) {
			return Membership::REVOKED;
		}
		return null === $grant->cancelled_at ? Membership::ACTIVE : Membership::CANCELLED;
	}
}
