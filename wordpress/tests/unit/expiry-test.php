<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

final class Expiry_Test extends Plugin_Test_Case {

	public function test_expired_ticket_session_ends_and_the_login_page_says_so() {
		$user     = $this->sign_in();
		$location = $this->expire( wp_create_nonce( 'cloakroom_expired' ), '/profile/?tab=2' );
		$this->assertSame( $this->home() . '/wp-login.php?message=session_expired&redirect_to=%2Fprofile%2F%3Ftab%3D2', $location );
		$this->visit( '/profile/' );
		$this->assertFalse( is_user_logged_in() );
		$this->assertCount( 0, \WP_Session_Tokens::get_instance( $user->ID )->get_all() );
		$this->assertSame( array( 'ref-ada-1' ), $this->gateway->ended );
	}

	public function test_expired_other_sessions_of_the_member_stay() {
		$user = $this->sign_in();
		\WP_Session_Tokens::get_instance( $user->ID )->create( time() + 100 );
		$this->expire( wp_create_nonce( 'cloakroom_expired' ) );
		$this->assertCount( 1, \WP_Session_Tokens::get_instance( $user->ID )->get_all() );
	}

	public function test_expired_own_login_page_gets_the_message() {
		$page = wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Login', 'post_name' => 'login' ) );
		$this->set_up_plugin( array( 'login_page' => $page ) );
		$this->sign_in();
		$this->assertSame( $this->home() . '/login/?message=session_expired&redirect_to=%2Fprofile%2F', $this->expire( wp_create_nonce( 'cloakroom_expired' ) ) );
	}

	/** @dataProvider bad_nonces */
	public function test_expired_bad_nonce_ends_nothing_and_gives_a_clean_page( $nonce ) {
		$this->sign_in();
		try {
			$this->expire( $nonce );
			$this->fail( 'not refused' );
		} catch ( Ended $ended ) {
			$this->assertSame( 403, $ended->status );
			$this->assertSame( '/profile/', $ended->arguments['link_url'] );
		}
		$this->assertTrue( $this->sent( 'Cache-Control: no-store, private' ) );
		$this->visit( '/profile/' );
		$this->assertTrue( is_user_logged_in() );
		$this->assertSame( array(), $this->gateway->ended );
	}

	public static function bad_nonces(): array {
		return array( array( '' ), array( 'forged' ), array( array( 'x' ) ), array( null ) );
	}

	public function test_expired_nonce_of_another_session_is_bad() {
		$this->sign_in();
		$nonce = wp_create_nonce( 'cloakroom_expired' );
		wp_logout();
		$this->sign_in( array( 'session_ref' => 'ref-ada-2' ) );
		$this->expectException( Ended::class );
		$this->expire( $nonce );
	}

	public function test_expired_nonce_of_another_action_is_bad() {
		$this->sign_in();
		$this->expectException( Ended::class );
		$this->expire( wp_create_nonce( 'log-out' ) );
	}

	public function test_expired_administrators_own_session_is_never_touched() {
		$admin  = $this->sign_in_directly( 'administrator' );
		$before = get_user_meta( $admin->ID, 'session_tokens', true );
		$this->assertSame( $this->home() . '/profile/', $this->expire( wp_create_nonce( 'cloakroom_expired' ) ) );
		$this->visit( '/' );
		$this->assertSame( $admin->ID, get_current_user_id() );
		$this->assertSame( $before, get_user_meta( $admin->ID, 'session_tokens', true ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_expired_second_tab_that_comes_late_gets_the_message_too() {
		$this->sign_in();
		$nonce = wp_create_nonce( 'cloakroom_expired' );
		$this->expire( $nonce );
		$this->assertSame( $this->home() . '/wp-login.php?message=session_expired&redirect_to=%2Fb%2F', $this->expire( $nonce, '/b/' ) );
		$this->assertSame( array( 'ref-ada-1' ), $this->gateway->ended );
	}

	/** @dataProvider foreign_returns */
	public function test_expired_foreign_return_address_becomes_home( $return ) {
		$this->sign_in();
		$this->assertSame( $this->home() . '/wp-login.php?message=session_expired&redirect_to=%2F', $this->expire( wp_create_nonce( 'cloakroom_expired' ), $return ) );
	}

	public static function foreign_returns(): array {
		return array( array( 'https://evil.test/' ), array( '//evil.test' ), array( '/\\evil.test' ), array( '/wp-login.php?action=cloakroom_expired' ), array( '' ), array( array( '/x' ) ) );
	}

	public function test_expired_gateway_down_ends_the_wordpress_session_all_the_same() {
		$this->sign_in();
		$this->gateway->fault = Gateway_Double::unreachable();
		$this->assertStringContainsString( 'message=session_expired', $this->expire( wp_create_nonce( 'cloakroom_expired' ) ) );
		$this->visit( '/' );
		$this->assertFalse( is_user_logged_in() );
	}

	public function test_story_after_expiry_she_signs_in_and_is_back_where_she_was() {
		$this->sign_in();
		$login    = $this->expire( wp_create_nonce( 'cloakroom_expired' ), '/profile/?tab=2' );
		$gateway  = $this->visit_login_action( 'cloakroom_sign_in', array( 'redirect_to' => self::query_of( $login )['redirect_to'] ) );
		$start    = self::query_of( $gateway );
		$ticket   = $this->gateway->issue( $start['bind'], $this->claims( array( 'session_ref' => 'ref-ada-2' ) ) );
		$this->assertSame( $this->home() . '/profile/?tab=2', $this->visit_redirected( $start['return'] . "&cloakroom_ticket=$ticket" ) );
		$this->visit( '/profile/?tab=2' );
		$this->assertSame( 'ref-ada-2', $this->session_record()['session_ref'] );
	}

	private function expire( $nonce, $return = '/profile/' ): string {
		return $this->visit_login_action( 'cloakroom_expired', array_filter( array( '_wpnonce' => $nonce, 'redirect_to' => $return ), static function ( $value ) {
			return null !== $value;
		} ) );
	}
}
