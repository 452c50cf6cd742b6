<?php
/**
 * Leaves no trace of the plugin in the database.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Options, locks, transients and cron events of every site; then sessions that tickets opened, and the links to members.
 */
final class Removal {

	const USERS_AT_ONCE = 500;

	/**
	 * Removes everything.
	 */
	public function run() {
		if ( ! is_multisite() ) {
			self::remove_site();
		} else {
			$ids = get_sites(
				array(
					'fields' => 'ids',
					'number' => 0,
				)
			);
			foreach ( $ids as $id ) {
				switch_to_blog( $id );
				self::remove_site();
				restore_current_blog();
			}
		}
		self::end_sessions();
		foreach ( array( Members::META, Claim::META, Mailed_Link::META, Mailed_Link::TWIN ) as $key ) {
			delete_metadata( 'user', 0, $key, '', true );
		}
	}

	/**
	 * Removes what one site keeps.
	 */
	private static function remove_site() {
		global $wpdb;
		delete_option( Settings::OPTION );
		delete_option( Settings::KEY_OPTION );
		delete_option( Sequence::OPTION );
		delete_option( Delivery_State::OPTION );
		delete_option( Gateway_Key::OPTION );
		delete_option( Moving_Key::OPTION );
		Seen_Messages::forget();
		delete_option( Thrive_System::POINTER );
		delete_transient( After_Response::TRANSIENT );
		Outbox_Table::drop();
		delete_transient( Cards::TRANSIENT );
		foreach ( array( Sign_Out::CRON_HOOK, Tie::CRON_HOOK, Delivery::CRON_HOOK, Role_Grant::CRON_HOOK, Member_Request::CRON_HOOK ) as $hook ) {
			wp_unschedule_hook( $hook );
		}
		delete_metadata( 'user', 0, Facts::told_key(), '', true );
		delete_metadata( 'user', 0, Tie::key(), '', true );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Transients of ten minutes; their names are not known.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name LIKE %s OR option_name LIKE %s", $wpdb->esc_like( '_transient_' . Connect::TRANSIENT ) . '%', $wpdb->esc_like( '_transient_timeout_' . Connect::TRANSIENT ) . '%' ) );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Results that nobody looked at; their names hold user ids.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name LIKE %s OR option_name LIKE %s", $wpdb->esc_like( '_transient_' . Moving_Section::RESULT ) . '%', $wpdb->esc_like( '_transient_timeout_' . Moving_Section::RESULT ) . '%' ) );
		delete_metadata( 'user', 0, Membershipworks_System::seen_key(), '', true );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Grants of roles; the roles themselves belong to the site.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->usermeta} WHERE meta_key LIKE %s", $wpdb->esc_like( Role_Grant::key( '' ) ) . '%' ) );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Locks of requests that died; their names are not known.
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name LIKE %s", $wpdb->esc_like( Lock::PREFIX ) . '%' ) );
	}

	/**
	 * Ends the sessions of members: without the plugin nobody would end them in time, and their records are ours.
	 */
	private static function end_sessions() {
		global $wpdb;
		$last = 0;
		do {
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Members may be many: in portions, by the table's own order.
			$ids = $wpdb->get_col( $wpdb->prepare( "SELECT DISTINCT user_id FROM {$wpdb->usermeta} WHERE meta_key = %s AND user_id > %d ORDER BY user_id LIMIT %d", Members::META, $last, self::USERS_AT_ONCE ) );
			foreach ( $ids as $id ) {
				$last = (int) $id;
				\WP_Session_Tokens::get_instance( $last )->destroy_all();
			}
		} while ( $ids );
	}
}
