<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Gateway_Answer;
use Cloakroom\Relay_Token;

/** The token at rest: where it lies, who can open it, and when it goes. */
final class Relay_Store_Test extends Relay_Test_Case {

	public function test_kept_token_lies_in_the_record_of_its_login_beside_what_was_there() {
		$this->sign_in();
		$before = \WP_Session_Tokens::get_instance( get_current_user_id() )->get( wp_get_session_token() );
		$this->leave_a_token();
		$after = \WP_Session_Tokens::get_instance( get_current_user_id() )->get( wp_get_session_token() );
		$this->assertSame( array( 'cloakroom_relay' ), array_keys( array_diff_key( $after, $before ) ) );
		unset( $after['cloakroom_relay'] );
		$this->assertSame( $before, $after );
	}

	public function test_kept_token_is_nowhere_in_the_database_in_any_form_that_reads_by_itself() {
		global $wpdb;
		$this->sign_in();
		$this->leave_a_token();
		$token = array_key_last( $this->gateway->tokens );
		$rows  = '';
		foreach ( $wpdb->tables() as $table ) {
			$rows .= json_encode( $wpdb->get_results( "SELECT * FROM `$table`", ARRAY_N ), JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );
		}
		$this->assertStringContainsString( $this->kept(), $rows );
		foreach ( array( $token, base64_encode( $token ), bin2hex( $token ), strrev( $token ), explode( '.', $token )[1], wp_get_session_token() ) as $canary ) {
			$this->assertStringNotContainsString( $canary, $rows );
			$this->assertStringNotContainsString( $canary, base64_decode( $this->kept() ) );
		}
	}

	public function test_kept_token_does_not_open_with_anything_that_the_database_holds() {
		$this->sign_in();
		$this->leave_a_token();
		$verifier = hash( 'sha256', wp_get_session_token() );
		$this->assertStringContainsString( $verifier, $this->row() );
		foreach ( array( $verifier, hex2bin( $verifier ), wp_get_session_token() . 'x', '' ) as $wrong ) {
			$key = hash_hkdf( 'sha256', '' === $wrong ? 'x' : $wrong, 32, $this->context( get_current_user_id(), 'ref-ada-1' ) );
			$this->assertNull( Relay_Token::open( $this->kept(), $key ) );
		}
		$key = hash_hkdf( 'sha256', wp_get_session_token(), 32, $this->context( get_current_user_id(), 'ref-ada-1' ) );
		$this->assertNotNull( Relay_Token::open( $this->kept(), $key ), 'the test builds keys as the plugin does' );
	}

	public function test_kept_token_moved_to_another_login_of_the_same_member_does_not_open_and_is_dropped() {
		$user = $this->sign_in();
		$this->leave_a_token();
		$sealed = $this->kept();
		$row    = $this->logins();
		wp_set_auth_cookie( $user->ID );
		$this->next_request();
		$this->assertNull( $this->kept(), 'a login that takes another ones place does not inherit it' );
		$this->put_into_this_login( $sealed );
		$this->assertSame( 409, $this->ask()[0] );
		$this->assertSame( array(), $this->gateway->calls );
		$this->assertNull( $this->kept() );
		$this->assertSame( $row, array_intersect_key( $this->logins(), $row ), 'the first login keeps its own' );
	}

	/** @dataProvider other_contexts */
	public function test_kept_token_does_not_open_elsewhere( callable $change ) {
		$this->sign_in();
		$this->leave_a_token();
		$change( $this );
		$this->next_request();
		$this->assertSame( 409, $this->ask()[0] );
		$this->assertSame( array(), $this->gateway->calls );
		$this->assertNull( $this->kept() );
	}

	public static function other_contexts(): array {
		return array(
			'another session of the gateway' => array( static function ( self $test ) {
				$test->change_login( static function ( array $login ) {
					return array( 'cloakroom' => array( 'session_ref' => 'ref-ada-2' ) + $login['cloakroom'] ) + $login;
				} );
			} ),
			'another site' => array( static function ( self $test ) {
				$test->set_up_plugin( array( 'site_id' => 'other' ) );
			} ),
			'another gateway' => array( static function ( self $test ) {
				$test->set_up_plugin( array( 'gateway_url' => 'https://members.example.com' ) );
			} ),
		);
	}

	public function test_kept_token_of_another_user_does_not_open() {
		$this->sign_in();
		$key = static function ( int $user_id ) {
			return hash_hkdf( 'sha256', wp_get_session_token(), 32, self::context( $user_id, 'ref-ada-1' ) );
		};
		$this->leave_a_token();
		$this->assertNotNull( Relay_Token::open( $this->kept(), $key( get_current_user_id() ) ) );
		$this->assertNull( Relay_Token::open( $this->kept(), $key( get_current_user_id() + 1 ) ) );
	}

	/** @dataProvider damaged */
	public function test_kept_token_that_is_damaged_is_dropped( $damage ) {
		$this->sign_in();
		$this->leave_a_token();
		$this->put_into_this_login( is_callable( $damage ) ? $damage( $this->kept() ) : $damage );
		$this->next_request();
		$this->assertSame( 409, $this->ask()[0] );
		$this->assertSame( array(), $this->gateway->calls );
		$this->assertStringNotContainsString( 'cloakroom_relay', $this->row() );
	}

	public static function damaged(): array {
		return array(
			'a bit'       => array( static function ( string $sealed ) {
				$bytes     = base64_decode( $sealed );
				$bytes[50] = chr( ord( $bytes[50] ) ^ 1 );
				return base64_encode( $bytes );
			} ),
			'cut off'     => array( static function ( string $sealed ) {
				return base64_encode( substr( base64_decode( $sealed ), 0, -1 ) );
			} ),
			'nonce alone' => array( static function ( string $sealed ) {
				return base64_encode( substr( base64_decode( $sealed ), 0, 24 ) );
			} ),
			'short'       => array( base64_encode( 'short' ) ),
			'no base64'   => array( '%%%' ),
			'empty'       => array( '' ),
			'number'      => array( 7 ),
			'list'        => array( array( 'x' ) ),
			'in the clear' => array( Gateway_Double::token() ),
		);
	}

	public function test_kept_token_goes_with_its_login() {
		$user = $this->sign_in();
		$this->leave_a_token();
		$sealed = $this->kept();
		wp_logout();
		$this->assertCount( 0, \WP_Session_Tokens::get_instance( $user->ID )->get_all() );
		$this->assertStringNotContainsString( $sealed, json_encode( get_user_meta( $user->ID ) ) );
	}

	public function test_kept_token_is_replaced_by_a_newer_one() {
		$this->sign_in();
		$this->leave_a_token();
		$first = $this->kept();
		$this->leave_a_token();
		$this->assertNotSame( $first, $this->kept() );
		$this->assertSame( 1, substr_count( $this->row(), 'cloakroom_relay' ) );
		$this->gateway->tokens = array_slice( $this->gateway->tokens, 1 );
		$this->assertSame( 200, $this->ask()[0] );
	}

	public function test_kept_token_same_token_is_sealed_differently_each_time() {
		$token = Relay_Token::parse( new Gateway_Answer( call_user_func( Gateway_Double::says( 200, json_encode( array( 'access_token' => 'a.b.c', 'expires_at' => '2999-01-01T00:00:00Z' ) ) ) ) ) );
		$key   = random_bytes( 32 );
		$this->assertNotSame( $token->seal( $key ), $token->seal( $key ) );
	}

	/** @dataProvider lives */
	public function test_kept_token_is_used_only_while_it_lasts_for_the_call( int $seconds, int $status ) {
		$this->sign_in();
		$this->leave_a_token( array( 'expires_at' => gmdate( 'Y-m-d\TH:i:s\Z', time() + $seconds ) ) );
		$this->assertSame( $status, $this->ask()[0] );
		$this->assertSame( 409 === $status ? 0 : 1, count( $this->gateway->calls ) );
	}

	public static function lives(): array {
		return array( array( 15, 409 ), array( 25, 200 ), array( 900, 200 ) );
	}

	/** @dataProvider clocks */
	public function test_kept_token_lasts_as_long_by_the_gateways_clock( int $ahead ) {
		$this->sign_in();
		$this->gateway->ahead = $ahead;
		$this->leave_a_token( array( 'expires_at' => gmdate( 'Y-m-d\TH:i:s\Z', time() + $ahead + 120 ) ) );
		$this->assertEqualsWithDelta( time() + 120, $this->open()->__debugInfo()['end'], 3 );
		$this->assertSame( 200, $this->ask()[0] );
	}

	public static function clocks(): array {
		return array( array( -280 ), array( 280 ) );
	}

	public function test_kept_token_is_believed_for_fifteen_minutes_at_most() {
		$this->sign_in();
		$this->leave_a_token( array( 'expires_at' => '2999-01-01T00:00:00Z' ) );
		$this->assertEqualsWithDelta( time() + 900, $this->open()->__debugInfo()['end'], 3 );
	}

	public function test_debugging_shows_neither_token_nor_ticket_nor_data() {
		$this->sign_in();
		$this->leave_a_token();
		$secret   = array_key_last( $this->gateway->tokens );
		$answer   = new Gateway_Answer( call_user_func( Gateway_Double::says( 200, json_encode( array( 'access_token' => $secret, 'expires_at' => '2999-01-01T00:00:00Z' ) ) ) ) );
		$ticket   = Gateway_Double::random();
		$question = \Cloakroom\Relay_Question::parse( 'contact-details', array( 'ticket' => $ticket ) );
		ob_start();
		var_dump( $this->open(), $answer, $question, Relay_Token::parse( $answer ) );
		print_r( array( $this->open(), $answer, $question, Relay_Token::parse( $answer ) ) );
		$shown = ob_get_clean();
		$this->assertStringContainsString( 'Relay_Token', $shown );
		foreach ( array( $secret, $ticket ) as $canary ) {
			$this->assertStringNotContainsString( $canary, $shown );
		}
	}

	/** The kept token, opened as the plugin would. */
	private function open(): Relay_Token {
		return Relay_Token::open( $this->kept(), hash_hkdf( 'sha256', wp_get_session_token(), 32, self::context( get_current_user_id(), 'ref-ada-1' ) ) );
	}

	/** What the key is bound to; written out here, because keys of tokens at rest must not change unnoticed. */
	private static function context( int $user_id, string $session_ref ): string {
		$context = '';
		foreach ( array( 'cloakroom relay token 1', (string) $user_id, $session_ref, Gateway_Double::URL, Gateway_Double::SITE ) as $part ) {
			$context .= pack( 'N', strlen( $part ) ) . $part;
		}
		return $context;
	}

	private function put_into_this_login( $sealed ): void {
		$this->change_login( static function ( array $login ) use ( $sealed ) {
			return array( 'cloakroom_relay' => $sealed ) + $login;
		} );
	}

	/** Somebody with the database changes the record of this login. */
	private function change_login( callable $change ): void {
		wp_cache_flush();
		$logins = \WP_Session_Tokens::get_instance( get_current_user_id() );
		$logins->update( wp_get_session_token(), $change( $logins->get( wp_get_session_token() ) ) );
	}

	private function logins(): array {
		return unserialize( $this->row() );
	}
}
