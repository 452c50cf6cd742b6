<?php
/**
 * WordPress's table of users' values.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Where WordPress itself and most plugins keep what a form asked a user for. What WordPress or this plugin needs to know a user by
 * is not moved: sessions, roles, passwords of applications, the connection.
 */
final class Usermeta_Source extends Field_Source {

	const KEY_BYTES_MAX = 255;

	// phpcs:disable WordPress.DB -- Values are read as they are stored: get_user_meta() would make objects of them, one user at a time.

	/**
	 * The place's word.
	 */
	public function name(): string {
		return 'usermeta';
	}

	/**
	 * Keys that are there and may be moved.
	 *
	 * @param int $limit How many at most.
	 * @return int[] How many values, by key.
	 */
	public function keys( int $limit ): array {
		global $wpdb;
		$counts = array();
		foreach ( $wpdb->get_results( $wpdb->prepare( "SELECT meta_key, COUNT(*) AS number FROM {$wpdb->usermeta} WHERE meta_value <> %s GROUP BY meta_key ORDER BY meta_key LIMIT %d", '', $limit ) ) as $row ) {
			if ( $this->may_move( (string) $row->meta_key ) ) {
				$counts[ (string) $row->meta_key ] = (int) $row->number;
			}
		}
		return $counts;
	}

	/**
	 * Whether a key may be moved.
	 *
	 * @param string $key A key.
	 */
	public function may_move( string $key ): bool {
		return strlen( $key ) <= self::KEY_BYTES_MAX
			&& 1 === preg_match( '/\A[^\p{C}]+\z/u', $key )
			&& 1 !== preg_match( '/(?:\A|_)(?:capabilities|user_level|session_tokens|application_passwords)\z|cloakroom/i', $key );
	}

	/**
	 * What is stored, as it is stored.
	 *
	 * @param string[] $keys     Keys.
	 * @param int[]    $user_ids Users.
	 * @return array[][] Rows by user id by key.
	 */
	public function values( array $keys, array $user_ids ): array {
		global $wpdb;
		if ( ! $keys || ! $user_ids ) {
			return array();
		}
		$values = array();
		$rows   = Database::answered( $wpdb->get_results( $wpdb->prepare( "SELECT umeta_id, user_id, meta_key, CASE WHEN LENGTH(meta_value) > %d THEN NULL ELSE COALESCE(meta_value, '') END AS raw FROM {$wpdb->usermeta} WHERE user_id IN (" . self::places( $user_ids, '%d' ) . ') AND meta_key IN (' . self::places( $keys, '%s' ) . ') ORDER BY umeta_id', array_merge( array( Field_Value::BYTES_MAX ), $user_ids, $keys ) ) ) );
		foreach ( $rows as $row ) {
			if ( in_array( $row->meta_key, $keys, true ) ) {
				$values[ (int) $row->user_id ][ $row->meta_key ][ (int) $row->umeta_id ] = $row->raw;
			}
		}
		return $values;
	}

	/**
	 * Removes rows that still are what they were. Others are told of it as WordPress tells them, without the value.
	 *
	 * @param int    $user_id Whose.
	 * @param string $key     Under which key.
	 * @param array  $rows    Their texts by their ids.
	 * @return bool Whether all of them are gone.
	 * @throws \RuntimeException If the database did not answer.
	 */
	public function remove( int $user_id, string $key, array $rows ): bool {
		$gone      = array();
		$is_failed = false;
		foreach ( $rows as $id => $raw ) {
			$deleted = self::delete( $user_id, (int) $id, $raw );
			if ( 1 === $deleted ) {
				$gone[] = (int) $id;
			}
			if ( false === $deleted ) {
				$is_failed = true;
				break;
			}
		}
		wp_cache_delete( $user_id, 'user_meta' );
		if ( $gone ) {
			// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- Core's own action: caches and logs of others act on it.
			do_action( 'deleted_user_meta', $gone, $user_id, $key, '' );
		}
		if ( $is_failed ) {
			throw Database::silent();
		}
		return count( $gone ) === count( $rows );
	}

	/**
	 * Deletes a row if it still is what it was. WordPress would write a statement that fails into its log, and the value with it.
	 *
	 * @param int    $user_id Whose.
	 * @param int    $id      The row's id.
	 * @param string $raw     Its text.
	 * @return int|false How many rows; false if the database did not answer.
	 */
	private static function delete( int $user_id, int $id, string $raw ) {
		global $wpdb;
		$earlier = $wpdb->suppress_errors( true );
		// Byte for byte: the table's own comparison takes "Nuts" for "nuts".
		$deleted = $wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->usermeta} WHERE umeta_id = %d AND user_id = %d AND HEX(meta_value) = %s", $id, $user_id, strtoupper( bin2hex( $raw ) ) ) );
		$wpdb->suppress_errors( $earlier );
		return $deleted;
	}

	// phpcs:enable

	/**
	 * As many placeholders as there are things.
	 *
	 * @param array  $things      Things.
	 * @param string $placeholder One placeholder.
	 */
	private static function places( array $things, string $placeholder ): string {
		return implode( ',', array_fill( 0, count( $things ), $placeholder ) );
	}
}
