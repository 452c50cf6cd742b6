<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Login_Record;

/** All logins of a user are one row: what other requests do to it while this one works must stand. */
final class Login_Record_Test extends Relay_Test_Case {

	public function test_keep_login_ended_while_the_gateway_answered_stays_ended() {
		$user = $this->sign_in();
		$this->meanwhile( function () {
			$this->logins()->destroy( wp_get_session_token() );
		} );
		$this->assertSame( 200, $this->ask( array( 'ticket' => $this->ticket() ) )[0] );
		$this->assertSame( '', $this->row() );
		$this->next_request();
		$this->assertFalse( is_user_logged_in() );
		$this->assertSame( array(), get_user_meta( $user->ID, 'session_tokens' ) );
	}

	public function test_keep_login_made_while_the_gateway_answered_stays() {
		$this->sign_in();
		$other = '';
		$this->meanwhile( function () use ( &$other ) {
			$other = $this->logins()->create( time() + 600 );
		} );
		$this->ask( array( 'ticket' => $this->ticket() ) );
		$this->assertNotNull( $this->kept() );
		$this->assertTrue( $this->logins()->verify( $other ) );
		$this->assertTrue( $this->logins()->verify( wp_get_session_token() ) );
	}

	public function test_keep_other_login_ended_while_the_gateway_answered_stays_ended() {
		$this->sign_in();
		$other = $this->logins()->create( time() + 600 );
		wp_cache_flush();
		$this->meanwhile( function () use ( $other ) {
			$this->logins()->destroy( $other );
		} );
		$this->ask( array( 'ticket' => $this->ticket() ) );
		$this->assertNotNull( $this->kept() );
		$this->assertFalse( $this->logins()->verify( $other ) );
	}

	/** @dataProvider between */
	public function test_keep_row_changed_between_reading_and_writing_is_read_again( int $times, bool $is_kept ) {
		$this->sign_in();
		$made = array();
		$this->before_each_write( function () use ( &$made, $times ) {
			if ( count( $made ) < $times ) {
				$made[] = $this->logins()->create( time() + 600 );
			}
		} );
		$this->assertSame( 200, $this->ask( array( 'ticket' => $this->ticket() ) )[0], 'what cannot be kept is used all the same' );
		$this->assertSame( $is_kept, null !== $this->kept() );
		$this->assertCount( $times, $made );
		foreach ( $made as $token ) {
			$this->assertTrue( $this->logins()->verify( $token ) );
		}
	}

	public static function between(): array {
		return array( array( 0, true ), array( 1, true ), array( 2, true ), array( 3, false ) );
	}

	public function test_keep_login_ended_between_reading_and_writing_stays_ended() {
		$this->sign_in();
		$other = $this->logins()->create( time() + 600 );
		wp_cache_flush();
		$done  = false;
		$this->before_each_write( function () use ( &$done ) {
			if ( ! $done ) {
				$done = true;
				$this->logins()->destroy( wp_get_session_token() );
			}
		} );
		$this->assertSame( 200, $this->ask( array( 'ticket' => $this->ticket() ) )[0] );
		$this->assertTrue( $done );
		wp_cache_flush();
		$this->assertFalse( $this->logins()->verify( wp_get_session_token() ) );
		$this->assertTrue( $this->logins()->verify( $other ) );
	}

	public function test_drop_newer_token_that_another_call_left_meanwhile_stays() {
		$this->sign_in();
		$this->leave_a_token();
		$newer = '';
		$this->gateway->tokens = array();
		$this->meanwhile( function () use ( &$newer ) {
			$token = \Cloakroom\Relay_Token::parse( new \Cloakroom\Gateway_Answer( call_user_func( Gateway_Double::says( 200, json_encode( array( 'access_token' => 'a.b.c', 'expires_at' => '2999-01-01T00:00:00Z' ) ) ) ) ) );
			$newer = $token->seal( random_bytes( 32 ) );
			$login = $this->logins()->get( wp_get_session_token() );
			$this->logins()->update( wp_get_session_token(), array( 'cloakroom_relay' => $newer ) + $login );
		} );
		$this->assertSame( 409, $this->ask()[0] );
		$this->assertSame( $newer, $this->kept() );
	}

	public function test_drop_keeps_all_other_logins_as_they_are() {
		$this->sign_in();
		$_SERVER['HTTP_USER_AGENT'] = "O'Brien \"quoted\" 100% \u{1F512} {placeholder}";
		$this->logins()->create( time() + 600 );
		unset( $_SERVER['HTTP_USER_AGENT'] );
		$before = unserialize( $this->row() );
		$this->leave_a_token();
		$this->assertNotSame( $before, unserialize( $this->row() ) );
		$this->gateway->tokens = array();
		$this->ask();
		$this->assertSame( $before, unserialize( $this->row() ) );
	}

	public function test_keep_logins_that_a_plugin_puts_elsewhere_are_not_touched() {
		$this->sign_in();
		$before = $this->row();
		add_filter( 'session_token_manager', static function () {
			return Logins_Elsewhere::class;
		} );
		$this->assertSame( 200, $this->ask( array( 'ticket' => $this->ticket() ) )[0] );
		$this->assertSame( $before, $this->row() );
		$this->assertSame( 409, $this->ask()[0], 'each call asks for a ticket, then' );
	}

	public function test_put_two_rows_of_logins_are_not_touched() {
		$user = $this->sign_in();
		add_user_meta( $user->ID, 'session_tokens', array( 'x' => 1 ) );
		$before = get_user_meta( $user->ID, 'session_tokens' );
		( new Login_Record( $user->ID, wp_get_session_token() ) )->put( 'x', 'y' );
		wp_cache_flush();
		$this->assertSame( $before, get_user_meta( $user->ID, 'session_tokens' ) );
	}

	public function test_put_unknown_login_makes_none() {
		$user   = $this->sign_in();
		$before = $this->row();
		( new Login_Record( $user->ID, 'never seen' ) )->put( 'x', 'y' );
		( new Login_Record( 999999, wp_get_session_token() ) )->put( 'x', 'y' );
		$this->assertSame( $before, $this->row() );
	}

	/** Another request works on the database while the gateway answers ours, which does not see it in its cache. */
	private function meanwhile( callable $act ): void {
		$done = false;
		$this->gateway->fault = function () use ( $act, &$done ) {
			if ( ! $done ) {
				$done = true;
				$this->behind_the_cache( $act );
			}
		};
	}

	/** Another request works on the database just before each statement that writes the row. */
	private function before_each_write( callable $act ): void {
		$inside = false;
		add_filter( 'query', function ( $query ) use ( $act, &$inside ) {
			if ( ! $inside && preg_match( '/^UPDATE .*usermeta.* SET meta_value/', $query ) ) {
				$inside = true;
				$this->behind_the_cache( $act );
				$inside = false;
			}
			return $query;
		} );
	}

	private function behind_the_cache( callable $act ): void {
		$user  = get_current_user_id();
		$cache = wp_cache_get( $user, 'user_meta' );
		wp_cache_delete( $user, 'user_meta' );
		$act();
		wp_cache_set( $user, $cache, 'user_meta' );
	}

	private function logins(): \WP_Session_Tokens {
		return \WP_Session_Tokens::get_instance( get_current_user_id() );
	}
}

final class Logins_Elsewhere extends \WP_User_Meta_Session_Tokens {
}
