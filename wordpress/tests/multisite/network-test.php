<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Claims;
use Cloakroom\Members;
use Cloakroom\Settings;

final class Network_Test extends Relay_Test_Case {

	/** @var int[] */
	private static $sites = array();

	public static function setUpBeforeClass(): void {
		// Making a site makes tables, which no transaction undoes: once for all tests.
		foreach ( array( 'second', 'third' ) as $name ) {
			self::$sites[] = wpmu_create_blog( 'site.cloakroom.localhost:8080', "/$name/", $name, 1 );
		}
	}

	public static function tearDownAfterClass(): void {
		foreach ( self::$sites as $site ) {
			wp_delete_site( $site );
		}
	}

	public function test_tree_is_a_network() {
		$this->assertTrue( is_multisite() );
		$this->assertContainsOnly( 'int', self::$sites );
	}

	public function test_settings_are_for_those_who_run_the_network() {
		$this->assertSame( 'manage_network_options', Settings::capability() );
		$this->sign_in_directly( 'administrator' );
		$this->assertFalse( current_user_can( Settings::capability() ) );
		wp_set_current_user( 1 );
		$this->assertTrue( current_user_can( Settings::capability() ) );
	}

	public function test_member_of_another_site_of_the_network_becomes_a_subscriber_here_too() {
		$first = $this->sign_in();
		wp_logout();
		switch_to_blog( self::$sites[0] );
		$this->assertFalse( is_user_member_of_blog( $first->ID ) );
		$again = ( new Members() )->find_or_create( Claims::parse( $this->claims() ) );
		$this->assertSame( $first->ID, $again->ID );
		$this->assertTrue( is_user_member_of_blog( $first->ID ) );
		$this->assertSame( array( 'subscriber' ), $again->roles );
		restore_current_blog();
	}

	public function test_member_with_power_on_another_site_is_refused_here() {
		$user = $this->sign_in();
		wp_logout();
		add_user_to_blog( self::$sites[1], $user->ID, 'editor' );
		$found = ( new Members() )->find_or_create( Claims::parse( $this->claims() ) );
		$this->assertSame( 'privileged', $found->get_error_code() );
		$this->assertSame( 1, get_current_blog_id() );
	}

	public function test_super_administrator_is_refused() {
		update_user_meta( 1, 'cloakroom_sub', 'sub-of-root' );
		$found = ( new Members() )->find_or_create( Claims::parse( $this->claims( array( 'sub' => 'sub-of-root' ) ) ) );
		$this->assertSame( 'privileged', $found->get_error_code() );
	}

	public function test_member_who_was_marked_as_spam_is_refused() {
		$user = $this->sign_in();
		wp_logout();
		wp_update_user( array( 'ID' => $user->ID, 'spam' => 1 ) );
		$found = ( new Members() )->find_or_create( Claims::parse( $this->claims() ) );
		$this->assertSame( 'spammer_account', $found->get_error_code() );
	}

	public function test_return_path_of_another_site_of_the_network_is_refused() {
		switch_to_blog( self::$sites[0] );
		$this->assertSame( '/second/', \Cloakroom\Return_Path::parse_target( '/third/x' ) );
		$this->assertSame( '/second/x', \Cloakroom\Return_Path::parse_target( '/second/x' ) );
		restore_current_blog();
	}

	public function test_relay_member_of_another_site_of_the_network_alone_is_unauthorized_here() {
		$user = $this->sign_in();
		$this->leave_a_token();
		remove_user_from_blog( $user->ID, 1 );
		add_user_to_blog( self::$sites[0], $user->ID, 'subscriber' );
		$this->next_request();
		$this->assertSame( 401, $this->ask()[0] );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_relay_token_of_one_site_does_not_open_on_another() {
		$user = $this->sign_in();
		$this->leave_a_token();
		add_user_to_blog( self::$sites[0], $user->ID, 'subscriber' );
		switch_to_blog( self::$sites[0] );
		$this->set_up_plugin( array( 'site_id' => 'second' ) );
		$this->assertSame( 'ticket-wanted', cloakroom_collection( 'contact-details' )->get_error_code() );
		$this->assertSame( array(), $this->gateway->calls );
		restore_current_blog();
	}

	public function test_outbox_each_site_has_its_own_table_and_tells_of_its_own_users() {
		$tables = array();
		foreach ( array_merge( array( 1 ), self::$sites ) as $site ) {
			switch_to_blog( $site );
			\Cloakroom\Outbox_Table::ensure();
			$tables[] = \Cloakroom\Outbox_Table::name();
			restore_current_blog();
		}
		$this->assertCount( 3, array_unique( $tables ) );
		$user = wp_insert_user( array( 'user_login' => 'buyer', 'user_pass' => 'x', 'role' => 'subscriber' ) );
		add_user_to_blog( self::$sites[0], $user, 'subscriber' );
		$settings = new \Cloakroom\Settings( array() );
		$systems  = $this->systems( new \Cloakroom\Outbox(), new \Cloakroom\Roles_System( $settings ) );
		$facts    = new \Cloakroom\Snapshot( $systems );
		switch_to_blog( self::$sites[0] );
		$this->set_up_plugin( array( 'role_products' => array( 'subscriber' ) ) );
		cloakroom_grant_role( $user, 'subscriber', time() + 600 );
		$this->assertSame( 'active', $facts->of( $user )[0]['status'] );
		restore_current_blog();
		$this->set_up_plugin( array( 'role_products' => array( 'subscriber' ) ) );
		$this->assertTrue( $facts->of( $user )[0]['lifetime'], 'the end was given on the other site' );
		switch_to_blog( self::$sites[1] );
		$this->set_up_plugin( array( 'role_products' => array( 'subscriber' ) ) );
		$this->assertSame( array(), $facts->of( $user ), 'no user of this site' );
		restore_current_blog();
		$this->assertSame( array( 1 ), array_values( array_intersect( array( 1 ), \Cloakroom\Site_Users::after( 0, 100 ) ) ) );
		switch_to_blog( self::$sites[0] );
		$this->assertContains( $user, \Cloakroom\Site_Users::after( $user - 1, 5 ) );
		restore_current_blog();
	}

	public function test_outbox_user_taken_off_a_site_is_told_as_gone_there() {
		$user    = wp_insert_user( array( 'user_login' => 'buyer2', 'user_pass' => 'x', 'role' => 'subscriber' ) );
		$outbox  = new \Cloakroom\Outbox();
		$systems = $this->systems( $outbox, new Shop_Double() );
		add_action( 'remove_user_from_blog', array( $systems, 'note_deleted' ) );
		remove_user_from_blog( $user, 1 );
		$this->assertSame( 1, $this->deliver( new \Cloakroom\Outbox(), $systems ) );
		$this->assertSame( 'member.deleted', $this->gateway->facts[ $user ]['type'] );
	}

	public function test_fields_of_users_of_another_site_are_neither_exported_nor_purged() {
		$here  = wp_insert_user( array( 'user_login' => 'here', 'user_pass' => 'x', 'role' => 'subscriber' ) );
		$there = wp_insert_user( array( 'user_login' => 'there', 'user_pass' => 'x' ) );
		remove_user_from_blog( $there, 1 );
		add_user_to_blog( self::$sites[0], $there, 'subscriber' );
		foreach ( array( $here, $there ) as $id ) {
			update_user_meta( $id, 'cloakroom_sub', "sub-$id" );
			update_user_meta( $id, 'phone', "030 $id" );
		}
		$sources = new \Cloakroom\Field_Sources();
		$sources->add( new \Cloakroom\Usermeta_Source() );
		$fields = \Cloakroom\Moved_Field::parse( 'usermeta:phone', $sources );
		$key    = \Cloakroom\Moving_Key::make();
		$rows   = iterator_to_array( ( new \Cloakroom\Field_Export( $fields ) )->rows( 10, $key ), false );
		$this->assertCount( 1, $rows );
		$this->assertStringContainsString( "\"sub-$here\"", $rows[0]->json() );
		$report = tempnam( sys_get_temp_dir(), 'report' );
		foreach ( array( $here, $there ) as $id ) {
			file_put_contents( $report, json_encode( array( 'sub' => "sub-$id", 'id' => "wp-$id", 'column' => 'phone', 'proof' => $key->mark( "sub-$id", "wp-$id", 'phone', "030 $id" ) ) ) . "\n", FILE_APPEND );
		}
		$purge = new \Cloakroom\Field_Purge( $fields, true );
		$purge->run( new \Cloakroom\Proof_File( $report ), $key );
		unlink( $report );
		$this->assertContains( 'phone: 1 value removed', $purge->tally()->lines() );
		$this->assertSame( array( '', "030 $there" ), array( get_user_meta( $here, 'phone', true ), get_user_meta( $there, 'phone', true ) ) );
	}

	public function test_fields_are_moved_by_those_who_run_the_network_alone() {
		$this->sign_in_directly( 'administrator' );
		$_REQUEST['_wpnonce'] = wp_create_nonce( 'cloakroom_move' );
		try {
			do_action( 'admin_post_cloakroom_move' );
			$this->fail( 'no end' );
		} catch ( Ended $ended ) {
			$this->assertSame( 403, $ended->status );
		} finally {
			unset( $_REQUEST['_wpnonce'] );
		}
	}

	public function test_request_of_a_member_is_passed_on_by_a_site_that_knows_her() {
		$user = $this->sign_in();
		$this->gateway->ties  = array( (string) $user->ID => self::ADA['sub'] );
		$this->gateway->calls = array();
		$erase = static function () {
			return call_user_func( apply_filters( 'wp_privacy_personal_data_erasers', array() )['cloakroom']['callback'], 'ada@example.test', 1 );
		};
		switch_to_blog( self::$sites[0] );
		$this->set_up_plugin( array( 'site_id' => 'second' ) );
		$this->assertFalse( $erase()['items_retained'] );
		restore_current_blog();
		$this->assertSame( array(), $this->gateway->calls );
		$this->assertTrue( $erase()['items_retained'] );
		$this->assertSame( array( '/v1/sites/demo/requests' ), array_column( $this->gateway->calls, 'path' ) );
	}

	public function test_uninstall_cleans_every_site() {
		$user = $this->sign_in();
		foreach ( self::$sites as $site ) {
			switch_to_blog( $site );
			$this->set_up_plugin();
			set_transient( 'cloakroom_cards', array( 'cards' => array() ), 60 );
			wp_schedule_single_event( time() + 60, 'cloakroom_end_session', array( 'ref', time() + 600, 1 ) );
			wp_schedule_single_event( time() + 60, 'cloakroom_deliver' );
			cloakroom_grant_role( $user->ID, 'subscriber', time() + 600 );
			restore_current_blog();
		}
		define( 'WP_UNINSTALL_PLUGIN', 'cloakroom/cloakroom.php' );
		include WP_PLUGIN_DIR . '/cloakroom/uninstall.php';

		global $wpdb;
		foreach ( array_merge( array( 1 ), self::$sites ) as $site ) {
			$table = $wpdb->get_blog_prefix( $site ) . 'options';
			$left  = $wpdb->get_col( "SELECT option_name FROM $table WHERE option_name LIKE '%cloakroom%' OR ( option_name = 'cron' AND option_value LIKE '%cloakroom%' )" );
			$this->assertSame( array(), $left, "site $site" );
		}
		$this->assertSame( array(), $wpdb->get_col( "SELECT meta_key FROM $wpdb->usermeta WHERE meta_key LIKE '%cloakroom%' OR meta_value LIKE '%\"cloakroom\"%'" ) );
		$this->assertInstanceOf( \WP_User::class, get_user_by( 'id', $user->ID ) );
	}
}
