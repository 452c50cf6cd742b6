<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Gateway;
use Cloakroom\Sign_Out;

final class Sign_Out_Test extends Plugin_Test_Case {

	public function test_sign_out_of_a_ticket_session_ends_the_gateway_session() {
		$this->sign_in();
		wp_logout();
		$this->assertSame( array( 'ref-ada-1' ), $this->gateway->ended );
		$this->assertFalse( wp_next_scheduled( Sign_Out::CRON_HOOK ) );
	}

	public function test_sign_out_told_twice_is_passed_on_once() {
		$id = $this->sign_in()->ID;
		wp_logout();
		do_action( 'wp_logout', $id );
		$this->assertSame( array( 'ref-ada-1' ), $this->gateway->ended );
	}

	public function test_sign_out_is_given_little_time() {
		$this->sign_in();
		wp_logout();
		$this->assertSame( 3.0, end( $this->gateway->calls )['arguments']['timeout'] );
	}

	public function test_sign_out_of_a_session_without_ticket_calls_nobody() {
		$this->sign_in_directly( 'administrator' );
		wp_logout();
		$this->assertSame( array(), $this->gateway->calls );
		$this->assertSame( '/somewhere', apply_filters( 'logout_redirect', '/somewhere', '/somewhere', null ) );
	}

	public function test_sign_out_of_somebody_else_in_this_request_ends_nothing() {
		$this->sign_in();
		do_action( 'wp_logout', get_current_user_id() + 1 );
		$this->assertSame( array(), $this->gateway->ended );
	}

	public function test_redirect_goes_on_through_the_gateway_and_back_to_the_login_page() {
		$this->sign_in();
		wp_logout();
		$location = apply_filters( 'logout_redirect', 'wp-login.php?loggedout=true', '', null );
		$this->assertStringStartsWith( Gateway_Double::URL . '/session/sign-out?', $location );
		$this->assertSame( array( 'site' => 'demo', 'return' => '/wp-login.php?message=signed_out' ), self::query_of( $location ) );
		$this->assertSame( $location, $this->redirected( static function () use ( $location ) {
			wp_safe_redirect( $location );
		} ) );
	}

	public function test_redirect_requested_page_of_this_site_is_the_end() {
		$this->sign_in();
		wp_logout();
		$location = apply_filters( 'logout_redirect', '/bye/', $this->home() . '/bye/?x=1', null );
		$this->assertSame( '/bye/?x=1', self::query_of( $location )['return'] );
	}

	public function test_redirect_requested_foreign_page_is_not_followed() {
		$this->sign_in();
		wp_logout();
		$location = apply_filters( 'logout_redirect', 'https://evil.test', 'https://evil.test', null );
		$this->assertSame( '/wp-login.php?message=signed_out', self::query_of( $location )['return'] );
	}

	public function test_redirect_gateway_down_goes_on_all_the_same() {
		$this->sign_in();
		$this->gateway->fault = Gateway_Double::unreachable();
		wp_logout();
		$this->assertStringStartsWith( Gateway_Double::URL . '/session/sign-out?', apply_filters( 'logout_redirect', '', '', null ) );
	}

	public function test_redirect_other_hosts_stay_refused() {
		$this->sign_in();
		wp_logout();
		apply_filters( 'logout_redirect', '', '', null );
		$this->assertSame( '/no', wp_validate_redirect( 'https://evil.test/', '/no' ) );
	}

	/** @dataProvider passing_faults */
	public function test_fault_that_may_pass_is_tried_again_by_cron( callable $fault ) {
		$this->sign_in();
		$end                  = $this->session_record()['end'];
		$this->gateway->fault = $fault;
		wp_logout();
		$this->assertEqualsWithDelta( time() + 60, wp_next_scheduled( Sign_Out::CRON_HOOK, array( 'ref-ada-1', $end, 1 ) ), 5 );
	}

	public static function passing_faults(): array {
		return array(
			'down'         => array( Gateway_Double::unreachable() ),
			'slow'         => array( Gateway_Double::unreachable( 'cURL error 28: Operation timed out' ) ),
			'502 page'     => array( Gateway_Double::says( 502, '<html>', 'text/html' ) ),
			'503'          => array( Gateway_Double::says( 503, '{"code":"upstream-unavailable"}', 'application/problem+json' ) ),
			'clocks'       => array( Gateway_Double::says( 401, '{"code":"unauthorized"}', 'application/problem+json' ) ),
			'too many'     => array( Gateway_Double::says( 429, '{"code":"rate-limited"}', 'application/problem+json' ) ),
		);
	}

	public function test_fault_that_will_not_pass_is_not_tried_again() {
		$this->sign_in();
		$this->gateway->fault = Gateway_Double::says( 404, '{"code":"not-found"}', 'application/problem+json' );
		wp_logout();
		$this->assertFalse( $this->scheduled() );
	}

	public function test_cron_tries_three_times_more_and_then_rests() {
		$end                  = time() + DAY_IN_SECONDS;
		$this->gateway->fault = Gateway_Double::unreachable();
		$pauses               = array();
		$arguments            = array( 'ref-x', $end, 0 );
		do_action_ref_array( Sign_Out::CRON_HOOK, $arguments );
		for ( $try = 1; $try <= 5; $try++ ) {
			$next = wp_next_scheduled( Sign_Out::CRON_HOOK, array( 'ref-x', $end, $try ) );
			if ( ! $next ) {
				break;
			}
			$pauses[] = (int) round( ( $next - time() ) / 60 );
			do_action_ref_array( Sign_Out::CRON_HOOK, array( 'ref-x', $end, $try ) );
		}
		$this->assertSame( array( 1, 5, 30 ), $pauses );
		$this->assertCount( 4, $this->gateway->calls );
	}

	public function test_cron_gateway_is_back_ends_the_session() {
		do_action_ref_array( Sign_Out::CRON_HOOK, array( 'ref-x', time() + 60, 2 ) );
		$this->assertSame( array( 'ref-x' ), $this->gateway->ended );
		$this->assertFalse( $this->scheduled() );
	}

	public function test_cron_session_that_ended_by_itself_is_left_alone() {
		do_action_ref_array( Sign_Out::CRON_HOOK, array( 'ref-x', time(), 1 ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	private function scheduled(): bool {
		foreach ( _get_cron_array() as $events ) {
			if ( isset( $events[ Sign_Out::CRON_HOOK ] ) ) {
				return true;
			}
		}
		return false;
	}
}
