<?php
/**
 * Which accounts are too powerful to be opened from outside WordPress.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Those who write, publish or manage sign in to WordPress directly: a fault at the gateway must not become one here.
 */
final class Privilege {

	const CAPABILITIES = array(
		'edit_posts',
		'edit_pages',
		'upload_files',
		'moderate_comments',
		'unfiltered_html',
		'list_users',
		'create_users',
		'edit_users',
		'promote_users',
		'delete_users',
		'edit_theme_options',
		'activate_plugins',
		'install_plugins',
		'manage_options',
		'manage_woocommerce',
	);

	/**
	 * Whether a user holds one of them, on any site of a network.
	 *
	 * @param \WP_User $user A user.
	 */
	public static function belongs_to( \WP_User $user ): bool {
		if ( is_super_admin( $user->ID ) ) {
			return true;
		}
		if ( ! is_multisite() ) {
			return self::is_held_here( $user );
		}
		foreach ( get_blogs_of_user( $user->ID, true ) as $blog ) {
			switch_to_blog( $blog->userblog_id );
			$is_held = self::is_held_here( new \WP_User( $user->ID ) );
			restore_current_blog();
			if ( $is_held ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Whether a user holds one of them on the current site.
	 *
	 * @param \WP_User $user A user.
	 */
	private static function is_held_here( \WP_User $user ): bool {
		/**
		 * Filters the capabilities whose holders cannot be signed in through the gateway.
		 *
		 * @param string[] $capabilities Names of capabilities.
		 * @param \WP_User $user         The user in question.
		 */
		$capabilities = (array) apply_filters( 'cloakroom_privileged_capabilities', self::CAPABILITIES, $user );
		foreach ( $capabilities as $capability ) {
			if ( user_can( $user, $capability ) ) {
				return true;
			}
		}
		return false;
	}
}
