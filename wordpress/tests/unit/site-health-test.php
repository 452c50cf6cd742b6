<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Settings;
use Cloakroom\Site_Health;

final class Site_Health_Test extends Plugin_Test_Case {

	public function test_tests_are_registered_and_all_good() {
		$tests = apply_filters( 'site_status_tests', array( 'direct' => array(), 'async' => array() ) );
		$ours  = array_filter( $tests['direct'], static function ( $name ) {
			return 0 === strpos( $name, 'cloakroom_' );
		}, ARRAY_FILTER_USE_KEY );
		$this->assertSame( array( 'cloakroom_gateway', 'cloakroom_site_key', 'cloakroom_no_tokens' ), array_keys( $ours ) );
		foreach ( $ours as $name => $test ) {
			$result = call_user_func( $test['test'] );
			$this->assertSame( array( $name, 'good' ), array( $result['test'], $result['status'] ) );
			$this->assertSame( array( 'test', 'status', 'label', 'badge', 'description', 'actions' ), array_keys( $result ) );
		}
	}

	public function test_gateway_down_is_critical() {
		$this->gateway->fault = Gateway_Double::unreachable();
		$this->assertSame( 'critical', $this->health()->test_gateway()['status'] );
	}

	public function test_gateway_that_is_none_is_critical() {
		$this->gateway->fault = Gateway_Double::says( 200, '<html>', 'text/html' );
		$this->assertSame( 'critical', $this->health()->test_gateway()['status'] );
	}

	public function test_key_missing_is_critical() {
		delete_option( Settings::KEY_OPTION );
		$this->assertSame( 'critical', $this->health()->test_site_key()['status'] );
	}

	/** @dataProvider token_like */
	public function test_tokens_something_like_one_in_our_rows_is_critical( callable $write, string $name ) {
		$write();
		$result = $this->health()->test_no_tokens();
		$this->assertSame( 'critical', $result['status'] );
		$this->assertStringContainsString( $name, $result['description'] );
		$this->assertStringNotContainsString( 'eyJ', $result['description'] );
	}

	public static function token_like(): array {
		$jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl';
		return array(
			'option'    => array( static function () use ( $jwt ) {
				update_option( 'cloakroom_notes', array( 'x' => $jwt ) );
			}, 'cloakroom_notes' ),
			'transient' => array( static function () {
				set_transient( 'cloakroom_answer', array( 'access_token' => 'opaque' ) );
			}, '_transient_cloakroom_answer' ),
			'user meta' => array( static function () use ( $jwt ) {
				update_user_meta( 1, 'cloakroom_last', $jwt );
			}, 'cloakroom_last' ),
		);
	}

	public function test_tokens_other_plugins_rows_are_not_ours_to_judge() {
		update_option( 'another_plugin', 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl' );
		$this->assertSame( 'good', $this->health()->test_no_tokens()['status'] );
	}

	public function test_debug_information_tells_the_public_half_and_no_secret() {
		$text = json_encode( apply_filters( 'debug_information', array() )['cloakroom'], JSON_UNESCAPED_SLASHES );
		$this->assertStringContainsString( $this->key->public_half(), $text );
		$this->assertStringContainsString( Gateway_Double::URL, $text );
		$this->assertStringNotContainsString( $this->key->secret_half(), $text );
	}

	public function test_debug_information_names_what_wp_config_fixes() {
		$health = new Site_Health( $settings = new Settings( array( 'site_key' => $this->key->secret_half() ) ), new \Cloakroom\Gateway( $settings ) );
		$fields = $health->add_debug_information( array() )['cloakroom']['fields'];
		$this->assertSame( 'site_key', $fields['fixed']['value'] );
		$this->assertStringNotContainsString( $this->key->secret_half(), json_encode( $fields, JSON_UNESCAPED_SLASHES ) );
	}

	public function test_privacy_text_is_suggested() {
		$ours = $this->own_callbacks( 'admin_init' );
		remove_all_actions( 'admin_init' );
		foreach ( $ours as $callback ) {
			add_action( 'admin_init', $callback );
		}
		set_current_screen( 'dashboard' );
		do_action( 'admin_init' );
		$texts = implode( '', array_column( \WP_Privacy_Policy_Content::get_suggested_policy_text(), 'policy_text' ) );
		$this->assertStringContainsString( 'A cookie named cloakroom_bind', $texts );
		unset( $GLOBALS['current_screen'] );
	}

	private function health(): Site_Health {
		$settings = new Settings( array() );
		return new Site_Health( $settings, new \Cloakroom\Gateway( $settings ) );
	}
}
