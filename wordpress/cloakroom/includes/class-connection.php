<?php
/**
 * The site's half of a connection.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A WordPress user who stands for a member carries her lasting name. Who has power over the site never does.
 */
final class Connection {

	/**
	 * Whether a user can be connected: nobody's yet, and without power.
	 *
	 * @param \WP_User $user A user.
	 */
	public static function is_possible( \WP_User $user ): bool {
		return $user->exists() && '' === (string) get_user_meta( $user->ID, Members::META, true ) && ! Privilege::belongs_to( $user );
	}

	/**
	 * Whether a member can be moved to another user: the one whom she has was made by this plugin and holds nothing.
	 *
	 * @param string   $sub      Her lasting name.
	 * @param Members  $members  The users who stand for members.
	 * @param Snapshot $snapshot All memberships of a user.
	 */
	public static function can_move( string $sub, Members $members, Snapshot $snapshot ): bool {
		$user = $members->find( $sub );
		return null === $user || $user instanceof \WP_User && Members::login_name( $sub ) === $user->user_login && ! $snapshot->holds_anything( $user->ID );
	}

	/**
	 * Connects a user, and takes the name off the one whom this plugin had made.
	 *
	 * @param \WP_User $user    The user.
	 * @param string   $sub     The member's lasting name.
	 * @param Members  $members The users who stand for members.
	 */
	public static function make( \WP_User $user, string $sub, Members $members ) {
		$earlier = $members->find( $sub );
		if ( $earlier instanceof \WP_User && $earlier->ID !== $user->ID ) {
			self::remove( $earlier->ID );
		}
		update_user_meta( $user->ID, Members::META, wp_slash( $sub ) );
		update_user_meta( $user->ID, Tie::key(), wp_slash( $sub ) );
		Claim::forget( $user->ID );
	}

	/**
	 * Takes the connection off a user, and ends the sessions that it opened. The gateway's half is its staff's to remove.
	 *
	 * @param int $user_id A user.
	 */
	public static function remove( int $user_id ) {
		delete_user_meta( $user_id, Members::META );
		delete_user_meta( $user_id, Tie::key() );
		delete_user_meta( $user_id, Mailed_Link::TWIN );
		\WP_Session_Tokens::get_instance( $user_id )->destroy_all();
	}
}
