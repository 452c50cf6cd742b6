<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

final class Member_Account_Test extends Plugin_Test_Case {

	public function test_password_member_is_refused_in_the_form() {
		$user = $this->member();
		$this->assertSame( 'cloakroom_member', wp_authenticate( $user->user_login, 'secret' )->get_error_code() );
		$this->assertSame( 'cloakroom_member', wp_authenticate( $user->user_email, 'secret' )->get_error_code() );
	}

	public function test_password_wrong_one_tells_nothing_new() {
		$this->assertSame( 'incorrect_password', wp_authenticate( $this->member()->user_login, 'wrong' )->get_error_code() );
	}

	public function test_password_others_sign_in_as_always() {
		$id = wp_insert_user( array( 'user_login' => 'plain', 'user_pass' => 'secret', 'role' => 'subscriber' ) );
		$this->assertSame( $id, wp_authenticate( 'plain', 'secret' )->ID );
	}

	public function test_password_once_the_site_says_so_nobody_without_power_has_one() {
		$this->set_up_plugin( array( 'gateway_only' => true ) );
		$id = wp_insert_user( array( 'user_login' => 'plain', 'user_pass' => 'secret', 'role' => 'subscriber' ) );
		$this->assertSame( 'cloakroom_member', wp_authenticate( 'plain', 'secret' )->get_error_code() );
		$this->assertTrue( is_wp_error( apply_filters( 'allow_password_reset', true, $id ) ) );
		get_userdata( $id )->set_role( 'editor' );
		$this->assertSame( $id, wp_authenticate( 'plain', 'secret' )->ID );
	}

	public function test_password_what_others_let_in_late_is_refused_too() {
		$user = $this->member();
		add_filter( 'authenticate', static function () use ( $user ) {
			return $user;
		}, 999 );
		$this->assertSame( 'cloakroom_member', wp_authenticate( $user->user_login, 'wrong' )->get_error_code() );
	}

	public function test_password_member_with_power_signs_in_directly() {
		$user = $this->member();
		$user->set_role( 'editor' );
		$this->assertSame( $user->ID, wp_authenticate( $user->user_login, 'secret' )->ID );
		$this->assertTrue( apply_filters( 'allow_password_reset', true, $user->ID ) );
	}

	public function test_cookie_member_on_the_sign_in_page_gets_no_second_session() {
		$user = $this->sign_in();
		$here = new \WP_User( $user->ID );
		add_filter( 'authenticate', static function () use ( $here ) {
			return $here;
		}, 30 );
		$found = wp_signon( array( 'user_login' => '', 'user_password' => '' ) );
		$this->assertSame( array( 'empty_username', 'empty_password' ), $found->get_error_codes() );
		$this->assertCount( 1, \WP_Session_Tokens::get_instance( $user->ID )->get_all() );
	}

	public function test_xmlrpc_member_is_refused() {
		require_once ABSPATH . WPINC . '/class-IXR.php';
		require_once ABSPATH . WPINC . '/class-wp-xmlrpc-server.php';
		$user   = $this->member();
		$server = new \wp_xmlrpc_server();
		$this->assertFalse( $server->login( $user->user_login, 'secret' ) );
		wp_insert_user( array( 'user_login' => 'plain', 'user_pass' => 'secret' ) );
		$server = new \wp_xmlrpc_server();
		$this->assertInstanceOf( \WP_User::class, $server->login( 'plain', 'secret' ) );
	}

	public function test_reset_member_gets_none_and_is_told_where() {
		$user   = $this->member();
		$result = retrieve_password( $user->user_login );
		$this->assertSame( 'no_password_reset', $result->get_error_code() );
		$this->assertStringContainsString( 'not kept in WordPress', $result->get_error_message() );
		$this->assertTrue( is_wp_error( get_password_reset_key( $user ) ) );
	}

	public function test_reset_others_get_one() {
		$id = wp_insert_user( array( 'user_login' => 'plain', 'user_pass' => 'secret' ) );
		$this->assertIsString( get_password_reset_key( get_userdata( $id ) ) );
	}

	public function test_application_passwords_member_has_none() {
		add_filter( 'wp_is_application_passwords_available', '__return_true' );
		$this->assertFalse( wp_is_application_passwords_available_for_user( $this->member() ) );
		$this->assertTrue( wp_is_application_passwords_available_for_user( $this->sign_in_directly( 'subscriber' ) ) );
	}

	public function test_application_password_made_before_is_refused() {
		add_filter( 'wp_is_application_passwords_available', '__return_true' );
		add_filter( 'application_password_is_api_request', '__return_true' );
		$id    = wp_insert_user( array( 'user_login' => 'plain', 'user_pass' => 'secret' ) );
		$made  = \WP_Application_Passwords::create_new_application_password( $id, array( 'name' => 'x' ) );
		$this->assertSame( $id, wp_authenticate_application_password( null, 'plain', $made[0] )->ID );
		update_user_meta( $id, 'cloakroom_sub', 'sub-7' );
		$this->assertTrue( is_wp_error( wp_authenticate_application_password( null, 'plain', $made[0] ) ) );
	}

	public function test_profile_member_sees_where_her_account_lives_and_no_password_fields() {
		$user = $this->member();
		$this->assertFalse( apply_filters( 'show_password_fields', true, $user ) );
		ob_start();
		do_action( 'show_user_profile', $user );
		$this->assertStringContainsString( 'kept by the membership’s sign-in service and not in WordPress', ob_get_clean() );
	}

	public function test_profile_others_see_nothing_new() {
		$user = $this->sign_in_directly( 'editor' );
		$this->assertTrue( apply_filters( 'show_password_fields', true, $user ) );
		ob_start();
		do_action( 'show_user_profile', $user );
		$this->assertStringNotContainsString( 'Member account', ob_get_clean() );
	}

	public function test_profile_member_keeps_her_email_and_no_letter_goes_to_another() {
		$mails = array();
		add_filter( 'pre_wp_mail', static function ( $nothing, $mail ) use ( &$mails ) {
			$mails[] = $mail['to'];
			return true;
		}, 10, 2 );
		$user = $this->member();
		wp_set_current_user( $user->ID );
		$_POST = array( 'email' => 'elsewhere@example.test', 'user_id' => $user->ID );
		do_action( 'personal_options_update', $user->ID );
		$this->assertSame( 'member@example.test', $_POST['email'] );
		$this->assertSame( array(), $mails );
	}

	public function test_profile_member_without_email_can_save() {
		$id = wp_insert_user( array( 'user_login' => 'm-0123456789ab', 'user_pass' => 'secret', 'role' => 'subscriber' ) );
		wp_set_current_user( $id );
		$_POST = array( 'nickname' => 'Dana', 'display_name' => 'Dana', 'email' => '', 'user_id' => $id );
		$this->assertContains( 'empty_email', edit_user( $id )->get_error_codes() );
		update_user_meta( $id, 'cloakroom_sub', 'sub-of-dana' );
		$this->assertSame( $id, edit_user( $id ) );
	}

	public function test_profile_others_may_change_their_email() {
		$user  = $this->sign_in_directly( 'subscriber' );
		remove_all_filters( 'personal_options_update', 10 );
		$_POST = array( 'email' => 'new@example.test' );
		do_action( 'personal_options_update', $user->ID );
		$this->assertSame( 'new@example.test', $_POST['email'] );
	}

	private function member(): \WP_User {
		$id = wp_insert_user( array( 'user_login' => 'm-0123456789ab', 'user_pass' => 'secret', 'user_email' => 'member@example.test', 'role' => 'subscriber' ) );
		update_user_meta( $id, 'cloakroom_sub', 'sub-of-member' );
		return get_userdata( $id );
	}
}
