<?php
/**
 * Thrive Apprentice.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * No hook tells when access is lost: its history table does, which is read on as it grows. Access that other plugins or roles
 * give by Thrive's rules is theirs to tell.
 */
final class Thrive_System extends Membership_System {

	const POINTER      = 'cloakroom_thrive_history';
	const ROWS_AT_ONCE = 500;

	/**
	 * Who was recognised before Thrive's own filter ran.
	 *
	 * @var mixed
	 */
	private $recognised;

	/**
	 * The system's word.
	 */
	public function source(): string {
		return 'thrive';
	}

	/**
	 * Its name.
	 */
	public function name(): string {
		return 'Thrive Apprentice';
	}

	/**
	 * Whether it is there.
	 */
	public function is_present(): bool {
		return class_exists( 'TVA_Const' );
	}

	/**
	 * Where access may have changed. Each run of our own cron reads what is new in the history.
	 */
	public function changes(): array {
		$user   = static function ( $user ) {
			return (int) ( $user->ID ?? 0 );
		};
		$order  = static function ( $order ) {
			return is_object( $order ) && method_exists( $order, 'get_user_id' ) ? (int) $order->get_user_id() : 0;
		};
		$id     = static function ( $user_id ) {
			return (int) $user_id;
		};
		$expiry = static function ( $meta_id, $user_id, $key ) {
			return 1 === preg_match( '/\Atva_product_\d+_access_expiry\z/', (string) $key ) ? (int) $user_id : 0;
		};
		return array(
			'tva_user_receives_product_access' => array( 'membership.activated', $user ),
			'tva_purchase'                     => array( 'membership.activated', $user ),
			'tva_user_course_purchase'         => array( 'membership.activated', $user ),
			'tva_after_order_saved'            => array( 'membership.changed', $order ),
			'tva_sendowl_order_refunded'       => array( 'membership.refunded', $order ),
			'tva_order_item_after_save'        => array( 'membership.changed', $id ),
			'added_user_meta'                  => array( 'membership.changed', $expiry ),
			'updated_user_meta'                => array( 'membership.changed', $expiry ),
			'deleted_user_meta'                => array( 'membership.changed', $expiry ),
			Delivery::CRON_HOOK                => array( 'membership.changed', array( $this, 'read_history' ) ),
		);
	}

	/**
	 * Products that a user has access to, or had.
	 *
	 * @param int $user_id A WordPress user id.
	 */
	public function memberships( int $user_id ): array {
		global $wpdb;
		$name = self::table();
		// phpcs:ignore WordPress.DB -- Thrive's table; its own check asks for who is signed in.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT product_id, SUM(status) AS standing, MIN(created) AS begun FROM $name WHERE user_id = %d AND product_id > 0 GROUP BY product_id", $user_id ) );
		if ( ! is_array( $rows ) || '' !== $wpdb->last_error ) {
			throw new \RuntimeException( 'history' );
		}
		$memberships = array();
		foreach ( $rows as $row ) {
			$product       = (int) $row->product_id;
			$end           = Membership::time( get_user_meta( $user_id, "tva_product_{$product}_access_expiry", true ), wp_timezone() );
			$is_held       = (int) $row->standing > 0;
			$has_ended     = null !== $end && $end <= time();
			$term          = get_term( $product );
			$memberships[] = new Membership(
				"product:$product",
				(string) $product,
				$has_ended ? Membership::EXPIRED : ( $is_held ? Membership::ACTIVE : Membership::REVOKED ),
				array(
					'name'       => $term instanceof \WP_Term ? $term->name : '',
					'started_at' => Membership::time( $row->begun, wp_timezone() ),
					'period_end' => $end,
					'lifetime'   => $is_held && null === $end,
				)
			);
		}
		return $memberships;
	}

	/**
	 * Users with a history.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many at most.
	 */
	public function users( int $after, int $limit ): array {
		global $wpdb;
		$name = self::table();
		// phpcs:ignore WordPress.DB -- Thrive's table.
		return array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT user_id FROM $name WHERE user_id > %d ORDER BY user_id LIMIT %d", $after, $limit ) ) );
	}

	/**
	 * Users of whom the history has something new, with the row.
	 *
	 * @return array[]
	 */
	public function read_history(): array {
		global $wpdb;
		$name = self::table();
		$last = get_option( self::POINTER );
		if ( ! is_numeric( $last ) ) {
			// What was before is for comparing everybody.
			// phpcs:ignore WordPress.DB -- Thrive's table.
			update_option( self::POINTER, (int) $wpdb->get_var( $wpdb->prepare( "SELECT MAX(ID) FROM $name WHERE ID > %d", 0 ) ), false );
			return array();
		}
		// phpcs:ignore WordPress.DB -- Thrive's table.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT ID AS id, user_id FROM $name WHERE ID > %d ORDER BY ID LIMIT %d", (int) $last, self::ROWS_AT_ONCE ) );
		if ( ! $rows ) {
			return array();
		}
		update_option( self::POINTER, (int) end( $rows )->id, false );
		return array_map(
			static function ( $row ) {
				return array( (int) $row->user_id, 'history-' . (int) $row->id );
			},
			$rows
		);
	}

	/**
	 * Takes back what Thrive's filter does at priority 100: whoever gives one of its API tokens for a password is user 1 there,
	 * in any form of the site. Only Thrive's own REST routes may go on with that.
	 *
	 * @param Login_Bridge $bridge The way to the gateway.
	 */
	public function login_form( Login_Bridge $bridge ): array {
		return array(
			array( 'authenticate', array( $this, 'remember' ), 99 ),
			array( 'authenticate', array( $this, 'refuse_token' ), 101 ),
		);
	}

	/**
	 * Remembers who was recognised before Thrive's filter.
	 *
	 * @param \WP_User|\WP_Error|null $user Who was recognised.
	 */
	public function remember( $user ) {
		$this->recognised = $user;
		return $user;
	}

	/**
	 * Refuses whom only Thrive's filter recognised.
	 *
	 * @param \WP_User|\WP_Error|null $user Who is recognised now.
	 */
	public function refuse_token( $user ) {
		$before = $this->recognised instanceof \WP_User ? (int) $this->recognised->ID : 0;
		if ( ! $user instanceof \WP_User || (int) $user->ID === $before || self::is_own_route() ) {
			return $user;
		}
		return is_wp_error( $this->recognised ) ? $this->recognised : new \WP_Error( 'cloakroom_token', __( 'This is no password of this account.', 'cloakroom' ) );
	}

	/**
	 * Whether one of Thrive's own REST routes is being called.
	 */
	private static function is_own_route(): bool {
		$route = isset( $GLOBALS['wp']->query_vars['rest_route'] ) ? (string) $GLOBALS['wp']->query_vars['rest_route'] : '';
		return Page::is_rest() && 0 === strpos( $route, '/tva/' );
	}

	/**
	 * The history's table.
	 */
	private static function table(): string {
		global $wpdb;
		return $wpdb->prefix . 'tva_access_history';
	}
}
