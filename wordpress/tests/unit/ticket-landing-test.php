<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Members;

final class Ticket_Landing_Test extends Plugin_Test_Case {

	public function test_land_new_member_is_signed_in_as_her_own_new_user() {
		$user = $this->sign_in();
		$this->assertSame( 'm-' . substr( hash( 'sha256', $this->claims()['sub'] ), 0, 12 ), $user->user_login );
		$this->assertSame( array( 'subscriber' ), $user->roles );
		$this->assertSame( 'Ada Byron', $user->display_name );
		$this->assertSame( 'ada@example.test', $user->user_email );
		$this->assertSame( $this->claims()['sub'], get_user_meta( $user->ID, 'cloakroom_sub', true ) );
	}

	public function test_land_known_member_is_the_same_user_again() {
		$first = $this->sign_in()->ID;
		wp_logout();
		$this->assertSame( $first, $this->sign_in( array( 'session_ref' => 'ref-ada-2' ) )->ID );
		$this->assertCount( 1, get_users( array( 'meta_key' => 'cloakroom_sub' ) ) );
	}

	public function test_land_ticket_is_gone_from_the_address_and_told_to_nobody() {
		$ticket   = $this->gateway->issue( $this->bind(), $this->claims() );
		$location = $this->visit_redirected( "/profile/?tab=2&cloakroom_ticket=$ticket&x=1" );
		$this->assertSame( $this->home() . '/profile/?tab=2&x=1', $location );
		$this->assertTrue( $this->sent( 'Referrer-Policy: no-referrer' ) );
		$this->assertTrue( $this->sent( 'Cache-Control: no-store, private' ) );
	}

	public function test_land_session_record_names_the_gateway_session_and_its_end_and_nothing_more() {
		$end = time() + 3600;
		$this->sign_in( array( 'session_end' => gmdate( 'Y-m-d\TH:i:s\Z', $end ) ) );
		$this->assertSame( array( 'session_ref' => 'ref-ada-1', 'end' => $end ), $this->session_record() );
	}

	/** @dataProvider ends */
	public function test_land_wordpress_session_ends_with_the_gateway_session( int $seconds ) {
		$seen = array();
		add_action( 'set_logged_in_cookie', static function ( $cookie, $expire, $expiration ) use ( &$seen ) {
			$seen = array( $expire, $expiration );
		}, 10, 3 );
		$end = time() + $seconds;
		$this->sign_in( array( 'session_end' => gmdate( 'Y-m-d\TH:i:s\Z', $end ) ) );
		$session = \WP_Session_Tokens::get_instance( get_current_user_id() )->get( wp_get_session_token() );
		// The clock may tick between the plugin's look at it and WordPress's.
		$this->assertLessThanOrEqual( $end + 1, $session['expiration'] );
		$this->assertGreaterThan( $end - 5, $session['expiration'] );
		$this->assertLessThanOrEqual( $end + 1, $seen[1] );
		$this->assertSame( 0, $seen[0], 'the cookie ends with the browser' );
	}

	public static function ends(): array {
		return array( 'a minute' => array( 60 ), 'ninety days' => array( 90 * DAY_IN_SECONDS ) );
	}

	public function test_land_others_may_shorten_the_session() {
		add_filter( 'auth_cookie_expiration', static function () {
			return 120;
		} );
		$this->sign_in();
		$session = \WP_Session_Tokens::get_instance( get_current_user_id() )->get( wp_get_session_token() );
		$this->assertEqualsWithDelta( time() + 120, $session['expiration'], 5 );
	}

	public function test_land_others_may_not_lengthen_the_session() {
		add_filter( 'auth_cookie_expiration', static function () {
			return YEAR_IN_SECONDS;
		}, 1000 );
		$end = time() + 3600;
		$this->sign_in( array( 'session_end' => gmdate( 'Y-m-d\TH:i:s\Z', $end ) ) );
		$session = \WP_Session_Tokens::get_instance( get_current_user_id() )->get( wp_get_session_token() );
		$this->assertLessThanOrEqual( $end + 1, $session['expiration'] );
	}

	public function test_session_that_wordpress_puts_in_its_place_is_still_a_ticket_session() {
		$user = $this->sign_in();
		$end  = $this->session_record()['end'];
		wp_update_user( array( 'ID' => $user->ID, 'user_pass' => 'another' ) );
		$this->visit( '/' );
		$this->assertSame( $user->ID, get_current_user_id() );
		$this->assertSame( array( 'session_ref' => 'ref-ada-1', 'end' => $end ), $this->session_record() );
		$session = \WP_Session_Tokens::get_instance( $user->ID )->get( wp_get_session_token() );
		$this->assertLessThanOrEqual( $end + 1, $session['expiration'] );
		wp_logout();
		$this->assertSame( array( 'ref-ada-1' ), $this->gateway->ended );
	}

	public function test_session_that_a_plugin_opens_beside_it_is_a_ticket_session_too() {
		$user = $this->sign_in();
		$end  = $this->session_record()['end'];
		wp_set_auth_cookie( $user->ID, true );
		$this->visit( '/' );
		$this->assertCount( 2, \WP_Session_Tokens::get_instance( $user->ID )->get_all() );
		$this->assertSame( array( 'session_ref' => 'ref-ada-1', 'end' => $end ), $this->session_record() );
		$session = \WP_Session_Tokens::get_instance( $user->ID )->get( wp_get_session_token() );
		$this->assertLessThanOrEqual( $end + 1, $session['expiration'] );
	}

	public function test_session_of_another_user_opened_meanwhile_is_none_of_ours() {
		$this->sign_in();
		$other = wp_insert_user( array( 'user_login' => 'other', 'user_pass' => 'x' ) );
		$token = \WP_Session_Tokens::get_instance( $other );
		wp_set_auth_cookie( $other, true );
		$this->visit( '/' );
		$this->assertNull( $this->session_record() );
		$this->assertGreaterThan( time() + 13 * DAY_IN_SECONDS, $token->get( wp_get_session_token() )['expiration'] );
	}

	public function test_land_wp_login_fires_after_the_cookie() {
		$heard = array();
		add_action( 'set_logged_in_cookie', static function () use ( &$heard ) {
			$heard[] = 'cookie';
		} );
		add_action( 'wp_login', static function ( $login, $user ) use ( &$heard ) {
			$heard[] = array( $login, $user->user_login );
		}, 10, 2 );
		$user = $this->sign_in();
		$this->assertSame( array( 'cookie', array( $user->user_login, $user->user_login ) ), $heard );
	}

	/** @dataProvider wrong_tickets */
	public function test_land_ticket_of_wrong_form_fails_without_a_call( string $query ) {
		$this->bind();
		$location = $this->visit_redirected( '/profile/?' . $query );
		$this->assertSame( $this->home() . '/wp-login.php?message=sign_in_failed&redirect_to=%2Fprofile%2F', $location );
		$this->assertSame( array(), $this->gateway->calls );
		$this->assertFalse( is_user_logged_in() );
	}

	public static function wrong_tickets(): array {
		$good = str_repeat( 'a', 43 );
		return array(
			array( 'cloakroom_ticket=' ),
			array( 'cloakroom_ticket' ),
			array( 'cloakroom_ticket=short' ),
			array( 'cloakroom_ticket=' . substr( $good, 1 ) ),
			array( "cloakroom_ticket={$good}a" ),
			array( 'cloakroom_ticket=' . substr( $good, 1 ) . '.' ),
			array( 'cloakroom_ticket=' . substr( $good, 1 ) . '%00' ),
			array( "cloakroom_ticket[]=$good" ),
			array( 'cloakroom.ticket=short' ),
		);
	}

	public function test_land_without_bind_cookie_fails_without_a_call() {
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		unset( $_COOKIE['cloakroom_bind'] );
		$location = $this->visit_redirected( "/?cloakroom_ticket=$ticket" );
		$this->assertSame( $this->home() . '/wp-login.php?message=sign_in_failed&redirect_to=%2F', $location );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_land_ticket_of_another_browser_fails() {
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->bind();
		$this->assertStringContainsString( 'message=sign_in_failed', $this->visit_redirected( "/?cloakroom_ticket=$ticket" ) );
		$this->visit( '/' );
		$this->assertFalse( is_user_logged_in() );
	}

	public function test_land_unknown_ticket_fails() {
		$this->bind();
		$this->assertStringContainsString( 'message=sign_in_failed', $this->visit_redirected( '/?cloakroom_ticket=' . Gateway_Double::random() ) );
	}

	/** @dataProvider faults */
	public function test_land_gateway_that_fails_says_unavailable( callable $fault ) {
		$ticket               = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->gateway->fault = $fault;
		$location             = $this->visit_redirected( "/profile/?cloakroom_ticket=$ticket" );
		$this->assertSame( $this->home() . '/wp-login.php?message=unavailable&redirect_to=%2Fprofile%2F', $location );
		$this->visit( '/' );
		$this->assertFalse( is_user_logged_in() );
		$this->assertCount( 0, get_users( array( 'meta_key' => 'cloakroom_sub' ) ) );
	}

	public static function faults(): array {
		$problem = static function ( int $status, string $code ) {
			return Gateway_Double::says( $status, json_encode( array( 'status' => $status, 'code' => $code ) ), 'application/problem+json' );
		};
		$claims = static function ( array $change ) {
			$good = array( 'sub' => 's', 'email' => 'a@example.test', 'display_name' => 'A', 'session_ref' => 'r', 'session_end' => '2999-01-01T00:00:00Z' );
			return Gateway_Double::says( 200, json_encode( array_filter( array_merge( $good, $change ), static function ( $value ) {
				return null !== $value;
			} ) ) );
		};
		return array(
			'down'                 => array( Gateway_Double::unreachable() ),
			'slow'                 => array( Gateway_Double::unreachable( 'cURL error 28: Operation timed out after 5000 milliseconds with 0 bytes received' ) ),
			'502 page'             => array( Gateway_Double::says( 502, '<html>Bad Gateway</html>', 'text/html' ) ),
			'502 malformed'        => array( $problem( 502, 'upstream-malformed' ) ),
			'503 problem'          => array( $problem( 503, 'upstream-unavailable' ) ),
			'429'                  => array( $problem( 429, 'rate-limited' ) ),
			'key refused'          => array( $problem( 401, 'unauthorized' ) ),
			'404 page of a proxy'  => array( Gateway_Double::says( 404, '<html>404</html>', 'text/html' ) ),
			'404 of another kind'  => array( $problem( 404, 'no-such-route' ) ),
			'redirect'             => array( Gateway_Double::says( 302, '', 'text/html' ) ),
			'page instead of JSON' => array( Gateway_Double::says( 200, '<html>Hello</html>', 'text/html' ) ),
			'not JSON'             => array( Gateway_Double::says( 200, 'garbage' ) ),
			'empty'                => array( Gateway_Double::says( 200, '' ) ),
			'number'               => array( Gateway_Double::says( 200, '7' ) ),
			'list'                 => array( Gateway_Double::says( 200, '[1,2]' ) ),
			'too deep'             => array( Gateway_Double::says( 200, str_repeat( '[', 50 ) . str_repeat( ']', 50 ) ) ),
			'claims with an error' => array( Gateway_Double::says( 500, '{"sub":"s","session_ref":"r","session_end":"2999-01-01T00:00:00Z"}' ) ),
			'claims with a 202'    => array( Gateway_Double::says( 202, '{"sub":"s","session_ref":"r","session_end":"2999-01-01T00:00:00Z"}' ) ),
			'no sub'               => array( $claims( array( 'sub' => null ) ) ),
			'empty sub'            => array( $claims( array( 'sub' => '' ) ) ),
			'sub with a hash'      => array( $claims( array( 'sub' => 'a#b' ) ) ),
			'sub with a space'     => array( $claims( array( 'sub' => 'a b' ) ) ),
			'sub too long'         => array( $claims( array( 'sub' => str_repeat( 'a', 129 ) ) ) ),
			'sub as list'          => array( $claims( array( 'sub' => array( 'a' ) ) ) ),
			'no session_ref'       => array( $claims( array( 'session_ref' => null ) ) ),
			'session_ref as path'  => array( $claims( array( 'session_ref' => '../x' ) ) ),
			'no session_end'       => array( $claims( array( 'session_end' => null ) ) ),
			'session_end in words' => array( $claims( array( 'session_end' => 'tomorrow' ) ) ),
			'session_end number'   => array( $claims( array( 'session_end' => 32503680000 ) ) ),
			'session over'         => array( $claims( array( 'session_end' => gmdate( 'Y-m-d\TH:i:s\Z', time() - 1 ) ) ) ),
			'session ends now'     => array( static function () use ( $claims ) {
				return call_user_func( $claims( array( 'session_end' => gmdate( 'Y-m-d\TH:i:s\Z' ) ) ) );
			} ),
		);
	}

	/** @dataProvider bounds */
	public function test_land_longest_claims_are_accepted( array $claims ) {
		$this->assertTrue( $this->sign_in( $claims )->exists() );
	}

	public static function bounds(): array {
		return array(
			'sub of 128'           => array( array( 'sub' => str_repeat( 'a', 128 ) ) ),
			'session_ref of 256'   => array( array( 'session_ref' => str_repeat( 'r', 256 ) ) ),
			'end with a fraction'  => array( array( 'session_end' => gmdate( 'Y-m-d\TH:i:s', time() + 3600 ) . '.123456789Z' ) ),
			'name of 1000'         => array( array( 'display_name' => str_repeat( 'é', 1000 ) ) ),
			'no name'              => array( array( 'display_name' => '' ) ),
			'more than asked for'  => array( array( 'something' => array( 'new' => true ) ) ),
		);
	}

	public function test_land_wrong_site_key_says_unavailable() {
		$ticket                     = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->gateway->public_keys = array( \Cloakroom\Site_Key::generate()->public_half() );
		$this->assertStringContainsString( 'message=unavailable', $this->visit_redirected( "/?cloakroom_ticket=$ticket" ) );
	}

	public function test_land_clock_beyond_the_window_says_unavailable() {
		$ticket               = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->gateway->ahead = 310;
		$this->assertStringContainsString( 'message=unavailable', $this->visit_redirected( "/?cloakroom_ticket=$ticket" ) );
	}

	public function test_land_not_set_up_says_unavailable() {
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->set_up_plugin( array( 'site_id' => '' ) );
		$this->assertStringContainsString( 'message=unavailable', $this->visit_redirected( "/?cloakroom_ticket=$ticket" ) );
	}

	public function test_land_administrator_who_looks_at_the_page_stays_untouched() {
		$admin  = $this->sign_in_directly( 'administrator' );
		$cookie = $_COOKIE[ LOGGED_IN_COOKIE ];
		$before = get_user_meta( $admin->ID, 'session_tokens', true );
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->assertSame( $this->home() . '/profile/', $this->visit_redirected( "/profile/?cloakroom_ticket=$ticket" ) );
		$this->visit( '/profile/' );
		$this->assertSame( $admin->ID, get_current_user_id() );
		$this->assertSame( $cookie, $_COOKIE[ LOGGED_IN_COOKIE ] );
		$this->assertSame( $before, get_user_meta( $admin->ID, 'session_tokens', true ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_land_subscriber_who_signed_in_to_wordpress_stays_untouched() {
		$user   = $this->sign_in_directly( 'subscriber' );
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->visit_redirected( "/?cloakroom_ticket=$ticket" );
		$this->visit( '/' );
		$this->assertSame( $user->ID, get_current_user_id() );
	}

	public function test_land_two_tabs_of_one_browser_both_arrive() {
		$hash   = $this->bind();
		$first  = $this->gateway->issue( $hash, $this->claims() );
		$second = $this->gateway->issue( $hash, $this->claims() );
		$this->assertSame( $this->home() . '/a/', $this->visit_redirected( "/a/?cloakroom_ticket=$first" ) );
		$this->visit( '/a/' );
		$cookie = $_COOKIE[ LOGGED_IN_COOKIE ];
		$this->assertSame( $this->home() . '/b/', $this->visit_redirected( "/b/?cloakroom_ticket=$second" ) );
		$this->visit( '/b/' );
		$this->assertSame( $cookie, $_COOKIE[ LOGGED_IN_COOKIE ], 'the same gateway session keeps its WordPress session' );
		$this->assertCount( 1, \WP_Session_Tokens::get_instance( get_current_user_id() )->get_all() );
	}

	public function test_land_same_ticket_in_a_second_tab_stays_signed_in() {
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->visit_redirected( "/profile/?cloakroom_ticket=$ticket" );
		$this->assertSame( $this->home() . '/profile/', $this->visit_redirected( "/profile/?cloakroom_ticket=$ticket" ) );
		$this->visit( '/profile/' );
		$this->assertSame( 'ref-ada-1', $this->session_record()['session_ref'] );
	}

	public function test_land_same_ticket_in_another_browser_fails() {
		$hash   = $this->bind();
		$secret = $_COOKIE['cloakroom_bind'];
		$ticket = $this->gateway->issue( $hash, $this->claims() );
		$this->visit_redirected( "/?cloakroom_ticket=$ticket" );
		$this->visit( '/' );
		$_COOKIE = array( 'cloakroom_bind' => $secret );
		$this->assertStringContainsString( 'message=sign_in_failed', $this->visit_redirected( "/?cloakroom_ticket=$ticket" ) );
	}

	public function test_land_later_session_of_the_same_member_replaces_the_earlier() {
		$user   = $this->sign_in();
		$ticket = $this->gateway->issue( $this->bind(), $this->claims( array( 'session_ref' => 'ref-ada-2' ) ) );
		$this->visit_redirected( "/?cloakroom_ticket=$ticket" );
		$this->visit( '/' );
		$this->assertSame( 'ref-ada-2', $this->session_record()['session_ref'] );
		$this->assertCount( 1, \WP_Session_Tokens::get_instance( $user->ID )->get_all() );
	}

	public function test_land_another_member_replaces_the_first_ones_session() {
		$ada    = $this->sign_in();
		$ticket = $this->gateway->issue( $this->bind(), $this->claims( array( 'sub' => 'eve', 'email' => 'eve@example.test', 'session_ref' => 'ref-eve' ) ) );
		$this->visit_redirected( "/?cloakroom_ticket=$ticket" );
		$this->visit( '/' );
		$this->assertSame( 'm-' . substr( hash( 'sha256', 'eve' ), 0, 12 ), wp_get_current_user()->user_login );
		$this->assertCount( 0, \WP_Session_Tokens::get_instance( $ada->ID )->get_all() );
	}

	public function test_land_privileged_user_is_told_to_use_the_password() {
		$editor = $this->sign_in_directly( 'editor' );
		update_user_meta( $editor->ID, 'cloakroom_sub', $this->claims()['sub'] );
		$_COOKIE  = array();
		$ticket   = $this->gateway->issue( $this->bind(), $this->claims() );
		$location = $this->visit_redirected( "/x/?cloakroom_ticket=$ticket" );
		$this->assertSame( $this->home() . '/wp-login.php?message=wordpress_account&redirect_to=%2Fx%2F', $location );
		$this->visit( '/' );
		$this->assertFalse( is_user_logged_in() );
	}

	/** @dataProvider not_looked_at */
	public function test_land_request_that_is_no_page_view_is_left_alone( string $method ) {
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->visit( "/?cloakroom_ticket=$ticket", $method );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public static function not_looked_at(): array {
		return array( array( 'POST' ), array( 'HEAD' ), array( 'PUT' ), array( '' ) );
	}

	public function test_land_page_without_ticket_calls_nobody() {
		$this->visit( '/?message=sign_in_failed' );
		$this->assertSame( array(), $this->gateway->calls );
		$this->assertSame( array(), \Cloakroom\Sent_Headers::$headers );
	}

	public function test_land_address_of_another_host_ends_at_home() {
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->assertSame( $this->home() . '/', $this->visit_redirected( "//evil.test/x?cloakroom_ticket=$ticket" ) );
	}

	public function test_land_on_the_login_page_goes_home_and_not_back() {
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->assertSame( $this->home() . '/', $this->visit_redirected( "/wp-login.php?cloakroom_ticket=$ticket" ) );
	}

	public function test_land_failure_never_redirects_to_an_address_with_a_ticket() {
		$page = wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'publish', 'post_title' => 'Login', 'post_name' => 'login', 'post_content' => '[cloakroom_sign_in]' ) );
		$this->set_up_plugin( array( 'login_page' => $page ) );
		$location = $this->visit_redirected( '/login/?cloakroom_ticket=x&redirect_to=%2Fp%3Fcloakroom_ticket%3Dy' );
		$this->assertStringStartsWith( $this->home() . '/login/?message=sign_in_failed&redirect_to=', $location );
		$this->assertArrayNotHasKey( 'cloakroom_ticket', self::query_of( $location ) );
		$this->visit( substr( $location, strlen( $this->home() ) ) );
	}

	public function test_land_refusal_is_told_to_the_operators_log_without_a_secret() {
		$heard = array();
		add_action( 'cloakroom_gateway_refused', static function () use ( &$heard ) {
			$heard[] = func_get_args();
		}, 10, 3 );
		$this->bind();
		$this->visit_redirected( '/?cloakroom_ticket=' . Gateway_Double::random() );
		$this->assertSame( array( array( '/v1/sites/demo/tickets/redeem', 404, 'not-found' ) ), $heard );
	}
}
