<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Bind_Secret;
use Cloakroom\Claim;
use Cloakroom\Connect;
use Cloakroom\Connection;
use Cloakroom\Sent_Headers;
use Cloakroom\Tie;

final class Connect_Test extends Plugin_Test_Case {

	const SUB = '5e0f3c1e-ada0-4a63-9b52-c0a8012f7f11';

	public function test_sign_in_of_a_made_user_who_holds_nothing_ties_nobody() {
		$this->sign_in();
		$this->assertSame( array(), $this->gateway->ties );
	}

	public function test_sign_in_of_a_user_who_holds_something_ties_once() {
		$user = $this->sign_in();
		wp_logout();
		$this->make_member( $user->ID );
		$this->sign_in( array( 'session_ref' => 'ref-ada-2' ) );
		$this->assertSame( array( (string) $user->ID => self::SUB ), $this->gateway->ties );
		$this->assertSame( self::SUB, get_user_meta( $user->ID, Tie::key(), true ) );
		wp_logout();
		$this->gateway->calls = array();
		$this->sign_in( array( 'session_ref' => 'ref-ada-3' ) );
		$this->assertSame( 0, $this->links() );
	}

	public function test_purchase_in_a_live_session_ties_when_it_is_told() {
		$user = $this->sign_in();
		$this->make_member( $user->ID );
		do_action( 'cloakroom_told', $user->ID );
		$this->assertSame( array( (string) $user->ID => self::SUB ), $this->gateway->ties );
	}

	public function test_tie_that_fails_is_not_shown_and_tried_again_while_the_session_lives() {
		$user = $this->sign_in();
		wp_logout();
		$this->make_member( $user->ID );
		$this->gateway->fault = static function ( $call ) {
			return false !== strpos( $call['path'], '/links' ) ? Gateway_Double::unreachable()() : null;
		};
		$end = time() + 3600;
		$this->sign_in( array( 'session_ref' => 'ref-ada-2', 'session_end' => gmdate( 'Y-m-d\TH:i:s\Z', $end ) ) );
		$arguments = array( $user->ID, 'ref-ada-2', $end, 1 );
		$this->assertEqualsWithDelta( time() + 60, wp_next_scheduled( Tie::CRON_HOOK, $arguments ), 5 );
		$this->gateway->fault = null;
		do_action_ref_array( Tie::CRON_HOOK, array( $user->ID, 'ref-ada-2', time() - 1, 1 ) );
		$this->assertSame( array(), $this->gateway->ties, 'over' );
		do_action_ref_array( Tie::CRON_HOOK, $arguments );
		$this->assertSame( array( (string) $user->ID => self::SUB ), $this->gateway->ties );
	}

	public function test_tie_that_is_refused_is_not_tried_again() {
		$user = $this->sign_in();
		wp_logout();
		$this->make_member( $user->ID );
		$this->gateway->ties = array( '999' => self::SUB );
		$this->sign_in( array( 'session_ref' => 'ref-ada-2' ) );
		$this->assertSame( '', get_user_meta( $user->ID, Tie::key(), true ) );
		foreach ( _get_cron_array() as $events ) {
			$this->assertArrayNotHasKey( Tie::CRON_HOOK, $events );
		}
	}

	public function test_connect_wordpress_user_and_member_become_one() {
		$user   = $this->sign_in_directly( 'subscriber' );
		$ticket = $this->agree( $this->begin() );
		$this->assertSame( $this->home() . '/account/?cloakroom_connect=done', $this->visit_redirected( '/account/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket ) );
		$this->assertSame( self::SUB, get_user_meta( $user->ID, 'cloakroom_sub', true ) );
		$this->assertSame( array( (string) $user->ID => self::SUB ), $this->gateway->ties );
		// She is signed in by the gateway now, and once.
		$this->visit( '/account/' );
		$this->assertSame( $user->ID, get_current_user_id() );
		$this->assertSame( 'ref-ada-1', $this->session_record()['session_ref'] );
		$this->assertCount( 1, \WP_Session_Tokens::get_instance( $user->ID )->get_all() );
		wp_logout();
		$this->assertSame( $user->ID, $this->sign_in( array( 'session_ref' => 'ref-ada-2' ) )->ID );
	}

	public function test_connect_takes_the_name_off_the_made_user_who_holds_nothing() {
		$made = $this->sign_in();
		wp_logout();
		$user   = $this->sign_in_directly( 'subscriber' );
		$ticket = $this->agree( $this->begin() );
		$this->visit_redirected( '/account/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket );
		$this->assertSame( '', get_user_meta( $made->ID, 'cloakroom_sub', true ) );
		$this->assertSame( self::SUB, get_user_meta( $user->ID, 'cloakroom_sub', true ) );
		$this->assertSame( array(), \WP_Session_Tokens::get_instance( $made->ID )->get_all() );
	}

	public function test_connect_leaves_a_made_user_who_holds_something() {
		$made = $this->sign_in();
		wp_logout();
		$this->make_member( $made->ID );
		$user   = $this->sign_in_directly( 'subscriber' );
		$ticket = $this->agree( $this->begin() );
		$this->assertStringEndsWith( 'cloakroom_connect=taken', $this->visit_redirected( '/account/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket ) );
		$this->assertSame( array( self::SUB, '' ), array( get_user_meta( $made->ID, 'cloakroom_sub', true ), get_user_meta( $user->ID, 'cloakroom_sub', true ) ) );
	}

	public function test_connect_when_the_gateway_says_taken_changes_nothing() {
		$user                = $this->sign_in_directly( 'subscriber' );
		$ticket              = $this->agree( $this->begin() );
		$this->gateway->ties = array( '999' => self::SUB );
		$this->assertStringEndsWith( 'cloakroom_connect=taken', $this->visit_redirected( '/account/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket ) );
		$this->assertSame( '', get_user_meta( $user->ID, 'cloakroom_sub', true ) );
	}

	/** @dataProvider powers */
	public function test_connect_who_has_power_never_begins( string $role ) {
		$this->sign_in_directly( $role );
		$this->assertSame( $this->home() . '/account/', $this->visit_login_action( 'cloakroom_connect', array( '_wpnonce' => wp_create_nonce( 'cloakroom_connect' ), 'redirect_to' => '/account/' ) ) );
		$this->assertStringNotContainsString( 'cloakroom_connect', do_shortcode( '[cloakroom_connect]' ) );
	}

	public static function powers(): array {
		return array( array( 'administrator' ), array( 'editor' ), array( 'author' ), array( 'contributor' ) );
	}

	public function test_connect_who_got_power_meanwhile_is_not_connected() {
		$user   = $this->sign_in_directly( 'subscriber' );
		$ticket = $this->agree( $this->begin() );
		$user->set_role( 'editor' );
		$this->assertStringEndsWith( 'cloakroom_connect=failed', $this->visit_redirected( '/account/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket ) );
		$this->assertSame( '', get_user_meta( $user->ID, 'cloakroom_sub', true ) );
		$this->assertSame( array(), $this->gateway->ties );
	}

	public function test_connect_without_nonce_or_sign_in_does_not_begin() {
		$this->assertSame( $this->home() . '/account/', $this->visit_login_action( 'cloakroom_connect', array( 'redirect_to' => '/account/' ) ) );
		$this->sign_in_directly( 'subscriber' );
		$this->assertSame( $this->home() . '/account/', $this->visit_login_action( 'cloakroom_connect', array( '_wpnonce' => 'x', 'redirect_to' => '/account/' ) ) );
	}

	public function test_connect_ticket_of_another_browser_does_nothing() {
		$user   = $this->sign_in_directly( 'subscriber' );
		$ticket = $this->agree( $this->begin() );
		$this->bind();
		$this->assertStringEndsWith( 'cloakroom_connect=failed', $this->visit_redirected( '/account/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket ) );
		$this->assertSame( array(), $this->gateway->ties );
		$this->assertSame( '', get_user_meta( $user->ID, 'cloakroom_sub', true ) );
	}

	public function test_connect_somebody_else_signed_in_meanwhile_does_nothing() {
		$this->sign_in_directly( 'subscriber' );
		$ticket = $this->agree( $this->begin() );
		$other  = $this->sign_in_directly( 'subscriber' );
		$this->assertStringEndsWith( 'cloakroom_connect=failed', $this->visit_redirected( '/account/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket ) );
		$this->assertSame( '', get_user_meta( $other->ID, 'cloakroom_sub', true ) );
	}

	public function test_connect_ticket_serves_once() {
		$this->sign_in_directly( 'subscriber' );
		$ticket = $this->agree( $this->begin() );
		$this->visit_redirected( '/account/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket );
		$this->visit( '/account/' );
		$this->assertStringEndsWith( 'cloakroom_connect=failed', $this->visit_redirected( '/account/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket ) );
	}

	public function test_ticket_for_signing_in_does_not_connect() {
		$user     = $this->sign_in_directly( 'subscriber' );
		$location = $this->begin();
		$ticket   = $this->gateway->issue( self::query_of( $location )['bind'], $this->claims() );
		$this->assertStringEndsWith( 'cloakroom_connect=failed', $this->visit_redirected( '/account/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket ) );
		$this->assertSame( '', get_user_meta( $user->ID, 'cloakroom_sub', true ) );
	}

	public function test_claim_connects_without_being_signed_in_and_serves_once() {
		$user = get_userdata( wp_insert_user( array( 'user_login' => 'buyer', 'user_pass' => 'secret', 'role' => 'subscriber' ) ) );
		$url  = cloakroom_finish_sign_up_url( $user->ID );
		$this->assertStringNotContainsString( substr( $url, -43 ), maybe_serialize( get_user_meta( $user->ID ) ) );
		$path = substr( $url, strlen( $this->home() ) );
		// A mail program looks at it, then she does.
		$this->visit_redirected( $path );
		$location = $this->visit_redirected( $path );
		$this->assertStringStartsWith( Gateway_Double::URL . '/session/link?', $location );
		$this->assertSame( '1', self::query_of( $location )['sign-up'] );
		$_COOKIE[ Bind_Secret::COOKIE ] = Sent_Headers::$cookies[ Bind_Secret::COOKIE ]['value'];
		$ticket = $this->agree( $location );
		$this->visit_redirected( '/?cloakroom_connect=pending&cloakroom_ticket=' . $ticket );
		$this->visit( '/' );
		$this->assertSame( $user->ID, get_current_user_id() );
		$this->assertSame( array( (string) $user->ID => self::SUB ), $this->gateway->ties );
		wp_logout();
		$this->visit( '/x' );
		$this->assertStringEndsWith( 'cloakroom_connect=failed', $this->visit_redirected( $path ) );
	}

	/** @dataProvider bad_claims */
	public function test_claim_that_is_no_good_leads_nowhere( callable $spoil ) {
		$user = wp_insert_user( array( 'user_login' => 'buyer', 'user_pass' => 'secret', 'role' => 'subscriber' ) );
		$text = self::query_of( cloakroom_finish_sign_up_url( $user ) )['cloakroom_claim'];
		$text = $spoil( $text, $user ) ?? $text;
		$this->assertSame( $this->home() . '/?cloakroom_connect=failed', $this->visit_redirected( '/?cloakroom_claim=' . rawurlencode( $text ) ) );
	}

	public static function bad_claims(): array {
		return array(
			'empty'           => array( static function () {
				return '';
			} ),
			'another user'    => array( static function ( $text ) {
				return preg_replace( '/\A\d+/', '1', $text );
			} ),
			'another secret'  => array( static function ( $text ) {
				return substr( $text, 0, -1 ) . ( 'A' === substr( $text, -1 ) ? 'B' : 'A' );
			} ),
			'a newer one'     => array( static function ( $text, $user ) {
				cloakroom_finish_sign_up_url( $user );
			} ),
			'too old'         => array( static function ( $text, $user ) {
				update_user_meta( $user, Claim::META, array( 'until' => time() ) + get_user_meta( $user, Claim::META, true ) );
			} ),
			'power since'     => array( static function ( $text, $user ) {
				get_userdata( $user )->set_role( 'editor' );
			} ),
			'connected since' => array( static function ( $text, $user ) {
				update_user_meta( $user, 'cloakroom_sub', 'x' );
			} ),
		);
	}

	public function test_claim_of_who_has_power_is_not_made() {
		$this->assertSame( '', cloakroom_finish_sign_up_url( 1 ) );
		$this->assertSame( '', cloakroom_finish_sign_up_url( 99999999 ) );
	}

	public function test_claim_of_another_is_not_mixed_into_who_is_signed_in() {
		$url = cloakroom_finish_sign_up_url( wp_insert_user( array( 'user_login' => 'buyer', 'user_pass' => 'secret', 'role' => 'subscriber' ) ) );
		$this->sign_in_directly( 'subscriber' );
		$this->assertStringEndsWith( 'cloakroom_connect=failed', $this->visit_redirected( substr( $url, strlen( $this->home() ) ) ) );
	}

	public function test_mail_dana_gets_her_earlier_user_by_a_link_to_its_address() {
		list( $earlier, $made ) = $this->dana();
		$path                   = $this->letter();
		$location               = $this->visit_redirected( $path );
		$this->assertStringContainsString( 'action=cloakroom_sign_in', $location );
		$this->assertSame( self::SUB, get_user_meta( $earlier, 'cloakroom_sub', true ) );
		$this->assertSame( '', get_user_meta( $made, 'cloakroom_sub', true ) );
		$this->assertSame( array( (string) $earlier => self::SUB ), $this->gateway->ties );
		$this->visit( '/' );
		$this->assertFalse( is_user_logged_in() );
		$this->assertSame( array(), $this->gateway->ended, 'the gateway knows her still' );
		$this->assertSame( $earlier, $this->sign_in( array( 'email' => 'dana@example.test', 'session_ref' => 'ref-2' ) )->ID );
	}

	public function test_mail_one_letter_only_to_the_user_who_has_the_address() {
		$this->dana();
		$this->letter();
		$this->assertSame( 0, count( $this->letters( function () {
			$this->ask_for_letter();
		} ) ), 'not again within five minutes' );
	}

	public function test_mail_link_keeps_nothing_that_opens_it() {
		list( $earlier ) = $this->dana();
		$path            = $this->letter();
		$this->assertStringNotContainsString( substr( $path, -43 ), maybe_serialize( get_user_meta( $earlier ) ) );
	}

	public function test_mail_link_opened_without_sign_in_leads_there_and_is_not_used_up() {
		list( $earlier ) = $this->dana();
		$path            = $this->letter();
		wp_logout();
		$this->visit( '/' );
		$location = $this->visit_redirected( $path );
		$this->assertStringContainsString( 'action=cloakroom_sign_in', $location );
		$this->assertSame( $path, self::query_of( $location )['redirect_to'] );
		$this->assertSame( '', get_user_meta( $earlier, 'cloakroom_sub', true ) );
		$this->assertNotSame( '', get_user_meta( $earlier, 'cloakroom_mailed_link', true ) );
	}

	/** @dataProvider spoilt_letters */
	public function test_mail_link_that_is_no_good_changes_nothing( callable $spoil ) {
		list( $earlier, $made ) = $this->dana();
		$path                   = $this->letter();
		$path                   = $spoil( $path, $earlier, $made, $this ) ?? $path;
		$this->assertSame( $this->home() . '/?cloakroom_connect=failed', $this->visit_redirected( $path ) );
		$this->assertNotSame( self::SUB, get_user_meta( $earlier, 'cloakroom_sub', true ) );
		$this->assertSame( array(), $this->gateway->ties );
	}

	public static function spoilt_letters(): array {
		return array(
			'another secret'     => array( static function ( $path ) {
				return substr( $path, 0, -43 ) . Gateway_Double::random();
			} ),
			'another user'       => array( static function ( $path ) {
				return preg_replace( '/=\d+\./', '=1.', $path );
			} ),
			'too old'            => array( static function ( $path, $earlier ) {
				update_user_meta( $earlier, 'cloakroom_mailed_link', array( 'until' => time() ) + get_user_meta( $earlier, 'cloakroom_mailed_link', true ) );
			} ),
			'for another member' => array( static function ( $path, $earlier ) {
				update_user_meta( $earlier, 'cloakroom_mailed_link', array( 'sub' => 'eve' ) + get_user_meta( $earlier, 'cloakroom_mailed_link', true ) );
			} ),
			'address changed'    => array( static function ( $path, $earlier ) {
				wp_update_user( array( 'ID' => $earlier, 'user_email' => 'other@example.test' ) );
			} ),
			'power since'        => array( static function ( $path, $earlier ) {
				get_userdata( $earlier )->set_role( 'editor' );
			} ),
			'connected since'    => array( static function ( $path, $earlier ) {
				update_user_meta( $earlier, 'cloakroom_sub', 'eve' );
			} ),
			'signed in without a ticket' => array( static function ( $path, $earlier, $made, $test ) {
				wp_set_auth_cookie( $made );
				\WP_Session_Tokens::get_instance( $made )->destroy_all();
				$test->sign_in_directly( 'subscriber' );
			} ),
		);
	}

	public function test_mail_is_not_offered_for_an_address_that_is_not_proven_or_of_who_has_power() {
		wp_insert_user( array( 'user_login' => 'dana', 'user_pass' => 'x', 'user_email' => 'dana@example.test', 'role' => 'editor' ) );
		$this->sign_in( array( 'email' => 'dana@example.test' ) );
		$this->assertStringNotContainsString( 'Send me the link', do_shortcode( '[cloakroom_connect]' ) );
		wp_logout();
		wp_insert_user( array( 'user_login' => 'finn', 'user_pass' => 'x', 'user_email' => 'finn@example.test', 'role' => 'subscriber' ) );
		$claims = $this->claims( array( 'session_ref' => 'ref-2' ) );
		unset( $claims['email'] );
		$ticket = $this->gateway->issue( $this->bind(), $claims );
		$this->visit_redirected( '/?cloakroom_ticket=' . $ticket );
		$this->visit( '/' );
		$this->assertStringNotContainsString( 'Send me the link', do_shortcode( '[cloakroom_connect]' ) );
	}

	public function test_mail_button_wants_its_nonce() {
		$this->dana();
		$this->assertSame( array(), $this->letters( function () {
			$_POST = array( '_wpnonce' => 'x', 'return' => '/account/' );
			$this->redirected( static function () {
				do_action( 'login_form_cloakroom_send_link' );
			} );
		} ) );
	}

	public function test_shortcode_offers_what_there_is_to_do() {
		$this->assertSame( '', do_shortcode( '[cloakroom_connect]' ) );
		$user = $this->sign_in_directly( 'subscriber' );
		$this->assertStringContainsString( '>Connect my account</a>', do_shortcode( '[cloakroom_connect]' ) );
		$this->make_member( $user->ID );
		$html = do_shortcode( '[cloakroom_connect]' );
		$this->assertStringContainsString( 'Finish your sign-up.', $html );
		$this->assertStringContainsString( 'sign-up=1', $html );
		$_GET = array( 'cloakroom_connect' => 'done' );
		$this->assertStringContainsString( 'Your account is connected.', do_shortcode( '[cloakroom_connect]' ) );
		$_GET = array( 'cloakroom_connect' => '<script>' );
		$this->assertStringNotContainsString( 'script', do_shortcode( '[cloakroom_connect]' ) );
		wp_logout();
		$this->sign_in();
		$this->assertSame( '', do_shortcode( '[cloakroom_connect]' ) );
	}

	public function test_disconnect_is_for_those_who_run_the_site_and_removes_this_half_alone() {
		$user = $this->sign_in()->ID;
		wp_logout();
		$_POST = array( 'cloakroom_disconnect' => '1' );
		$this->sign_in_directly( 'editor' );
		do_action( 'edit_user_profile_update', $user );
		$this->assertSame( self::SUB, get_user_meta( $user, 'cloakroom_sub', true ) );
		$this->sign_in_directly( 'administrator' );
		ob_start();
		do_action( 'edit_user_profile', get_userdata( $user ) );
		$this->assertStringContainsString( 'name="cloakroom_disconnect"', ob_get_clean() );
		$this->gateway->calls = array();
		do_action( 'edit_user_profile_update', $user );
		$this->assertSame( '', get_user_meta( $user, 'cloakroom_sub', true ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	/** Presses "Connect my account", and gives where that leads. */
	private function begin(): string {
		$location = $this->visit_login_action( 'cloakroom_connect', array( '_wpnonce' => wp_create_nonce( 'cloakroom_connect' ), 'redirect_to' => '/account/' ) );
		$this->assertStringStartsWith( Gateway_Double::URL . '/session/link?', $location );
		$query = self::query_of( $location );
		$this->assertSame( array( 'demo', '/account/?cloakroom_connect=pending' ), array( $query['site'], $query['return'] ) );
		$_COOKIE[ Bind_Secret::COOKIE ] = Sent_Headers::$cookies[ Bind_Secret::COOKIE ]['value'];
		$_GET                             = array();
		return $location;
	}

	/** She agrees at the gateway. */
	private function agree( string $location ): string {
		return $this->gateway->issue_for_link( self::query_of( $location )['bind'], $this->claims() );
	}

	private function make_member( int $user ): void {
		$this->set_up_plugin( array( 'role_products' => array( 'subscriber' ) ) );
		get_userdata( $user )->add_role( 'subscriber' );
	}

	/** Her earlier user and the one that was made for her, in whose session she is. */
	private function dana(): array {
		$earlier = wp_insert_user( array( 'user_login' => 'dana', 'user_pass' => 'x', 'user_email' => 'Dana@example.test', 'role' => 'subscriber' ) );
		$made    = $this->sign_in( array( 'email' => 'dana@example.test' ) )->ID;
		$this->assertNotSame( $earlier, $made );
		return array( $earlier, $made );
	}

	/** Asks for the letter, and gives the link's path. */
	private function letter(): string {
		$this->assertStringContainsString( 'Send me the link', do_shortcode( '[cloakroom_connect]' ) );
		$letters = $this->letters( function () {
			$this->assertSame( $this->home() . '/account/?cloakroom_link=sent', $this->ask_for_letter() );
		} );
		$this->assertSame( array( 'Dana@example.test' ), array_column( $letters, 'to' ) );
		preg_match( '~' . preg_quote( $this->home(), '~' ) . '(/\?cloakroom_link=\S+)~', $letters[0]['message'], $found );
		return $found[1];
	}

	private function ask_for_letter(): string {
		$_POST = array( '_wpnonce' => wp_create_nonce( 'cloakroom_send_link' ), 'return' => '/account/' );
		try {
			return $this->redirected( static function () {
				do_action( 'login_form_cloakroom_send_link' );
			} );
		} finally {
			$_POST = array();
		}
	}

	private function letters( callable $act ): array {
		$letters = array();
		$hear    = static function ( $nothing, $mail ) use ( &$letters ) {
			$letters[] = $mail;
			return true;
		};
		add_filter( 'pre_wp_mail', $hear, 20, 2 );
		$act();
		remove_filter( 'pre_wp_mail', $hear, 20 );
		return $letters;
	}

	private function links(): int {
		return count( array_filter( $this->gateway->calls, static function ( $call ) {
			return false !== strpos( $call['path'], '/links' );
		} ) );
	}
}
