<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Settings;
use Cloakroom\Settings_Form;
use Cloakroom\Settings_Migration;
use Cloakroom\Site_Key;

final class Settings_Test extends Plugin_Test_Case {

	public function test_defaults_nothing_is_set() {
		delete_option( Settings::OPTION );
		delete_option( Settings::KEY_OPTION );
		$settings = new Settings( array() );
		$this->assertNull( $settings->gateway() );
		$this->assertSame( '', $settings->site_id() );
		$this->assertNull( $settings->site_key() );
		$this->assertSame( 0, $settings->login_page() );
		$this->assertFalse( $settings->are_complete() );
	}

	public function test_options_stored_values_are_read() {
		$this->set_up_plugin( array( 'login_page' => 7 ) );
		$settings = new Settings( array() );
		$this->assertSame( Gateway_Double::URL, $settings->gateway()->text() );
		$this->assertSame( 'demo', $settings->site_id() );
		$this->assertSame( $this->key->public_half(), $settings->site_key()->public_half() );
		$this->assertSame( 7, $settings->login_page() );
		$this->assertTrue( $settings->are_complete() );
	}

	public function test_constants_win_over_options() {
		$other    = Site_Key::generate();
		$settings = new Settings( array( 'gateway_url' => 'https://members.example.com', 'site_id' => 'other', 'site_key' => $other->secret_half() ) );
		$this->assertSame( 'https://members.example.com', $settings->gateway()->text() );
		$this->assertSame( 'other', $settings->site_id() );
		$this->assertSame( $other->public_half(), $settings->site_key()->public_half() );
		$this->assertTrue( $settings->is_fixed( 'site_key' ) );
		$this->assertFalse( ( new Settings( array() ) )->is_fixed( 'site_key' ) );
	}

	public function test_constants_of_wp_config_are_the_three_documented_ones() {
		$code = 'namespace Cloakroom; define( "ABSPATH", "/" ); require $argv[1];'
			. 'define( "CLOAKROOM_GATEWAY_URL", "u" ); define( "CLOAKROOM_SITE_ID", "i" ); define( "CLOAKROOM_SITE_KEY", "k" );'
			. '$s = Settings::with_constants(); echo $s->written( "gateway_url" ), $s->written( "site_id" ), $s->written( "site_key" );';
		exec( PHP_BINARY . ' -r ' . escapeshellarg( $code ) . ' ' . escapeshellarg( dirname( \Cloakroom\PLUGIN_FILE ) . '/includes/autoload.php' ), $lines, $failed );
		$this->assertSame( array( 0, 'uik' ), array( $failed, implode( '', $lines ) ) );
	}

	/** @dataProvider wrong_values */
	public function test_wrong_value_counts_as_not_set( string $name, string $value ) {
		$settings = new Settings( array( $name => $value ) );
		$this->assertFalse( $settings->are_complete() );
	}

	public static function wrong_values(): array {
		return array(
			array( 'gateway_url', 'http://members.example.com' ),
			array( 'gateway_url', 'https://members.example.com/path' ),
			array( 'gateway_url', 'https://members.example.com/?x' ),
			array( 'gateway_url', 'https://members.example.com#x' ),
			array( 'gateway_url', 'https://u:p@members.example.com' ),
			array( 'gateway_url', 'members.example.com' ),
			array( 'site_id', '' ),
			array( 'site_id', 'Demo' ),
			array( 'site_id', 'a/b' ),
			array( 'site_id', "demo\n" ),
			array( 'site_id', str_repeat( 'a', 33 ) ),
			array( 'site_key', '' ),
			array( 'site_key', base64_encode( str_repeat( 'x', 31 ) ) ),
			array( 'site_key', base64_encode( str_repeat( 'x', 33 ) ) ),
			array( 'site_key', 'not base64 ***' ),
		);
	}

	public function test_site_id_longest_is_accepted() {
		$this->assertTrue( Settings::is_site_id( str_repeat( 'a', 32 ) ) );
	}

	public function test_form_good_values_are_normalised() {
		$form = new Settings_Form( new Settings( array() ) );
		$this->assertSame(
			array( 'version' => 1, 'gateway_url' => 'https://members.example.com', 'site_id' => 'my-site', 'login_page' => 12, 'role_products' => array(), 'gateway_only' => false ),
			$form->sanitize( array( 'gateway_url' => ' HTTPS://Members.example.com:443/ ', 'site_id' => ' my-site ', 'login_page' => '12', 'more' => 'x' ) )
		);
	}

	public function test_form_checked_values_stay_as_they_are() {
		$form  = new Settings_Form( new Settings( array() ) );
		$value = $form->sanitize( array( 'gateway_url' => 'https://members.example.com', 'site_id' => 'x', 'login_page' => 3 ) );
		$this->assertSame( $value, $form->sanitize( $value ) );
	}

	public function test_form_wrong_values_keep_the_old_and_are_named() {
		$form = new Settings_Form( new Settings( array() ) );
		$kept = $form->sanitize( array( 'gateway_url' => 'http://members.example.com', 'site_id' => 'NO', 'login_page' => '-3' ) );
		$this->assertSame( Gateway_Double::URL, $kept['gateway_url'] );
		$this->assertSame( 'demo', $kept['site_id'] );
		$this->assertSame( array( 'gateway_url', 'site_id' ), array_column( get_settings_errors( Settings::OPTION ), 'code' ) );
		$GLOBALS['wp_settings_errors'] = array();
	}

	public function test_form_empty_values_clear() {
		$form    = new Settings_Form( new Settings( array() ) );
		$cleared = $form->sanitize( array( 'gateway_url' => '', 'site_id' => '' ) );
		$this->assertSame( array( '', '' ), array( $cleared['gateway_url'], $cleared['site_id'] ) );
	}

	public function test_form_fields_fixed_by_constants_keep_what_is_stored() {
		$form = new Settings_Form( new Settings( array( 'gateway_url' => 'https://members.example.com', 'site_id' => 'fixed' ) ) );
		$kept = $form->sanitize( array( 'login_page' => '5' ) );
		$this->assertSame( array( 'version' => 1, 'gateway_url' => Gateway_Double::URL, 'site_id' => 'demo', 'login_page' => 5, 'role_products' => array(), 'gateway_only' => false ), $kept );
	}

	public function test_form_saved_settings_drop_the_kept_card_list() {
		set_transient( 'cloakroom_cards', array( 'cards' => array() ), 60 );
		( new Settings_Form( new Settings( array() ) ) )->sanitize( array() );
		$this->assertFalse( get_transient( 'cloakroom_cards' ) );
	}

	public function test_key_option_is_not_autoloaded() {
		global $wpdb;
		$this->assertContains( $wpdb->get_var( "SELECT autoload FROM $wpdb->options WHERE option_name = 'cloakroom_site_key'" ), array( 'no', 'off' ) );
		wp_cache_flush();
		$this->assertArrayNotHasKey( 'cloakroom_site_key', wp_load_alloptions() );
	}

	public function test_migration_settings_of_a_script_are_brought_into_form() {
		$page = wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Login', 'post_name' => 'login-here' ) );
		update_option( Settings::OPTION, array( 'gateway_url' => 'HTTPS://Members.example.com/', 'site_id' => ' demo ', 'login_page' => '/login-here/' ) );
		( new Settings_Migration() )->run();
		$this->assertSame(
			array( 'gateway_url' => 'https://members.example.com', 'site_id' => 'demo', 'login_page' => $page, 'version' => 1 ),
			get_option( Settings::OPTION )
		);
	}

	public function test_migration_current_and_newer_settings_are_left_alone() {
		foreach ( array( 1, 99 ) as $version ) {
			$stored = array( 'version' => $version, 'gateway_url' => 'HTTPS://X.test/', 'future' => true );
			update_option( Settings::OPTION, $stored );
			( new Settings_Migration() )->run();
			$this->assertSame( $stored, get_option( Settings::OPTION ) );
		}
	}

	public function test_migration_no_settings_writes_none() {
		delete_option( Settings::OPTION );
		( new Settings_Migration() )->run();
		$this->assertFalse( get_option( Settings::OPTION ) );
	}
}
