<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

final class Functions_Test extends Relay_Test_Case {

	public function test_collection_gives_the_records_of_who_is_signed_in() {
		$this->sign_in();
		$this->leave_a_token();
		$this->assertSame( Gateway_Double::records(), cloakroom_collection( 'contact-details' ) );
		$this->assertSame( array( 'GET /v1/me/collections/contact-details' ), $this->paths() );
	}

	public function test_collection_takes_record_cursor_and_ticket() {
		$this->sign_in();
		$this->gateway->calls = array();
		$this->assertIsArray( cloakroom_collection( 'contact-details', array( 'ticket' => $this->ticket() ) ) );
		$this->assertIsArray( cloakroom_collection( 'contact-details', array( 'id' => 'self' ) ) );
		$this->assertIsArray( cloakroom_collection( 'contact-details', array( 'cursor' => 'c' ) ) );
		$reads = array_map( static function ( string $path ) {
			return 'GET /v1/me/collections/contact-details' . $path;
		}, array( '', '/self', '?cursor=c' ) );
		$this->assertSame( $reads, array_slice( $this->paths(), 1 ) );
	}

	public function test_collection_without_a_token_wants_a_ticket() {
		$this->sign_in();
		$this->assert_fault( 'ticket-wanted', 409, cloakroom_collection( 'contact-details' ) );
	}

	public function test_collection_signed_out_is_unauthorized_and_the_page_may_be_kept() {
		$this->visit( '/profile/' );
		$this->assert_fault( 'unauthorized', 401, cloakroom_collection( 'contact-details' ) );
		$this->assertFalse( $this->sent( 'Cache-Control: no-store, private' ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_collection_administrator_gets_nobodys_records() {
		$this->sign_in_directly( 'administrator' );
		$error = cloakroom_collection( 'contact-details', array( 'ticket' => $this->ticket() ) );
		$this->assert_fault( 'unauthorized', 401, $error );
		$this->assertArrayNotHasKey( 'expired_url', $error->get_error_data() );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_collection_page_with_records_is_kept_out_of_caches() {
		$this->sign_in();
		$this->leave_a_token();
		\Cloakroom\Sent_Headers::$headers = array();
		cloakroom_collection( 'contact-details' );
		$this->assertSame( array( 'Cache-Control: no-store, private' ), \Cloakroom\Sent_Headers::$headers );
		$this->assertTrue( DONOTCACHEPAGE );
	}

	public function test_collection_session_over_tells_the_way_out_from_this_page() {
		$this->sign_in();
		$this->visit( '/profile/?tab=2' );
		$this->gateway->fault = Gateway_Double::when_read( Gateway_Double::refuses( 401, 'unauthorized' ) );
		$error                = cloakroom_collection( 'contact-details', array( 'ticket' => $this->ticket() ) );
		$this->assert_fault( 'unauthorized', 401, $error );
		$this->assertStringStartsWith( '/wp-login.php?action=cloakroom_expired&', $error->get_error_data()['expired_url'] );
		$this->assertStringEndsWith( '&redirect_to=%2Fprofile%2F%3Ftab%3D2', $error->get_error_data()['expired_url'] );
	}

	public function test_collection_too_often_tells_when_to_come_again() {
		$this->sign_in();
		$this->leave_a_token();
		$this->gateway->fault = Gateway_Double::refuses( 429, 'rate-limited', '', array( 'retry-after' => '7' ) );
		$error                = cloakroom_collection( 'contact-details' );
		$this->assert_fault( 'rate-limited', 429, $error );
		$this->assertSame( '7', $error->get_error_data()['retry_after'] );
	}

	/** @dataProvider wrong */
	public function test_collection_wrong_arguments_are_a_bad_request( $collection, $args ) {
		$this->sign_in();
		$this->leave_a_token();
		$this->assert_fault( 'bad-request', 400, cloakroom_collection( $collection, $args ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public static function wrong(): array {
		return array(
			array( '', array() ),
			array( null, array() ),
			array( array( 'contact-details' ), array() ),
			array( 'contact-details', array( 'id' => 7 ) ),
			array( 'contact-details', array( 'cursor' => array( 'c' ) ) ),
			array( 'contact-details', array( 'ticket' => false ) ),
			array( 'contact-details', array( 'id' => '../x' ) ),
		);
	}

	private function assert_fault( string $code, int $status, $error ): void {
		$this->assertInstanceOf( \WP_Error::class, $error );
		$this->assertSame( array( $code, $status ), array( $error->get_error_code(), $error->get_error_data()['status'] ) );
		$this->assertNotSame( '', $error->get_error_message() );
	}
}
