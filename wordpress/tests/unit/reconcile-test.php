<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Facts;
use Cloakroom\Gateway;
use Cloakroom\Gateway_Key;
use Cloakroom\Reconcile;
use Cloakroom\Sequence;
use Cloakroom\Settings;
use Cloakroom\Snapshot;

final class Reconcile_Test extends Outbox_Test_Case {

	protected function setUp(): void {
		parent::setUp();
		global $wp_rest_server;
		$settings       = new Settings( array() );
		$reconcile      = new Reconcile( $settings, new Gateway_Key( $settings, new Gateway( $settings ) ), $this->systems, new Facts( new Snapshot( $this->systems ) ), $this->outbox );
		$wp_rest_server = null;
		foreach ( array( 'rest_api_init', 'rest_pre_serve_request' ) as $hook ) {
			foreach ( $this->own_callbacks( $hook ) as $own ) {
				remove_filter( $hook, $own, 10 );
			}
		}
		add_action( 'rest_api_init', array( $reconcile, 'register' ) );
		add_filter( 'rest_pre_serve_request', array( $reconcile, 'serve' ), 10, 3 );
	}

	protected function tearDown(): void {
		$GLOBALS['wp_rest_server'] = null;
		parent::tearDown();
	}

	public function test_everybody_is_told_page_by_page_and_the_answer_is_signed() {
		$users = $this->users( 7 );
		foreach ( $users as $user ) {
			$this->shop->held[ $user ] = array( 'gold' => 'active' );
		}
		$told   = array();
		$cursor = null;
		$pages  = 0;
		do {
			$answer = $this->ask( array( 'cursor' => $cursor, 'limit' => 3, 'after_seq' => 0 ) );
			foreach ( $answer['facts'] as $fact ) {
				$this->assertSame( '', Gateway_Double::fault_of_fact( $fact ) );
				$this->assertSame( 'reconciled', $fact['type'] );
				$told[ $fact['user'] ] = $fact;
			}
			$cursor = $answer['next'];
		} while ( null !== $cursor && ++$pages < 50 );
		$this->assertSame( array(), array_diff( $users, array_keys( $told ) ) );
		$this->assertSame( 'gold', $told[ $users[6] ]['memberships'][0]['product_id'] );
		$numbers = array_column( $told, 'seq' );
		$sorted  = $numbers;
		sort( $sorted );
		$this->assertSame( $sorted, $numbers );
		$this->assertGreaterThanOrEqual( 7, $answer['total'] );
	}

	public function test_user_who_lost_everything_is_told_of_for_the_gateway_knows_her() {
		$this->shop->change( $user = $this->user(), 'gold', 'active' );
		$this->deliver_once();
		$this->shop->held = array();
		$system           = new class() extends \Cloakroom\Membership_System {
			public function source(): string { return 'small'; }
			public function name(): string { return 'Small'; }
			public function is_present(): bool { return true; }
			public function changes(): array { return array(); }
			public function memberships( int $user_id ): array { return array(); }
			public function users( int $after, int $limit ): array { return array(); }
		};
		$this->shop->is_present = false;
		$this->systems->add( $system );
		$answer = $this->ask( array( 'cursor' => null, 'limit' => 200, 'after_seq' => 0 ) );
		$this->assertContains( (string) $user, array_column( $answer['facts'], 'user' ) );
	}

	public function test_one_user_is_told_by_herself_and_one_who_is_not_there_as_gone() {
		$user = $this->user();
		$this->shop->held[ $user ] = array( 'gold' => 'active' );
		$answer = $this->ask( array( 'user' => (string) $user, 'limit' => 1, 'after_seq' => 0 ) );
		$this->assertSame( array( array( (string) $user ), null ), array( array_column( $answer['facts'], 'user' ), $answer['next'] ) );
		$gone = $this->ask( array( 'user' => '99999999', 'after_seq' => 0 ) );
		$this->assertSame( array( 'member.deleted', array() ), array( $gone['facts'][0]['type'], $gone['facts'][0]['memberships'] ) );
	}

	public function test_numbers_go_on_above_what_the_gateway_has_seen() {
		$seen   = Sequence::take() + 5000000;
		$user   = $this->user();
		$answer = $this->ask( array( 'user' => (string) $user, 'after_seq' => $seen ) );
		$this->assertGreaterThan( $seen, $answer['facts'][0]['seq'] );
		// But nobody can lead them out of reach.
		$answer = $this->ask( array( 'user' => (string) $user, 'after_seq' => 2 ** 52 ) );
		$this->assertLessThan( $seen + 1000, $answer['facts'][0]['seq'] );
	}

	public function test_user_whom_a_system_can_not_tell_of_is_left_out_and_noted() {
		$user = $this->user();
		$this->shop->before_telling = static function () {
			throw new \RuntimeException( 'secret' );
		};
		$answer = $this->ask( array( 'user' => (string) $user, 'after_seq' => 0 ) );
		$this->assertSame( array(), $answer['facts'] );
		$this->assertSame( array( (string) $user ), array_column( $this->rows( 'user_id' ), 'user_id' ) );
	}

	public function test_database_that_does_not_answer_is_not_taken_for_the_end() {
		$this->users( 2 );
		add_filter( 'query', static function ( $query ) {
			return 0 === strpos( $query, 'SELECT DISTINCT user_id' ) ? 'SELECT nothing FROM nowhere' : $query;
		} );
		$GLOBALS['wpdb']->suppress_errors( true );
		try {
			$this->assertSame( 503, $this->send( array( 'cursor' => null, 'limit' => 3, 'after_seq' => 0 ) )[0] );
		} finally {
			$GLOBALS['wpdb']->suppress_errors( false );
		}
	}

	public function test_answer_stays_below_what_the_gateway_takes_and_goes_on_behind() {
		$users = $this->users( 30 );
		foreach ( $users as $user ) {
			for ( $product = 0; $product < 200; $product++ ) {
				$this->shop->held[ $user ][ str_repeat( 'x', 90 ) . $product ] = 'active';
			}
		}
		list( $status, $headers, $text ) = $this->send( array( 'cursor' => null, 'limit' => 200, 'after_seq' => 0 ) );
		$this->assertLessThan( 1048576, strlen( $text ) );
		$answer = json_decode( $text, true );
		$this->assertNotNull( $answer['next'] );
		$next = $this->ask( array( 'cursor' => $answer['next'], 'limit' => 200, 'after_seq' => 0 ) );
		$this->assertSame( 1 + array_search( (int) end( $answer['facts'] )['user'], $users, true ), array_search( (int) $next['facts'][0]['user'], $users, true ) );
	}

	/** @dataProvider bad_questions */
	public function test_question_that_can_not_be_read_is_refused( array $question ) {
		$this->assertSame( 400, $this->send( $question )[0] );
	}

	public static function bad_questions(): array {
		return array(
			'no limit'         => array( array( 'cursor' => null ) ),
			'limit 0'          => array( array( 'cursor' => null, 'limit' => 0 ) ),
			'limit 201'        => array( array( 'cursor' => null, 'limit' => 201 ) ),
			'limit as text'    => array( array( 'cursor' => null, 'limit' => '5' ) ),
			'cursor unsigned'  => array( array( 'cursor' => '17', 'limit' => 5 ) ),
			'cursor forged'    => array( array( 'cursor' => '17.' . str_repeat( 'a', 64 ), 'limit' => 5 ) ),
			'cursor a list'    => array( array( 'cursor' => array( 1 ), 'limit' => 5 ) ),
			'user of no form'  => array( array( 'user' => '12 OR 1=1' ) ),
			'user 0'           => array( array( 'user' => '0' ) ),
		);
	}

	/** @dataProvider forgeries */
	public function test_who_is_not_the_gateway_learns_nothing( callable $forge ) {
		$this->user();
		$body = '{"cursor":null,"limit":5,"after_seq":0}';
		list( $headers, $body ) = $forge( $this->gateway, $body );
		list( $status, $sent, $text ) = $this->request( $headers, $body );
		$this->assertSame( 401, $status );
		$this->assertStringNotContainsString( 'facts', $text );
		$this->assertArrayNotHasKey( 'webhook-signature', $sent );
	}

	public static function forgeries(): array {
		return array(
			'nothing'         => array( static function ( $gateway, $body ) {
				return array( array(), $body );
			} ),
			'another key'     => array( static function ( $gateway, $body ) {
				return array( ( new Gateway_Double() )->sign( $body ), $body );
			} ),
			'another body'    => array( static function ( $gateway, $body ) {
				return array( $gateway->sign( $body ), str_replace( '5', '6', $body ) );
			} ),
			'too old'         => array( static function ( $gateway, $body ) {
				return array( $gateway->sign( $body, array( 'webhook-timestamp' => (string) ( time() - 301 ) ) ), $body );
			} ),
			'from tomorrow'   => array( static function ( $gateway, $body ) {
				return array( $gateway->sign( $body, array( 'webhook-timestamp' => (string) ( time() + 302 ) ) ), $body );
			} ),
			'the site itself' => array( static function ( $gateway, $body ) {
				return array( array( 'webhook-signature' => 'v1a,' . get_option( 'cloakroom_site_key' ) ) + $gateway->sign( $body ), $body );
			} ),
			'v1'              => array( static function ( $gateway, $body ) {
				$headers = $gateway->sign( $body );
				return array( array( 'webhook-signature' => str_replace( 'v1a', 'v1', $headers['webhook-signature'] ) ) + $headers, $body );
			} ),
			'very long'       => array( static function ( $gateway, $body ) {
				$body = str_repeat( ' ', 5000 ) . $body;
				return array( $gateway->sign( $body ), $body );
			} ),
		);
	}

	public function test_message_is_answered_once() {
		$body    = '{"cursor":null,"limit":5,"after_seq":0}';
		$headers = $this->gateway->sign( $body );
		$this->assertSame( 200, $this->request( $headers, $body )[0] );
		$this->assertSame( 401, $this->request( $headers, $body )[0] );
	}

	public function test_key_is_fetched_once_a_day_and_anew_at_most_once_a_minute() {
		$body = '{"cursor":null,"limit":5,"after_seq":0}';
		$this->request( $this->gateway->sign( $body ), $body );
		$this->request( $this->gateway->sign( $body ), $body );
		$this->assertSame( 1, $this->fetched() );
		for ( $try = 0; $try < 5; $try++ ) {
			$this->request( ( new Gateway_Double() )->sign( $body ), $body );
		}
		$this->assertSame( 1, $this->fetched() );
		// The gateway got a new key.
		$kept             = get_option( Gateway_Key::OPTION );
		$kept['key']      = bin2hex( random_bytes( 32 ) );
		$kept['tried_at'] = time() - 61;
		update_option( Gateway_Key::OPTION, $kept );
		$this->assertSame( 200, $this->request( $this->gateway->sign( $body ), $body )[0] );
		$this->assertSame( 2, $this->fetched() );
	}

	public function test_gateway_that_gives_no_key_is_not_believed() {
		$this->gateway->fault = Gateway_Double::says( 200, '{"public_key":"' . base64_encode( str_repeat( 'x', 31 ) ) . '"}' );
		$body                 = '{"cursor":null,"limit":5,"after_seq":0}';
		$this->assertSame( 401, $this->request( $this->gateway->sign( $body ), $body )[0] );
	}

	/** A question and its answer, whose signature is checked. */
	private function ask( array $question ): array {
		list( $status, $headers, $text, $id ) = $this->send( $question );
		$this->assertSame( 200, $status, $text );
		$this->assertSame( $id, $headers['webhook-id'] );
		$signature = base64_decode( substr( $headers['webhook-signature'], 4 ) );
		$this->assertTrue( sodium_crypto_sign_verify_detached( $signature, "$id.{$headers['webhook-timestamp']}.$text", base64_decode( $this->key->public_half() ) ) );
		return json_decode( $text, true );
	}

	private function send( array $question ): array {
		$body    = json_encode( $question );
		$headers = $this->gateway->sign( $body );
		return array_merge( $this->request( $headers, $body ), array( $headers['webhook-id'] ) );
	}

	/** Status, headers and text of what WordPress would send. */
	private function request( array $headers, string $body ): array {
		wp_set_current_user( 0 );
		$request = new \WP_REST_Request( 'POST', '/cloakroom/v1/memberships' );
		foreach ( $headers + array( 'content-type' => 'application/json' ) as $name => $value ) {
			$request->set_header( $name, $value );
		}
		$request->set_body( $body );
		$response = rest_do_request( $request );
		ob_start();
		if ( ! apply_filters( 'rest_pre_serve_request', false, $response, $request, rest_get_server() ) ) {
			echo wp_json_encode( $response->get_data() );
		}
		return array( $response->get_status(), $response->get_headers(), ob_get_clean() );
	}

	private function fetched(): int {
		return count( array_filter( $this->gateway->calls, static function ( $call ) {
			return '/v1/gateway-key' === $call['path'];
		} ) );
	}
}
