<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Bind_Secret;
use Cloakroom\Sent_Headers;
use Cloakroom\Settings;

final class Sign_In_Test extends Plugin_Test_Case {

	public function test_begin_goes_to_the_gateway_with_site_return_and_bind_hash() {
		$location = $this->visit_login_action( 'cloakroom_sign_in', array( 'redirect_to' => '/profile/?tab=1' ) );
		$this->assertStringStartsWith( Gateway_Double::URL . '/session/sign-in?', $location );
		$query  = self::query_of( $location );
		$secret = Sent_Headers::$cookies[ Bind_Secret::COOKIE ]['value'];
		$hash   = rtrim( strtr( base64_encode( hash( 'sha256', $secret, true ) ), '+/', '-_' ), '=' );
		$this->assertSame( array( 'site' => 'demo', 'return' => '/profile/?tab=1', 'bind' => $hash ), $query );
		$this->assertSame( 43, strlen( $query['bind'] ) );
	}

	public function test_begin_cookie_is_httponly_lax_and_lives_ten_minutes() {
		$this->visit_login_action( 'cloakroom_sign_in' );
		$cookie = Sent_Headers::$cookies['cloakroom_bind'];
		$this->assertMatchesRegularExpression( '/\A[A-Za-z0-9_-]{43}\z/', $cookie['value'] );
		$this->assertEqualsWithDelta( time() + 600, $cookie['expires'], 5 );
		unset( $cookie['value'], $cookie['expires'] );
		$this->assertSame( array( 'path' => '/', 'secure' => false, 'httponly' => true, 'samesite' => 'Lax' ), $cookie );
	}

	public function test_begin_over_https_cookie_is_secure() {
		$_SERVER['HTTPS'] = 'on';
		$this->visit_login_action( 'cloakroom_sign_in' );
		unset( $_SERVER['HTTPS'] );
		$this->assertTrue( Sent_Headers::$cookies['cloakroom_bind']['secure'] );
	}

	public function test_begin_well_formed_secret_is_used_again() {
		$hash                         = $this->bind();
		$secret                       = $_COOKIE['cloakroom_bind'];
		$query                        = self::query_of( $this->visit_login_action( 'cloakroom_sign_in' ) );
		$this->assertSame( $hash, $query['bind'] );
		$this->assertSame( $secret, Sent_Headers::$cookies['cloakroom_bind']['value'] );
	}

	/** @dataProvider malformed_secrets */
	public function test_begin_malformed_secret_is_replaced( $planted ) {
		$_COOKIE['cloakroom_bind'] = $planted;
		$this->visit_login_action( 'cloakroom_sign_in' );
		$this->assertNotSame( $planted, Sent_Headers::$cookies['cloakroom_bind']['value'] );
		$this->assertMatchesRegularExpression( '/\A[A-Za-z0-9_-]{43}\z/', Sent_Headers::$cookies['cloakroom_bind']['value'] );
	}

	public static function malformed_secrets(): array {
		return array( array( '' ), array( 'short' ), array( str_repeat( 'a', 42 ) ), array( str_repeat( 'a', 44 ) ), array( str_repeat( 'a', 42 ) . '=' ), array( str_repeat( 'a', 42 ) . "\n" ), array( array( str_repeat( 'a', 43 ) ) ) );
	}

	/** @dataProvider foreign_returns */
	public function test_begin_foreign_return_address_becomes_home( string $return ) {
		$this->assertSame( '/', self::query_of( $this->visit_login_action( 'cloakroom_sign_in', array( 'redirect_to' => $return ) ) )['return'] );
	}

	public static function foreign_returns(): array {
		return array( array( 'https://evil.test/' ), array( '//evil.test' ), array( '/\\evil.test' ), array( 'javascript:alert(1)' ), array( '/wp-login.php?action=cloakroom_sign_in' ), array( '' ) );
	}

	public function test_begin_own_absolute_address_becomes_its_path() {
		$location = $this->visit_login_action( 'cloakroom_sign_in', array( 'redirect_to' => $this->home() . '/wp-admin/profile.php?x=1' ) );
		$this->assertSame( '/wp-admin/profile.php?x=1', self::query_of( $location )['return'] );
	}

	public function test_begin_return_as_list_becomes_home() {
		$this->assertSame( '/', self::query_of( $this->visit_login_action( 'cloakroom_sign_in', array( 'redirect_to' => array( '/x' ) ) ) )['return'] );
	}

	public function test_begin_login_hint_is_passed_on() {
		$location = $this->visit_login_action( 'cloakroom_sign_in', array( 'login_hint' => 'ada+b@example.test' ) );
		$this->assertSame( 'ada+b@example.test', self::query_of( $location )['login_hint'] );
	}

	/** @dataProvider wrong_hints */
	public function test_begin_login_hint_that_is_no_address_is_dropped( $hint ) {
		$this->assertArrayNotHasKey( 'login_hint', self::query_of( $this->visit_login_action( 'cloakroom_sign_in', array( 'login_hint' => $hint ) ) ) );
	}

	public static function wrong_hints(): array {
		return array( array( 'ada' ), array( 'ada@example.test&site=other@x.test' ), array( str_repeat( 'a', 250 ) . '@example.test' ), array( array( 'ada@example.test' ) ) );
	}

	public function test_begin_hint_cannot_add_parameters() {
		$location = $this->visit_login_action( 'cloakroom_sign_in', array( 'redirect_to' => '/x?a=1&site=evil&bind=evil' ) );
		$query    = self::query_of( $location );
		$this->assertSame( array( 'demo', '/x?a=1&site=evil&bind=evil' ), array( $query['site'], $query['return'] ) );
	}

	public function test_begin_answer_is_kept_by_nobody() {
		$this->visit_login_action( 'cloakroom_sign_in' );
		$this->assertTrue( $this->sent( 'Cache-Control: no-store, private' ) );
		$this->assertTrue( $this->sent( 'Referrer-Policy: no-referrer' ) );
	}

	public function test_begin_not_set_up_says_unavailable() {
		delete_option( Settings::KEY_OPTION );
		$location = $this->visit_login_action( 'cloakroom_sign_in', array( 'redirect_to' => '/profile/' ) );
		$this->assertSame( $this->home() . '/wp-login.php?message=unavailable&redirect_to=%2Fprofile%2F', $location );
		$this->assertSame( array(), Sent_Headers::$cookies );
	}

	public function test_begin_calls_the_gateway_not_at_all() {
		$this->visit_login_action( 'cloakroom_sign_in' );
		$this->assertSame( array(), $this->gateway->calls );
	}
}
