<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Key_Form;
use Cloakroom\Settings;
use Cloakroom\Site_Key;

final class Site_Key_Test extends Plugin_Test_Case {

	/** RFC 8032, section 7.1, test 2. */
	public function test_sign_known_key_gives_the_known_signature() {
		$key = Site_Key::parse( base64_encode( hex2bin( '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb' ) ) );
		$this->assertSame( base64_encode( hex2bin( '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c' ) ), $key->public_half() );
		$this->assertSame(
			base64_encode( hex2bin( '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00' ) ),
			$key->sign( "\x72" )
		);
	}

	public function test_generate_two_keys_differ_and_survive_storing() {
		$one = Site_Key::generate();
		$this->assertNotSame( $one->public_half(), Site_Key::generate()->public_half() );
		$this->assertSame( $one->public_half(), Site_Key::parse( $one->secret_half() )->public_half() );
	}

	public function test_dump_key_shows_the_public_half_alone() {
		$dump = print_r( $this->key, true );
		$this->assertStringContainsString( $this->key->public_half(), $dump );
		$this->assertStringNotContainsString( $this->key->secret_half(), $dump );
	}

	public function test_button_first_press_makes_a_key() {
		delete_option( Settings::KEY_OPTION );
		$location = $this->press( 'administrator' );
		$this->assertStringContainsString( 'options-general.php?page=cloakroom&cloakroom-key=made', $location );
		$this->assertNotNull( ( new Settings( array() ) )->site_key() );
		wp_cache_flush();
		$this->assertArrayNotHasKey( Settings::KEY_OPTION, wp_load_alloptions() );
	}

	public function test_button_key_is_there_asks_first() {
		$location = $this->press( 'administrator' );
		$this->assertStringContainsString( 'cloakroom-replace-key=1', $location );
		$this->assertSame( $this->key->secret_half(), get_option( Settings::KEY_OPTION ) );
	}

	public function test_button_replacing_confirmed_replaces() {
		$this->press( 'administrator', array( Key_Form::CONFIRM => 'yes' ) );
		$this->assertNotSame( $this->key->secret_half(), get_option( Settings::KEY_OPTION ) );
		$this->assertNotNull( ( new Settings( array() ) )->site_key() );
	}

	public function test_button_key_fixed_by_constant_changes_nothing() {
		$form = new Key_Form( new Settings( array( 'site_key' => $this->key->secret_half() ) ) );
		delete_option( Settings::KEY_OPTION );
		$this->act_as( 'administrator', array( Key_Form::CONFIRM => 'yes' ) );
		$this->redirected( array( $form, 'make' ) );
		$this->assertFalse( get_option( Settings::KEY_OPTION ) );
	}

	public function test_button_without_capability_is_refused() {
		try {
			$this->press( 'editor', array( Key_Form::CONFIRM => 'yes' ) );
			$this->fail( 'not refused' );
		} catch ( Ended $ended ) {
			$this->assertSame( 403, $ended->status );
		}
		$this->assertSame( $this->key->secret_half(), get_option( Settings::KEY_OPTION ) );
	}

	public function test_button_without_nonce_is_refused() {
		$this->act_as( 'administrator', array( Key_Form::CONFIRM => 'yes' ) );
		$_REQUEST['_wpnonce'] = 'forged';
		$this->expectException( Ended::class );
		do_action( 'admin_post_cloakroom_make_key' );
	}

	private function press( string $role, array $posted = array() ): string {
		$this->act_as( $role, $posted );
		return $this->redirected( static function () {
			do_action( 'admin_post_cloakroom_make_key' );
		} );
	}

	private function act_as( string $role, array $posted ) {
		$this->sign_in_directly( $role );
		$_POST                = $posted;
		$_REQUEST['_wpnonce'] = wp_create_nonce( Key_Form::ACTION );
	}

	protected function tearDown(): void {
		unset( $_REQUEST['_wpnonce'] );
		parent::tearDown();
	}
}
