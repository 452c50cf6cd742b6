<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Moved_Clock;
use Cloakroom\Settings;
use Cloakroom\Site_Key;

final class Relay_Action_Test extends Relay_Test_Case {

	const REDEEM = 'POST /v1/sites/demo/tickets/redeem';
	const READ   = 'GET /v1/me/collections/contact-details';

	public function test_ask_with_a_ticket_gives_the_gateways_answer_unchanged() {
		$this->sign_in();
		$this->gateway->calls = array();
		$this->assertSame( array( 200, array( 'success' => true, 'data' => Gateway_Double::records() ) ), $this->ask( array( 'ticket' => $this->ticket() ) ) );
		$this->assertSame( array( self::REDEEM, self::READ ), $this->paths() );
		$this->assertTrue( $this->sent( 'Cache-Control: no-store, private' ) );
	}

	public function test_ask_ticket_is_redeemed_for_the_session_of_this_login() {
		$this->sign_in();
		$this->gateway->calls = array();
		$ticket = $this->ticket();
		$this->ask( array( 'ticket' => $ticket ) );
		$this->assertSame( array( 'ticket' => $ticket, 'bind' => 'ref-ada-1', 'purpose' => 'relay' ), json_decode( $this->gateway->calls[0]['body'], true ) );
	}

	public function test_ask_without_a_ticket_uses_the_token_that_lies_with_the_login() {
		$this->sign_in();
		$this->leave_a_token();
		$this->assertSame( array( 200, array( 'success' => true, 'data' => Gateway_Double::records() ) ), $this->ask() );
		$this->assertSame( array( self::READ ), $this->paths() );
	}

	public function test_ask_one_record_and_a_later_page_go_to_their_paths() {
		$this->sign_in();
		$this->leave_a_token();
		$this->assertSame( 200, $this->ask( array( 'id' => 'self' ) )[0] );
		$this->assertSame( 200, $this->ask( array( 'cursor' => 'AbC_-.~9=' ) )[0] );
		$this->assertSame( array( self::READ . '/self', self::READ . '?cursor=AbC_-.~9%3D' ), $this->paths() );
	}

	public function test_ask_empty_parts_are_as_good_as_none() {
		$this->sign_in();
		$this->leave_a_token();
		$this->assertSame( 200, $this->ask( array( 'id' => '', 'cursor' => '', 'ticket' => '' ) )[0] );
	}

	/** @dataProvider bad_nonces */
	public function test_ask_bad_nonce_is_refused_and_calls_nobody( $nonce ) {
		$this->sign_in();
		$this->gateway->calls = array();
		$this->assertSame( $this->fault( 403, 'bad-nonce', 'This page is out of date. Load it again.' ), $this->ask( array( '_ajax_nonce' => $nonce, 'ticket' => $this->ticket() ) ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public static function bad_nonces(): array {
		return array( array( '' ), array( 'forged' ), array( array( 'x' ) ) );
	}

	public function test_ask_nonce_of_another_action_or_another_login_is_bad() {
		$this->sign_in();
		$this->assertSame( 403, $this->ask( array( '_ajax_nonce' => wp_create_nonce( 'cloakroom_expired' ) ) )[0] );
		$nonce = wp_create_nonce( 'cloakroom_collection' );
		wp_logout();
		$this->sign_in( array( 'session_ref' => 'ref-ada-2' ) );
		$this->assertSame( 403, $this->ask( array( '_ajax_nonce' => $nonce ) )[0] );
	}

	public function test_ask_by_an_address_is_refused() {
		$this->sign_in();
		$this->leave_a_token();
		$_GET = array( 'collection' => 'contact-details', '_ajax_nonce' => wp_create_nonce( 'cloakroom_collection' ) );
		$_REQUEST = $_GET;
		$this->assertSame( 403, $this->ask( array( '_ajax_nonce' => '' ) )[0] );
		$_REQUEST = array();
	}

	public function test_ask_signed_out_is_unauthorized() {
		$this->visit( '/profile/' );
		$this->assertSame( $this->fault( 401, 'unauthorized', 'Please sign in as a member to see this.' ), $this->ask() );
		$this->assertSame( array(), $this->gateway->calls );
	}

	/** @dataProvider roles */
	public function test_ask_login_that_no_ticket_made_is_unauthorized_and_has_no_way_out( string $role ) {
		$this->sign_in_directly( $role );
		$this->assertSame( $this->fault( 401, 'unauthorized', 'Please sign in as a member to see this.' ), $this->ask( array( 'ticket' => $this->ticket() ) ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public static function roles(): array {
		return array( array( 'administrator' ), array( 'subscriber' ) );
	}

	public function test_ask_member_who_may_not_read_here_is_unauthorized() {
		$user = $this->sign_in();
		$this->leave_a_token();
		$user->set_role( '' );
		wp_set_current_user( 0 );
		$this->visit( '/' );
		$this->assertSame( $this->fault( 401, 'unauthorized', 'Please sign in as a member to see this.' ), $this->ask() );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_ask_without_token_and_ticket_wants_a_ticket_and_calls_nobody() {
		$this->sign_in();
		$this->gateway->calls = array();
		$this->assertSame( $this->fault( 409, 'ticket-wanted', 'The page has to fetch a ticket first.' ), $this->ask() );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_ask_ticket_that_was_used_wants_another() {
		$this->sign_in();
		$ticket = $this->ticket();
		$this->gateway->redeem_elsewhere( $ticket );
		$this->assertSame( 409, $this->ask( array( 'ticket' => $ticket ) )[0] );
		$this->assertNull( $this->kept() );
	}

	public function test_ask_ticket_used_a_second_time_gets_no_second_token() {
		$this->sign_in();
		$ticket = $this->ticket();
		$this->assertSame( 200, $this->ask( array( 'ticket' => $ticket ) )[0] );
		wp_logout();
		$this->sign_in();
		$this->assertSame( 409, $this->ask( array( 'ticket' => $ticket ) )[0] );
	}

	public function test_ask_ticket_that_another_call_of_the_page_used_goes_on_with_what_that_one_left() {
		$this->sign_in();
		$ticket = $this->ticket();
		$this->ask( array( 'ticket' => $ticket ) );
		$this->next_request();
		$this->assertSame( 200, $this->ask( array( 'ticket' => $ticket ) )[0] );
	}

	public function test_ask_ticket_of_another_member_opens_nothing_and_is_gone() {
		$this->sign_in();
		$ticket = $this->gateway->issue_for_relay( self::EVE );
		$this->assertSame( 409, $this->ask( array( 'ticket' => $ticket ) )[0] );
		$this->assertNull( $this->kept() );
		$this->assertSame( array(), preg_grep( '/^GET/', $this->paths() ) );
	}

	public function test_ask_ticket_of_another_session_of_the_same_member_opens_nothing() {
		$this->sign_in();
		$ticket = $this->gateway->issue_for_relay( array( 'session_ref' => 'ref-ada-2' ) + self::ADA );
		$this->assertSame( 409, $this->ask( array( 'ticket' => $ticket ) )[0] );
	}

	public function test_ask_sign_in_ticket_opens_nothing() {
		$this->sign_in();
		$ticket = $this->gateway->issue( $this->bind(), $this->claims() );
		$this->assertSame( 409, $this->ask( array( 'ticket' => $ticket ) )[0] );
	}

	/** @dataProvider wrong_answers_to_tickets */
	public function test_ask_gateway_that_answers_a_ticket_wrongly_is_malformed_and_leaves_nothing( array $changes ) {
		$this->sign_in();
		$this->assertSame( $this->fault( 502, 'upstream-malformed', 'Malformed response from the API.' ), $this->ask( array( 'ticket' => $this->ticket( $changes ) ) ) );
		$this->assertNull( $this->kept() );
		$this->assertSame( array(), preg_grep( '/^GET/', $this->paths() ) );
	}

	public static function wrong_answers_to_tickets(): array {
		return array(
			'another member'   => array( array( 'sub' => self::EVE['sub'] ) ),
			'no member'        => array( array( 'sub' => null ) ),
			'another session'  => array( array( 'session_ref' => 'ref-ada-2' ) ),
			'no token'         => array( array( 'access_token' => null ) ),
			'list as token'    => array( array( 'access_token' => array( 'a.b.c' ) ) ),
			'two parts'        => array( array( 'access_token' => 'a.b' ) ),
			'unsigned'         => array( array( 'access_token' => 'a.b.' ) ),
			'header smuggled'  => array( array( 'access_token' => "a.b.c\r\nX: y" ) ),
			'line end'         => array( array( 'access_token' => "a.b.c\n" ) ),
			'too long'         => array( array( 'access_token' => 'a.b.' . str_repeat( 'c', 8189 ) ) ),
			'no end'           => array( array( 'expires_at' => null ) ),
			'end as a number'  => array( array( 'expires_at' => 4102444800 ) ),
			'end without zone' => array( array( 'expires_at' => '2999-01-01T00:00:00' ) ),
			'over'             => array( array( 'expires_at' => gmdate( 'Y-m-d\TH:i:s\Z', time() - 1 ) ) ),
		);
	}

	public function test_ask_longest_token_is_taken() {
		$this->sign_in();
		$token = 'a.b.' . str_repeat( 'c', 8188 );
		$this->gateway->tokens[ $token ] = self::ADA['sub'];
		$this->leave_a_token( array( 'access_token' => $token ) );
		$this->assertSame( 200, $this->ask()[0] );
	}

	public function test_ask_token_refused_though_new_says_that_the_session_is_over_and_how_to_leave() {
		$this->sign_in();
		$_SERVER['HTTP_REFERER'] = $this->home() . '/profile/?tab=2';
		$this->gateway->fault    = Gateway_Double::when_read( Gateway_Double::refuses( 401, 'unauthorized' ) );
		$expired                 = '/wp-login.php?action=cloakroom_expired&_wpnonce=' . wp_create_nonce( 'cloakroom_expired' ) . '&redirect_to=%2Fprofile%2F%3Ftab%3D2';
		$this->assertSame( $this->fault( 401, 'unauthorized', 'Your session has ended. Please sign in again.', array( 'expired_url' => $expired ) ), $this->ask( array( 'ticket' => $this->ticket() ) ) );
		$this->assertNull( $this->kept() );
	}

	/** @dataProvider foreign_pages */
	public function test_ask_way_out_comes_back_to_this_site_alone( string $page ) {
		$this->sign_in();
		$_SERVER['HTTP_REFERER'] = $page;
		$this->gateway->fault    = Gateway_Double::when_read( Gateway_Double::refuses( 401, 'unauthorized' ) );
		$this->assertStringEndsWith( '&redirect_to=%2F', $this->ask( array( 'ticket' => $this->ticket() ) )[1]['data']['expired_url'] );
	}

	public static function foreign_pages(): array {
		return array( array( 'https://evil.test/x' ), array( '//evil.test/x' ), array( '' ), array( 'http://site.cloakroom.localhost:8080/wp-login.php?action=cloakroom_expired' ) );
	}

	public function test_ask_refusal_of_api_gateway_itself_counts_too() {
		$this->sign_in();
		$this->gateway->fault = Gateway_Double::when_read( Gateway_Double::says( 401, '{"message":"Unauthorized"}' ) );
		$this->assertSame( 401, $this->ask( array( 'ticket' => $this->ticket() ) )[0] );
	}

	public function test_ask_401_page_of_something_else_ends_no_session() {
		$this->sign_in();
		$this->leave_a_token();
		foreach ( array( Gateway_Double::says( 401, '<html>401</html>', 'text/html' ), Gateway_Double::says( 401, '{"code":"other"}' ) ) as $answer ) {
			$this->gateway->fault = Gateway_Double::when_read( $answer );
			$this->assertSame( 502, $this->ask()[0] );
		}
		$this->assertNotNull( $this->kept() );
	}

	public function test_story_token_that_was_taken_back_is_dropped_and_one_ticket_later_all_is_well() {
		$this->sign_in();
		$this->leave_a_token();
		$this->gateway->tokens = array();
		$this->assertSame( 409, $this->ask()[0] );
		$this->assertNull( $this->kept() );
		$this->next_request();
		$this->assertSame( 409, $this->ask()[0] );
		$this->assertSame( array(), $this->gateway->calls, 'a dropped token is not tried again' );
		$this->assertSame( 200, $this->ask( array( 'ticket' => $this->ticket() ) )[0] );
	}

	/** @dataProvider malformed_questions */
	public function test_ask_question_not_in_its_form_is_refused_and_calls_nobody( array $form ) {
		$this->sign_in();
		$this->leave_a_token();
		$this->assertSame( $this->fault( 400, 'bad-request', 'This request is not in its form.' ), $this->ask( $form ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public static function malformed_questions(): array {
		return array(
			array( array( 'collection' => '' ) ),
			array( array( 'collection' => 'Contact-Details' ) ),
			array( array( 'collection' => '../sites' ) ),
			array( array( 'collection' => 'contact-details/self' ) ),
			array( array( 'collection' => 'contact-details?x' ) ),
			array( array( 'collection' => "contact-details\n" ) ),
			array( array( 'collection' => '<b>contact-details' ) ),
			array( array( 'collection' => array( 'contact-details' ) ) ),
			array( array( 'collection' => str_repeat( 'a', 65 ) ) ),
			array( array( 'id' => '..' ) ),
			array( array( 'id' => 'a/b' ) ),
			array( array( 'id' => 'a%2Fb' ) ),
			array( array( 'id' => str_repeat( 'a', 65 ) ) ),
			array( array( 'cursor' => 'a&limit=100' ) ),
			array( array( 'cursor' => 'a#b' ) ),
			array( array( 'cursor' => str_repeat( 'a', 2049 ) ) ),
			array( array( 'id' => 'self', 'cursor' => 'a' ) ),
			array( array( 'ticket' => 'short' ) ),
			array( array( 'ticket' => str_repeat( 'a', 44 ) ) ),
			array( array( 'ticket' => str_repeat( 'a', 42 ) . '.' ) ),
			array( array( 'ticket' => str_repeat( 'a', 43 ) . "\n" ) ),
		);
	}

	/** @dataProvider told_refusals */
	public function test_ask_refusal_of_the_gateway_is_passed_on( int $status, string $code, string $detail, string $message ) {
		$this->sign_in();
		$this->leave_a_token();
		$this->gateway->fault = Gateway_Double::when_read( Gateway_Double::refuses( $status, $code, $detail ) );
		$this->assertSame( $this->fault( $status, $code, $message ), $this->ask() );
		$this->assertNotNull( $this->kept(), 'the token is as good as before' );
	}

	public static function told_refusals(): array {
		$long = str_repeat( 'é', 600 );
		return array(
			array( 403, 'membership-required', 'This is part of the Gold membership.', 'This is part of the Gold membership.' ),
			array( 403, 'membership-required', '', 'This asks for a membership that you do not have at this time.' ),
			array( 403, 'membership-required', '<script>x</script>Gold <b>only</b>', 'Gold only' ),
			array( 403, 'membership-required', $long, substr( $long, 0, 1000 ) ),
			array( 403, 'delivery-not-allowed', 'Cards only.', 'Cards only.' ),
			array( 403, 'delivery-not-allowed', '', 'This is not shown in this way.' ),
			array( 404, 'not-found', 'Nothing.', 'There is no such data.' ),
			array( 400, 'bad-request', 'The cursor.', 'This request is not in its form.' ),
		);
	}

	/** @dataProvider pauses */
	public function test_ask_too_often_passes_on_when_to_come_again( $told, bool $is_passed ) {
		$this->sign_in();
		$this->leave_a_token();
		$this->gateway->fault = Gateway_Double::when_read( Gateway_Double::refuses( 429, 'rate-limited', '', null === $told ? array() : array( 'retry-after' => $told ) ) );
		$this->assertSame( $this->fault( 429, 'rate-limited', 'Too many requests. Please try again in a moment.' ), $this->ask() );
		$sent = preg_grep( '/^Retry-After/', \Cloakroom\Sent_Headers::$headers );
		$this->assertSame( $is_passed ? array( "Retry-After: $told" ) : array(), array_values( $sent ) );
	}

	public static function pauses(): array {
		return array( array( '7', true ), array( 'Mon, 23 Nov 2026 20:00:00 GMT', true ), array( null, false ), array( "7\r\nX: y", false ), array( '-1', false ), array( 'soon', false ), array( array( '1', '2' ), false ) );
	}

	public function test_ask_too_often_with_a_ticket_passes_on_too() {
		$this->sign_in();
		$this->gateway->fault = Gateway_Double::refuses( 429, 'rate-limited', '', array( 'retry-after' => '7' ) );
		$this->assertSame( 429, $this->ask( array( 'ticket' => $this->ticket() ) )[0] );
		$this->assertTrue( $this->sent( 'Retry-After: 7' ) );
	}

	/** @dataProvider unavailable */
	public function test_ask_gateway_that_fails_is_unavailable( callable $answer ) {
		$this->sign_in();
		$expected = $this->fault( 503, 'upstream-unavailable', 'Unable to retrieve data at this time.' );

		$this->gateway->fault = $answer;
		$this->assertSame( $expected, $this->ask( array( 'ticket' => $this->ticket() ) ), 'at the ticket' );
		$this->gateway->fault = Gateway_Double::when_read( $answer );
		$this->assertSame( $expected, $this->ask( array( 'ticket' => $this->ticket() ) ), 'at the records' );
		$this->assertNotNull( $this->kept() );
		$this->visit( '/' );
		$this->assertTrue( is_user_logged_in() );
	}

	public static function unavailable(): array {
		return array(
			'down'          => array( Gateway_Double::unreachable() ),
			'slow'          => array( Gateway_Double::unreachable( 'cURL error 28: Operation timed out after 15000 milliseconds with 0 bytes received' ) ),
			'503 problem'   => array( Gateway_Double::refuses( 503, 'upstream-unavailable' ) ),
			'500'           => array( Gateway_Double::says( 500, '' ) ),
			'502 HTML page' => array( Gateway_Double::says( 502, '<html>Bad Gateway</html>', 'text/html' ) ),
			'504 with data' => array( Gateway_Double::says( 504, json_encode( Gateway_Double::records() ) ) ),
		);
	}

	public function test_ask_site_key_refused_is_unavailable_and_no_end_of_the_session() {
		$this->sign_in();
		$this->gateway->public_keys = array( Site_Key::generate()->public_half() );
		$this->assertSame( 503, $this->ask( array( 'ticket' => $this->ticket() ) )[0] );
	}

	public function test_ask_not_set_up_is_unavailable() {
		$this->sign_in();
		delete_option( Settings::KEY_OPTION );
		$this->gateway->calls = array();
		$this->assertSame( 503, $this->ask( array( 'ticket' => $this->ticket() ) )[0] );
		$this->assertSame( array(), $this->gateway->calls );
	}

	/** @dataProvider malformed */
	public function test_ask_answer_that_cannot_be_read_is_malformed( callable $answer ) {
		$this->sign_in();
		$this->leave_a_token();
		$this->gateway->fault = Gateway_Double::when_read( $answer );
		$this->assertSame( $this->fault( 502, 'upstream-malformed', 'Malformed response from the API.' ), $this->ask() );
	}

	public static function malformed(): array {
		$data = static function ( array $changes, int $status = 200 ) {
			return array( Gateway_Double::says( $status, json_encode( $changes + Gateway_Double::records() ) ) );
		};
		return array(
			'502 problem'           => array( Gateway_Double::refuses( 502, 'upstream-malformed' ) ),
			'HTML page'             => array( Gateway_Double::says( 200, '<html>Hello</html>', 'text/html' ) ),
			'JSON called HTML'      => array( Gateway_Double::says( 200, json_encode( Gateway_Double::records() ), 'text/html' ) ),
			'garbage'               => array( Gateway_Double::says( 200, "\0\xff{" ) ),
			'cut off'               => array( Gateway_Double::says( 200, substr( json_encode( Gateway_Double::records() ), 0, -1 ) ) ),
			'bad UTF-8'             => array( Gateway_Double::says( 200, str_replace( 'Phone', "\xff", json_encode( Gateway_Double::records() ) ) ) ),
			'empty'                 => array( Gateway_Double::says( 200, '' ) ),
			'null'                  => array( Gateway_Double::says( 200, 'null' ) ),
			'list'                  => array( Gateway_Double::says( 200, '[]' ) ),
			'redirect'              => array( Gateway_Double::says( 302, '', 'text/html', array( 'location' => 'https://evil.test/' ) ) ),
			'204'                   => array( Gateway_Double::says( 204, '' ) ),
			'202 with data'         => $data( array(), 202 ),
			'404 page'              => array( Gateway_Double::says( 404, '<html>404</html>', 'text/html' ) ),
			'403 page'              => array( Gateway_Double::says( 403, '<html>403</html>', 'text/html' ) ),
			'403 of another kind'   => array( Gateway_Double::refuses( 403, 'bad-nonce' ) ),
			'code of other status'  => array( Gateway_Double::refuses( 403, 'not-found' ) ),
			'409 ticket-wanted'     => array( Gateway_Double::refuses( 409, 'ticket-wanted' ) ),
			'another collection'    => $data( array( 'collection' => 'medical-profile' ) ),
			'no collection'         => $data( array( 'collection' => null ) ),
			'no records'            => $data( array( 'records' => null ) ),
			'records as object'     => $data( array( 'records' => array( 'a' => array() ) ) ),
			'records as text'       => $data( array( 'records' => 'x' ) ),
			'record as text'        => $data( array( 'records' => array( 'x' ) ) ),
			'record without id'     => $data( array( 'records' => array( array( 'fields' => array() ) ) ) ),
			'record without fields' => $data( array( 'records' => array( array( 'id' => 'self' ) ) ) ),
			'fields as object'      => $data( array( 'records' => array( array( 'id' => 'self', 'fields' => array( 'phone' => array( 'name' => 'phone' ) ) ) ) ) ),
			'field as text'         => $data( array( 'records' => array( array( 'id' => 'self', 'fields' => array( 'phone' ) ) ) ) ),
			'field without name'    => $data( array( 'records' => array( array( 'id' => 'self', 'fields' => array( array( 'value' => 'x' ) ) ) ) ) ),
			'next as number'        => $data( array( 'next' => 7 ) ),
			'too deep'              => $data( array( 'x' => array( array( array( array( array( array( array( 1 ) ) ) ) ) ) ) ) ),
		);
	}

	/** @dataProvider well_formed */
	public function test_ask_answer_in_form_is_given_on( array $changes ) {
		$this->sign_in();
		$this->leave_a_token();
		$this->gateway->fault = Gateway_Double::when_read( Gateway_Double::says( 200, json_encode( $changes + Gateway_Double::records() ) ) );
		$this->assertSame( array( 200, array( 'success' => true, 'data' => $changes + Gateway_Double::records() ) ), $this->ask() );
	}

	public static function well_formed(): array {
		return array(
			'no records'  => array( array( 'records' => array() ) ),
			'no fields'   => array( array( 'records' => array( array( 'id' => 'self', 'fields' => array() ) ) ) ),
			'more to come' => array( array( 'next' => 'cursor' ) ),
			'news'        => array( array( 'something' => array( 'new' => true ) ) ),
			'any text'    => array( array( 'title' => "Ünïcode </script> 'quotes' \\ \u{1F512}" ) ),
		);
	}

	public function test_ask_answer_of_a_mebibyte_is_read_and_one_byte_more_is_malformed() {
		$this->sign_in();
		$this->leave_a_token();
		$rest = 1048576 - strlen( json_encode( array( 'x' => '' ) + Gateway_Double::records() ) );
		foreach ( array( $rest => 200, $rest + 1 => 502 ) as $bytes => $status ) {
			$this->gateway->fault = Gateway_Double::when_read( Gateway_Double::says( 200, json_encode( array( 'x' => str_repeat( 'x', $bytes ) ) + Gateway_Double::records() ) ) );
			$this->assertSame( $status, $this->ask()[0] );
		}
	}

	public function test_ask_end_of_a_list_that_the_gateway_tells_by_leaving_next_out_is_told_as_null() {
		$this->sign_in();
		$this->leave_a_token();
		$records = Gateway_Double::records();
		unset( $records['next'] );
		$this->gateway->fault = Gateway_Double::when_read( Gateway_Double::says( 200, json_encode( $records ) ) );
		$this->assertSame( array( 200, array( 'success' => true, 'data' => $records + array( 'next' => null ) ) ), $this->ask() );
	}

	public function test_ask_calls_have_limits_and_follow_no_redirect() {
		$this->sign_in();
		$this->gateway->calls = array();
		$this->ask( array( 'ticket' => $this->ticket() ) );
		foreach ( array( 65536, 1048576 ) as $index => $bytes ) {
			$arguments = $this->gateway->calls[ $index ]['arguments'];
			$this->assertSame( array( 0, $bytes, true ), array( $arguments['redirection'], $arguments['limit_response_size'], $arguments['sslverify'] ) );
			$this->assertEqualsWithDelta( 15, $arguments['timeout'], 2 );
			$this->assertLessThanOrEqual( 15, $arguments['timeout'] );
		}
	}

	public function test_ask_reading_has_what_the_ticket_left_of_fifteen_seconds() {
		$this->sign_in();
		$this->gateway->calls = array();
		$this->gateway->fault = static function ( array $call ) {
			Moved_Clock::$ahead += 'POST' === $call['method'] ? 9.5 : 0;
		};
		$this->assertSame( 200, $this->ask( array( 'ticket' => $this->ticket() ) )[0] );
		$this->assertEqualsWithDelta( 5, $this->gateway->calls[1]['arguments']['timeout'], 0.5 );
		$this->assertLessThanOrEqual( 5.5, $this->gateway->calls[1]['arguments']['timeout'] );
	}

	public function test_ask_ticket_that_took_all_the_time_leaves_none_for_reading() {
		$this->sign_in();
		$this->gateway->calls = array();
		$this->gateway->fault = static function ( array $call ) {
			Moved_Clock::$ahead += 'POST' === $call['method'] ? 14.1 : 0;
		};
		$this->assertSame( 503, $this->ask( array( 'ticket' => $this->ticket() ) )[0] );
		$this->assertSame( array( self::REDEEM ), $this->paths() );
		$this->assertNotNull( $this->kept(), 'the page may try again without a ticket' );
	}

	public function test_refused_action_tells_neither_record_nor_cursor() {
		$this->sign_in();
		$this->leave_a_token();
		$told = array();
		add_action( 'cloakroom_gateway_refused', static function ( $path ) use ( &$told ) {
			$told[] = $path;
		} );
		$this->gateway->fault = Gateway_Double::unreachable();
		$this->ask( array( 'id' => 'some-record' ) );
		$this->ask( array( 'cursor' => 'some-cursor' ) );
		$this->assertSame( array( '/v1/me/collections/contact-details', '/v1/me/collections/contact-details' ), $told );
	}

	private function fault( int $status, string $code, string $message, array $more = array() ): array {
		return array( $status, array( 'success' => false, 'data' => array( 'code' => $code, 'message' => $message ) + $more ) );
	}
}
