<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Lock;

final class Removal_Test extends Plugin_Test_Case {

	public function test_uninstall_leaves_nothing_of_the_plugin_and_keeps_the_users() {
		$user = $this->sign_in();
		do_shortcode( '[cloakroom_card collection="medical-profile"]' );
		( new Lock( 'left-behind' ) )->take();
		wp_schedule_single_event( time() + 60, 'cloakroom_end_session', array( 'ref', time() + 600, 1 ) );
		wp_schedule_single_event( time() + 90, 'cloakroom_end_session', array( 'ref2', time() + 600, 2 ) );
		update_option( 'cloakroom_settings', array( 'role_products' => array( 'subscriber' ) ) + get_option( 'cloakroom_settings' ) );
		cloakroom_grant_role( $user->ID, 'subscriber', time() + 600 );
		( new \Cloakroom\Outbox() )->note( $user->ID, 'membership.activated', 'roles', 'test', '' );
		wp_set_current_user( 0 );
		do_action( 'cloakroom_deliver' );
		$this->assertSame( '1', get_user_meta( $user->ID, $GLOBALS['wpdb']->prefix . 'cloakroom_told', true ) );
		$admin = \WP_Session_Tokens::get_instance( 1 );
		$kept  = $admin->create( time() + 600 );
		$this->assertNotSame( array(), $this->traces() );

		self::uninstall();

		$this->assertSame( array(), $this->traces() );
		$this->assertSame( array( $GLOBALS['wpdb']->prefix . 'cloakroom_outbox' ), $this->dropped );
		$this->assertSame( $user->ID, get_user_by( 'login', $user->user_login )->ID );
		$this->assertTrue( $admin->verify( $kept ), 'sessions that no ticket opened stay' );
	}

	public function test_uninstall_more_members_than_one_portion_are_all_unlinked() {
		global $wpdb;
		$values = array();
		for ( $id = 100001; $id <= 100501; $id++ ) {
			$values[] = "($id, 'cloakroom_sub', 'sub-$id')";
			$values[] = "($id, 'session_tokens', 'a:1:{s:1:\"x\";a:2:{s:10:\"expiration\";i:9999999999;s:9:\"cloakroom\";a:0:{}}}')";
		}
		$wpdb->query( "INSERT INTO $wpdb->usermeta (user_id, meta_key, meta_value) VALUES " . implode( ',', $values ) );
		self::uninstall();
		$this->assertSame( array(), $this->traces() );
	}

	public function test_uninstall_file_called_directly_does_nothing() {
		exec( PHP_BINARY . ' ' . escapeshellarg( WP_PLUGIN_DIR . '/cloakroom/uninstall.php' ) . ' 2>&1', $lines, $failed );
		$this->assertSame( array( 0, array() ), array( $failed, $lines ) );
	}

	public static function uninstall() {
		if ( ! defined( 'WP_UNINSTALL_PLUGIN' ) ) {
			define( 'WP_UNINSTALL_PLUGIN', 'cloakroom/cloakroom.php' );
		}
		include WP_PLUGIN_DIR . '/cloakroom/uninstall.php';
	}

	/** Rows of the database that name the plugin; the list of active plugins is WordPress's own. */
	private function traces(): array {
		global $wpdb;
		return array_merge(
			$wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE '%cloakroom%'" ),
			$wpdb->get_col( "SELECT option_name FROM $wpdb->options WHERE option_name NOT IN ('active_plugins', 'siteurl', 'home') AND option_value LIKE '%cloakroom\\_%'" ),
			$wpdb->get_col( "SELECT meta_key FROM $wpdb->usermeta WHERE meta_key LIKE '%cloakroom%' OR meta_value LIKE '%cloakroom%'" ),
			$wpdb->get_col( "SELECT meta_key FROM $wpdb->postmeta WHERE meta_key LIKE '%cloakroom%'" )
		);
	}
}
