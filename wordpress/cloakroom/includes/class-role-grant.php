<?php
/**
 * A role that was granted as a membership.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * When it began, until when it is paid for, and whether it was cancelled: beside the role, in the user's meta of this site.
 */
final class Role_Grant {

	const META      = 'cloakroom_role_';
	const CRON_HOOK = 'cloakroom_end_roles';

	const USERS_AT_ONCE = 500;

	/**
	 * Since when, as Unix seconds.
	 *
	 * @var int|null
	 */
	public $from;

	/**
	 * Until when it is paid for; null for good.
	 *
	 * @var int|null
	 */
	public $until;

	/**
	 * When it was cancelled; null if it was not.
	 *
	 * @var int|null
	 */
	public $cancelled_at;

	/**
	 * When it was taken away before its end; null if it was not.
	 *
	 * @var int|null
	 */
	public $revoked_at;

	/**
	 * Made by this class alone.
	 *
	 * @param array $parts Unix seconds by name.
	 */
	private function __construct( array $parts ) {
		foreach ( array( 'from', 'until', 'cancelled_at', 'revoked_at' ) as $name ) {
			$this->$name = isset( $parts[ $name ] ) && is_int( $parts[ $name ] ) && $parts[ $name ] >= 0 && $parts[ $name ] <= Membership::TIME_MAX ? $parts[ $name ] : null;
		}
	}

	/**
	 * How a user's role was granted on this site; null if not by this class.
	 *
	 * @param int    $user_id A WordPress user id.
	 * @param string $role    A role.
	 */
	public static function of( int $user_id, string $role ): ?self {
		$stored = get_user_meta( $user_id, self::key( $role ), true );
		return is_array( $stored ) ? new self( $stored ) : null;
	}

	/**
	 * Gives a user a role, or more time with it: bought again, renewed, or a cancellation taken back.
	 *
	 * @param int      $user_id A WordPress user id.
	 * @param string   $role    A role.
	 * @param int|null $until   Until when it is paid for, as Unix seconds; null for good.
	 */
	public static function grant( int $user_id, string $role, ?int $until ): bool {
		if ( ! self::is_possible( $user_id, $role ) || null !== $until && ( $until <= time() || $until > Membership::TIME_MAX ) ) {
			return false;
		}
		$before = self::of( $user_id, $role );
		$since  = null !== $before && null !== $before->from && null === $before->revoked_at ? $before->from : time();
		self::store( $user_id, $role, array( 'from' => $since ) + compact( 'until' ) );
		( new \WP_User( $user_id ) )->add_role( $role );
		self::tell( $user_id, $role );
		return true;
	}

	/**
	 * Cancels a role: it stays until the end that is paid for; one without an end is over at once.
	 *
	 * @param int    $user_id A WordPress user id.
	 * @param string $role    A role.
	 */
	public static function cancel( int $user_id, string $role ): bool {
		$grant = self::of( $user_id, $role );
		if ( ! self::is_possible( $user_id, $role ) || ! in_array( $role, ( new \WP_User( $user_id ) )->roles, true ) ) {
			return false;
		}
		$until = $grant->until ?? time();
		self::store( $user_id, $role, array( 'cancelled_at' => $grant->cancelled_at ?? time() ) + array( 'from' => $grant->from ?? null ) + compact( 'until' ) );
		if ( $until <= time() ) {
			( new \WP_User( $user_id ) )->remove_role( $role );
		}
		self::tell( $user_id, $role );
		return true;
	}

	/**
	 * Takes a role away before its end: refunded, or by staff.
	 *
	 * @param int    $user_id A WordPress user id.
	 * @param string $role    A role.
	 */
	public static function revoke( int $user_id, string $role ): bool {
		if ( ! self::is_possible( $user_id, $role ) ) {
			return false;
		}
		$grant = self::of( $user_id, $role );
		self::store(
			$user_id,
			$role,
			array(
				'from'       => $grant->from ?? null,
				'until'      => time(),
				'revoked_at' => time(),
			)
		);
		( new \WP_User( $user_id ) )->remove_role( $role );
		self::tell( $user_id, $role );
		return true;
	}

	/**
	 * Takes roles away whose end has come, so that WordPress's own pages know it too. The gateway does not wait for this.
	 */
	public static function end_all() {
		global $wpdb;
		$last = 0;
		do {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- By the table's own order, past what others filter.
			$rows = $wpdb->get_results( $wpdb->prepare( "SELECT umeta_id, user_id, meta_key FROM {$wpdb->usermeta} WHERE meta_key LIKE %s AND umeta_id > %d ORDER BY umeta_id LIMIT %d", $wpdb->esc_like( self::key( '' ) ) . '%', $last, self::USERS_AT_ONCE ) );
			foreach ( $rows as $row ) {
				$last = (int) $row->umeta_id;
				self::end( (int) $row->user_id, substr( $row->meta_key, strlen( self::key( '' ) ) ) );
			}
		} while ( $rows );
	}

	/**
	 * Keeps the cron event there.
	 */
	public static function schedule() {
		if ( ! wp_next_scheduled( self::CRON_HOOK ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'hourly', self::CRON_HOOK );
		}
	}

	/**
	 * The name of the user's meta on this site.
	 *
	 * @param string $role A role, or an empty text for what all names begin with.
	 */
	public static function key( string $role ): string {
		global $wpdb;
		return $wpdb->get_blog_prefix() . self::META . $role;
	}

	/**
	 * Takes a role away whose end has come; gives it back to who renewed at this very moment.
	 *
	 * @param int    $user_id A WordPress user id.
	 * @param string $role    A role.
	 */
	private static function end( int $user_id, string $role ) {
		$user = new \WP_User( $user_id );
		if ( ! self::has_ended( $user_id, $role ) || ! in_array( $role, $user->roles, true ) ) {
			return;
		}
		$user->remove_role( $role );
		if ( ! self::has_ended( $user_id, $role ) ) {
			$user->add_role( $role );
		}
	}

	/**
	 * Whether the end has come, as the database says now.
	 *
	 * @param int    $user_id A WordPress user id.
	 * @param string $role    A role.
	 */
	private static function has_ended( int $user_id, string $role ): bool {
		wp_cache_delete( $user_id, 'user_meta' );
		$grant = self::of( $user_id, $role );
		return null !== $grant && null !== $grant->until && $grant->until <= time();
	}

	/**
	 * Whether there are such a user and such a role.
	 *
	 * @param int    $user_id A WordPress user id.
	 * @param string $role    A role.
	 */
	private static function is_possible( int $user_id, string $role ): bool {
		return wp_roles()->is_role( $role ) && Site_Users::has( $user_id );
	}

	/**
	 * Stores a grant.
	 *
	 * @param int    $user_id A WordPress user id.
	 * @param string $role    A role.
	 * @param array  $parts   Unix seconds by name.
	 */
	private static function store( int $user_id, string $role, array $parts ) {
		update_user_meta( $user_id, self::key( $role ), array_filter( $parts, 'is_int' ) );
	}

	/**
	 * Says that a grant changed.
	 *
	 * @param int    $user_id A WordPress user id.
	 * @param string $role    A role.
	 */
	private static function tell( int $user_id, string $role ) {
		/**
		 * Fires after a role was granted, cancelled or revoked as a membership.
		 *
		 * @param int    $user_id The user.
		 * @param string $role    The role.
		 */
		do_action( Roles_System::CHANGED, $user_id, $role );
	}
}
