<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Gateway;
use Cloakroom\Gateway_Answer;
use Cloakroom\Settings;

final class Gateway_Test extends Plugin_Test_Case {

	public function test_redeem_is_signed_over_id_time_and_raw_body() {
		$this->gateway()->redeem( 'ticket/1', 'bind "2"' );
		$call = $this->gateway->calls[0];
		$this->assertSame( array( 'POST', '/v1/sites/demo/tickets/redeem' ), array( $call['method'], $call['path'] ) );
		$this->assertSame( array( 'ticket' => 'ticket/1', 'bind' => 'bind "2"' ), json_decode( $call['body'], true ) );
		$head = $call['headers'];
		$this->assertSame( 'application/json', $head['Content-Type'] );
		$this->assertMatchesRegularExpression( '/\Amsg_[0-9a-f]{32}\z/', $head['webhook-id'] );
		$this->assertEqualsWithDelta( time(), (int) $head['webhook-timestamp'], 5 );
		$signature = base64_decode( substr( $head['webhook-signature'], 4 ), true );
		$this->assertSame( 'v1a,', substr( $head['webhook-signature'], 0, 4 ) );
		$this->assertTrue( sodium_crypto_sign_verify_detached( $signature, $head['webhook-id'] . '.' . $head['webhook-timestamp'] . '.' . $call['body'], base64_decode( $this->key->public_half() ) ) );
	}

	public function test_redeem_two_calls_never_share_an_id() {
		$this->gateway()->redeem( 'a', 'b' );
		$this->gateway()->redeem( 'a', 'b' );
		$this->assertNotSame( $this->gateway->calls[0]['headers']['webhook-id'], $this->gateway->calls[1]['headers']['webhook-id'] );
	}

	public function test_end_session_names_the_reference_in_path_and_body() {
		$this->gateway()->end_session( 'ref_1-A' );
		$call = $this->gateway->calls[0];
		$this->assertSame( array( '/v1/sites/demo/sessions/ref_1-A/end', '{"session_ref":"ref_1-A"}' ), array( $call['path'], $call['body'] ) );
	}

	public function test_calls_have_limits_and_follow_no_redirect() {
		$this->gateway()->redeem( 'a', 'b' );
		$this->gateway()->end_session( 'r' );
		$this->gateway()->cards();
		foreach ( array( 5.0, 3.0, 3 ) as $index => $seconds ) {
			$arguments = $this->gateway->calls[ $index ]['arguments'];
			$this->assertSame( array( $seconds, 0, 65536, true ), array( $arguments['timeout'], $arguments['redirection'], $arguments['limit_response_size'], $arguments['sslverify'] ) );
		}
	}

	public function test_cards_are_asked_for_without_a_signature() {
		$this->gateway()->cards();
		$this->assertSame( array( 'Accept' ), array_keys( $this->gateway->calls[0]['headers'] ) );
	}

	public function test_no_key_nothing_is_sent() {
		delete_option( Settings::KEY_OPTION );
		$this->assertSame( 0, $this->gateway()->redeem( 'a', 'b' )->status );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_answer_problem_is_read_from_errors_alone() {
		$this->assertSame( 'not-found', $this->answer( 404, '{"code":"not-found"}', 'application/problem+json' )->problem() );
		$this->assertSame( '', $this->answer( 200, '{"code":"not-found"}' )->problem() );
		$this->assertSame( '', $this->answer( 404, '{"code":["not-found"]}' )->problem() );
		$this->assertTrue( $this->answer( 404, '{"code":"not-found"}', 'application/problem+json; charset=utf-8' )->is_not_found() );
		$this->assertFalse( $this->answer( 404, 'not-found', 'text/plain' )->is_not_found() );
		$this->assertFalse( $this->answer( 400, '{"code":"not-found"}' )->is_not_found() );
	}

	public function test_answer_date_counts_the_age_that_a_cache_tells() {
		$response = array( 'headers' => array( 'date' => 'Mon, 23 Nov 2026 20:00:00 GMT', 'age' => '30' ), 'body' => '', 'response' => array( 'code' => 200 ) );
		$this->assertSame( strtotime( '2026-11-23T20:00:30Z' ), ( new Gateway_Answer( $response ) )->date );
	}

	public function test_answer_json_is_read_to_a_depth_of_seven() {
		$deep = static function ( int $levels ) {
			return str_repeat( '[', $levels ) . str_repeat( ']', $levels );
		};
		$this->assertIsArray( $this->answer( 200, $deep( 7 ) )->json );
		$this->assertNull( $this->answer( 200, $deep( 8 ) )->json );
	}

	private function answer( int $status, string $body, string $type = 'application/json' ): Gateway_Answer {
		return new Gateway_Answer( call_user_func( Gateway_Double::says( $status, $body, $type ) ) );
	}

	private function gateway(): Gateway {
		return new Gateway( new Settings( array() ) );
	}
}
