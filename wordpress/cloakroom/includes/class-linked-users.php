<?php
/**
 * Which of some users stand for which members.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Asked for many users at once. A member for whom two users stand is nobody's here: it is not clear whose values are hers.
 */
final class Linked_Users {

	/**
	 * Lasting names by user id; an empty text where it is not clear.
	 *
	 * @param int[] $user_ids Users of this site.
	 * @return string[] Of those who are connected.
	 */
	public static function subs( array $user_ids ): array {
		global $wpdb;
		if ( ! $user_ids ) {
			return array();
		}
		$subs = array();
		// phpcs:ignore WordPress.DB -- Many users at once; as many placeholders as ids.
		foreach ( Database::answered( $wpdb->get_results( $wpdb->prepare( "SELECT user_id, meta_value FROM {$wpdb->usermeta} WHERE meta_key = %s AND user_id IN (" . implode( ',', array_fill( 0, count( $user_ids ), '%d' ) ) . ')', array_merge( array( Members::META ), $user_ids ) ) ) ) as $row ) {
			$is_clear                     = ! isset( $subs[ (int) $row->user_id ] ) && 1 === preg_match( Members::SUB, (string) $row->meta_value );
			$subs[ (int) $row->user_id ] = $is_clear ? $row->meta_value : '';
		}
		return self::without_twins( array_filter( $subs, 'strlen' ) ) + array_fill_keys( array_keys( $subs ), '' );
	}

	/**
	 * Drops names that are another user's too, of this portion or of any other.
	 *
	 * @param string[] $subs Lasting names by user id.
	 * @return string[]
	 */
	private static function without_twins( array $subs ): array {
		global $wpdb;
		if ( ! $subs ) {
			return array();
		}
		// phpcs:ignore WordPress.DB -- See subs().
		$twins = Database::answered( $wpdb->get_col( $wpdb->prepare( "SELECT meta_value FROM {$wpdb->usermeta} WHERE meta_key = %s AND meta_value IN (" . implode( ',', array_fill( 0, count( $subs ), '%s' ) ) . ') GROUP BY meta_value HAVING COUNT(DISTINCT user_id) > 1', array_merge( array( Members::META ), array_values( $subs ) ) ) ) );
		$twins = array_map( 'strtolower', $twins );
		return array_filter(
			$subs,
			static function ( $sub ) use ( $twins ) {
				return ! in_array( strtolower( $sub ), $twins, true );
			}
		);
	}
}
