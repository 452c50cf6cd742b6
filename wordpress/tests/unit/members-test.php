<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Claims;
use Cloakroom\Lock;
use Cloakroom\Members;

final class Members_Test extends Plugin_Test_Case {

	public function test_create_email_of_another_user_is_left_out_and_nobody_is_linked() {
		$owner = wp_insert_user( array( 'user_login' => 'dana', 'user_pass' => 'x', 'user_email' => 'dana@example.test' ) );
		$user  = $this->sign_in( array( 'email' => 'dana@example.test' ) );
		$this->assertNotSame( $owner, $user->ID );
		$this->assertSame( '', $user->user_email );
		$this->assertSame( '', get_user_meta( $owner, 'cloakroom_sub', true ) );
	}

	public function test_create_email_in_another_case_counts_as_the_same() {
		wp_insert_user( array( 'user_login' => 'dana', 'user_pass' => 'x', 'user_email' => 'dana@example.test' ) );
		$this->assertSame( '', $this->sign_in( array( 'email' => 'DANA@Example.Test' ) )->user_email );
	}

	/** @dataProvider useless_emails */
	public function test_create_email_that_is_missing_or_none_is_left_out( $email ) {
		$this->assertSame( '', Claims::parse( $this->claims( array( 'email' => $email ) ) )->email );
		$this->assertSame( '', $this->sign_in( array( 'email' => $email ) )->user_email );
	}

	public static function useless_emails(): array {
		return array( array( null ), array( '' ), array( 'no address' ), array( array( 'a@example.test' ) ), array( str_repeat( 'a', 90 ) . '@example.test' ) );
	}

	public function test_create_two_members_without_email_are_two_users() {
		$first = $this->sign_in( array( 'email' => null ) )->ID;
		wp_logout();
		$this->assertNotSame( $first, $this->sign_in( array( 'sub' => 'other', 'email' => null, 'session_ref' => 'r2' ) )->ID );
	}

	public function test_create_name_is_kept_as_written_and_cleaned_of_markup() {
		$this->assertSame( "O'Neil \\ Ada", $this->sign_in( array( 'display_name' => "<b>O'Neil</b> \\ Ada<script>x</script>" ) )->display_name );
	}

	public function test_create_without_name_shows_the_login_name() {
		$user = $this->sign_in( array( 'display_name' => null ) );
		$this->assertSame( $user->user_login, $user->display_name );
	}

	public function test_create_password_is_known_to_nobody_and_no_mail_is_sent() {
		$mails = 0;
		add_filter( 'pre_wp_mail', static function () use ( &$mails ) {
			$mails++;
			return true;
		} );
		$user = $this->sign_in();
		$this->assertSame( 0, $mails );
		$this->assertFalse( wp_check_password( '', $user->user_pass, $user->ID ) );
	}

	public function test_create_login_name_that_somebody_took_is_refused() {
		$sub = $this->claims()['sub'];
		wp_insert_user( array( 'user_login' => Members::login_name( $sub ), 'user_pass' => 'x', 'user_email' => 'squatter@example.test' ) );
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->assertStringContainsString( 'message=sign_in_failed', $this->visit_redirected( "/?cloakroom_ticket=$ticket" ) );
		$this->assertCount( 0, get_users( array( 'meta_key' => 'cloakroom_sub' ) ) );
	}

	public function test_find_sub_in_another_case_is_another_member() {
		$upper = $this->sign_in( array( 'sub' => 'ABC' ) )->ID;
		$this->assertNull( ( new Members() )->find( 'abc' ) );
		$this->assertSame( $upper, ( new Members() )->find( 'ABC' )->ID );
	}

	public function test_find_user_with_another_login_name_is_found_by_the_link() {
		$id = wp_insert_user( array( 'user_login' => 'imported', 'user_pass' => 'x' ) );
		update_user_meta( $id, 'cloakroom_sub', 'sub-7' );
		$this->assertSame( $id, $this->sign_in( array( 'sub' => 'sub-7' ) )->ID );
	}

	public function test_find_two_users_with_one_link_is_refused() {
		foreach ( array( 'one', 'two' ) as $name ) {
			update_user_meta( wp_insert_user( array( 'user_login' => $name, 'user_pass' => 'x' ) ), 'cloakroom_sub', 'sub-7' );
		}
		$this->assertTrue( is_wp_error( ( new Members() )->find( 'sub-7' ) ) );
		$ticket = $this->gateway->issue( $this->bind(), $this->claims( array( 'sub' => 'sub-7' ) ) );
		$this->assertStringContainsString( 'message=sign_in_failed', $this->visit_redirected( "/?cloakroom_ticket=$ticket" ) );
	}

	public function test_sign_in_again_follows_a_changed_email_without_a_letter() {
		$mails = 0;
		add_filter( 'pre_wp_mail', static function () use ( &$mails ) {
			$mails++;
			return true;
		} );
		$this->sign_in();
		wp_logout();
		$user = $this->sign_in( array( 'email' => 'countess@example.test', 'session_ref' => 'r2' ) );
		$this->assertSame( array( 'countess@example.test', 0 ), array( $user->user_email, $mails ) );
	}

	public function test_sign_in_again_does_not_take_over_an_email_of_somebody_else() {
		$this->sign_in();
		wp_logout();
		wp_insert_user( array( 'user_login' => 'dana', 'user_pass' => 'x', 'user_email' => 'dana@example.test' ) );
		$this->assertSame( 'ada@example.test', $this->sign_in( array( 'email' => 'dana@example.test', 'session_ref' => 'r2' ) )->user_email );
	}

	public function test_sign_in_again_without_verified_email_keeps_the_stored_one() {
		$this->sign_in();
		wp_logout();
		$this->assertSame( 'ada@example.test', $this->sign_in( array( 'email' => null, 'session_ref' => 'r2' ) )->user_email );
	}

	/** @dataProvider roles */
	public function test_privilege_role_decides( string $role, bool $is_privileged ) {
		$id = wp_insert_user( array( 'user_login' => 'somebody', 'user_pass' => 'x', 'role' => $role ) );
		update_user_meta( $id, 'cloakroom_sub', 'sub-7' );
		$found = ( new Members() )->find_or_create( Claims::parse( $this->claims( array( 'sub' => 'sub-7' ) ) ) );
		$this->assertSame( $is_privileged, is_wp_error( $found ) && 'privileged' === $found->get_error_code() );
	}

	public static function roles(): array {
		return array( array( 'subscriber', false ), array( '', false ), array( 'contributor', true ), array( 'author', true ), array( 'editor', true ), array( 'administrator', true ) );
	}

	public function test_privilege_list_of_capabilities_is_filtered() {
		add_filter( 'cloakroom_privileged_capabilities', static function ( $capabilities, $user ) {
			return $user instanceof \WP_User ? array( 'read' ) : $capabilities;
		}, 10, 2 );
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->assertStringContainsString( 'message=wordpress_account', $this->visit_redirected( "/?cloakroom_ticket=$ticket" ) );
	}

	public function test_lock_taken_by_another_request_is_waited_for_and_then_given_up() {
		$lock = new Lock( Members::login_name( $this->claims()['sub'] ) );
		$this->assertTrue( $lock->take() );
		$this->assertFalse( ( new Lock( Members::login_name( $this->claims()['sub'] ) ) )->take() );
		$found = ( new Members( 2 ) )->find_or_create( Claims::parse( $this->claims() ) );
		$this->assertSame( 'busy', $found->get_error_code() );
		$lock->release();
		$this->assertInstanceOf( \WP_User::class, ( new Members() )->find_or_create( Claims::parse( $this->claims() ) ) );
	}

	public function test_lock_is_given_back_after_a_user_was_made() {
		global $wpdb;
		$this->sign_in();
		$this->assertSame( '0', $wpdb->get_var( "SELECT COUNT(*) FROM $wpdb->options WHERE option_name LIKE 'cloakroom_lock_%'" ) );
	}

	/** @dataProvider ages */
	public function test_lock_of_a_request_that_died_is_taken_over( int $age, bool $expected ) {
		global $wpdb;
		$wpdb->insert( $wpdb->options, array( 'option_name' => Lock::PREFIX . 'x', 'option_value' => (string) ( time() - $age ), 'autoload' => 'no' ) );
		$this->assertSame( $expected, ( new Lock( 'x' ) )->take() );
	}

	public static function ages(): array {
		return array( 'just now' => array( 0, false ), 'within' => array( 28, false ), 'beyond' => array( 32, true ) );
	}
}
