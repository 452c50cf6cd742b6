<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Login_Page;
use Cloakroom\Settings;

final class Login_Page_Test extends Plugin_Test_Case {

	public function test_path_no_page_chosen_is_wordpress_own() {
		$this->assertSame( '/wp-login.php?message=session_expired&redirect_to=%2Fx%2F%3Fa%3D1', $this->page()->path( 'session_expired', '/x/?a=1' ) );
		$this->assertSame( '/wp-login.php?message=signed_out', $this->page()->path( 'signed_out' ) );
	}

	public function test_path_page_that_is_published_is_used_and_a_draft_is_not() {
		$id = wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Come in', 'post_name' => 'come-in' ) );
		$this->set_up_plugin( array( 'login_page' => $id ) );
		$this->assertSame( '/come-in/?message=unavailable', $this->page()->path( 'unavailable' ) );
		wp_update_post( array( 'ID' => $id, 'post_status' => 'draft' ) );
		$this->assertSame( '/wp-login.php?message=unavailable', $this->page()->path( 'unavailable' ) );
		wp_delete_post( $id, true );
		$this->assertSame( '/wp-login.php?message=unavailable', $this->page()->path( 'unavailable' ) );
	}

	public function test_path_return_address_too_long_is_left_out() {
		$this->assertSame( '/wp-login.php?message=unavailable', $this->page()->path( 'unavailable', '/' . str_repeat( 'a', 1000 ) ) );
	}

	/** @dataProvider messages */
	public function test_wordpress_form_shows_message_and_button( string $message, string $sentence ) {
		$this->visit( "/wp-login.php?message=$message&redirect_to=%2Fprofile%2F%3Fa%3D1" );
		$html = apply_filters( 'login_message', '' );
		$this->assertStringContainsString( '<div class="message notice notice-info" role="status"><p>' . $sentence . '</p></div>', $html );
		$this->assertStringContainsString( '>Sign in with Alder House</a>', $html );
		$this->assertStringContainsString( 'href="' . $this->home() . '/wp-login.php?action=cloakroom_sign_in&#038;redirect_to=%2Fprofile%2F%3Fa%3D1"', $html );
	}

	/** @dataProvider messages */
	public function test_shortcode_shows_message_and_button( string $message, string $sentence ) {
		$this->visit( "/login/?message=$message&redirect_to=%2Fprofile%2F%3Fa%3D1" );
		$html = do_shortcode( '[cloakroom_sign_in]' );
		$this->assertStringContainsString( '<p class="cloakroom-sign-in__message" role="status">' . $sentence . '</p>', $html );
		$this->assertStringContainsString( 'href="' . $this->home() . '/wp-login.php?action=cloakroom_sign_in&#038;redirect_to=%2Fprofile%2F%3Fa%3D1"', $html );
		$this->assertStringContainsString( '>Sign in</a>', $html );
	}

	public static function messages(): array {
		return array(
			array( 'session_expired', 'Your session has ended. Sign in again and you will be back where you were.' ),
			array( 'sign_in_failed', 'Signing in did not work. Please try again.' ),
			array( 'unavailable', 'Signing in is not possible at this time. Please try again in a few minutes.' ),
			array( 'wordpress_account', 'This account looks after the website. It signs in to WordPress directly, with its WordPress password.' ),
			array( 'signed_out', 'You are signed out.' ),
		);
	}

	/** @dataProvider unknown_messages */
	public function test_message_that_is_not_ours_is_never_shown( string $query ) {
		$this->visit( '/login/?' . $query );
		$this->assertSame( '', Login_Page::message() );
		$this->assertStringNotContainsString( 'role="status"', apply_filters( 'login_message', '' ) );
		$this->assertStringNotContainsString( 'role="status"', do_shortcode( '[cloakroom_sign_in]' ) );
	}

	public static function unknown_messages(): array {
		return array( array( '' ), array( 'message=' ), array( 'message=Call+this+number' ), array( 'message[]=session_expired' ), array( 'message=%3Cscript%3E' ) );
	}

	/** @dataProvider foreign_returns */
	public function test_button_foreign_return_address_becomes_home( string $return ) {
		$this->visit( '/login/?redirect_to=' . rawurlencode( $return ) );
		$this->assertStringContainsString( 'redirect_to=%2F"', do_shortcode( '[cloakroom_sign_in]' ) );
		$this->assertStringContainsString( 'redirect_to=%2F"', apply_filters( 'login_message', '' ) );
	}

	public static function foreign_returns(): array {
		return array( array( 'https://evil.test/' ), array( '//evil.test' ), array( '/\\evil.test' ), array( 'javascript:alert(1)' ), array( '"><script>' ), array( '/wp-login.php' ) );
	}

	public function test_wordpress_form_other_pages_of_wp_login_stay_as_they_are() {
		$GLOBALS['action'] = 'lostpassword';
		$this->assertSame( '<p>before</p>', apply_filters( 'login_message', '<p>before</p>' ) );
	}

	public function test_wordpress_form_not_set_up_shows_no_button() {
		delete_option( Settings::KEY_OPTION );
		$this->assertSame( '', apply_filters( 'login_message', '' ) );
	}

	public function test_shortcode_not_set_up_says_unavailable() {
		delete_option( Settings::KEY_OPTION );
		$html = do_shortcode( '[cloakroom_sign_in]' );
		$this->assertStringContainsString( 'Signing in is not possible at this time.', $html );
		$this->assertStringNotContainsString( '<a ', $html );
	}

	public function test_shortcode_attributes_are_used_and_escaped() {
		$html = do_shortcode( '[cloakroom_sign_in redirect_to="/my/" label="Come <b>in</b> & see"]' );
		$this->assertStringContainsString( 'redirect_to=%2Fmy%2F"', $html );
		$this->assertStringContainsString( '>Come &lt;b&gt;in&lt;/b&gt; &amp; see</a>', $html );
	}

	public function test_shortcode_address_wins_over_attribute() {
		$this->visit( '/login/?redirect_to=%2Fasked%2F' );
		$this->assertStringContainsString( 'redirect_to=%2Fasked%2F"', do_shortcode( '[cloakroom_sign_in redirect_to="/my/"]' ) );
	}

	public function test_shortcode_signed_in_offers_to_go_on_or_sign_out() {
		$this->sign_in( array( 'display_name' => 'Ada & Co' ) );
		$this->visit( '/login/?message=sign_in_failed&redirect_to=%2Fprofile%2F' );
		$html = do_shortcode( '[cloakroom_sign_in]' );
		$this->assertStringContainsString( 'You are signed in as Ada &amp; Co.', $html );
		$this->assertStringContainsString( 'href="/profile/"', $html );
		$this->assertStringContainsString( 'action=logout', $html );
		$this->assertStringNotContainsString( 'did not work', $html );
	}

	private function page(): Login_Page {
		return new Login_Page( new Settings( array() ) );
	}
}
