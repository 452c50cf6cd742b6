<?php
/**
 * The users of this site.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Their ids in order, in portions: a site may have a million.
 */
final class Site_Users {

	/**
	 * The next ids.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many at most.
	 * @return int[]
	 * @throws \RuntimeException If the database did not answer, here and in what follows.
	 */
	public static function after( int $after, int $limit ): array {
		global $wpdb;
		return is_multisite() ? self::with_meta( $wpdb->get_blog_prefix() . 'capabilities', $after, $limit ) : self::portion( $after, $limit );
	}

	/**
	 * The next ids of users who have a value of this name, whatever it is.
	 *
	 * @param string $key   The value's name.
	 * @param int    $after Only ids above this one.
	 * @param int    $limit How many at most.
	 * @return int[]
	 */
	public static function with_meta( string $key, int $after, int $limit ): array {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- get_users() has no "ids above", and others filter it.
		return array_map( 'intval', Database::answered( $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT user_id FROM {$wpdb->usermeta} WHERE meta_key = %s AND user_id > %d ORDER BY user_id LIMIT %d", $key, $after, $limit ) ) ) );
	}

	/**
	 * The next portion of ids, of every user in the table: for walks that ask among() which of them are of this site. The table's own
	 * order makes the last portion as quick as the first.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many at most.
	 * @return int[]
	 */
	public static function portion( int $after, int $limit ): array {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See with_meta().
		return array_map( 'intval', Database::answered( $wpdb->get_col( $wpdb->prepare( "SELECT ID FROM {$wpdb->users} WHERE ID > %d ORDER BY ID LIMIT %d", $after, $limit ) ) ) );
	}

	/**
	 * Those of some ids that are users of this site.
	 *
	 * @param int[] $ids User ids.
	 * @return int[]
	 */
	public static function among( array $ids ): array {
		global $wpdb;
		if ( ! $ids ) {
			return array();
		}
		$places = implode( ',', array_fill( 0, count( $ids ), '%d' ) );
		if ( is_multisite() ) {
			// phpcs:ignore WordPress.DB -- See with_meta(); as many placeholders as ids.
			return array_map( 'intval', Database::answered( $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT user_id FROM {$wpdb->usermeta} WHERE meta_key = %s AND user_id IN ($places)", array_merge( array( $wpdb->get_blog_prefix() . 'capabilities' ), $ids ) ) ) ) );
		}
		// phpcs:ignore WordPress.DB -- See above.
		return array_map( 'intval', Database::answered( $wpdb->get_col( $wpdb->prepare( "SELECT ID FROM {$wpdb->users} WHERE ID IN ($places)", $ids ) ) ) );
	}

	/**
	 * How many there are.
	 */
	public static function count(): int {
		global $wpdb;
		if ( is_multisite() ) {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See with_meta().
			return (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(DISTINCT user_id) FROM {$wpdb->usermeta} WHERE meta_key = %s", $wpdb->get_blog_prefix() . 'capabilities' ) );
		}
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- See with_meta().
		return (int) $wpdb->get_var( $wpdb->prepare( "SELECT COUNT(*) FROM {$wpdb->users} WHERE ID > %d", 0 ) );
	}

	/**
	 * Whether there is such a user on this site.
	 *
	 * @param int $user_id A user id.
	 */
	public static function has( int $user_id ): bool {
		return false !== get_userdata( $user_id ) && ( ! is_multisite() || is_user_member_of_blog( $user_id ) );
	}
}
