<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Connection_Test;
use Cloakroom\Connection_Test_Action;
use Cloakroom\Gateway;
use Cloakroom\Script_Module;
use Cloakroom\Settings;

final class Connection_Test_Test extends Plugin_Test_Case {

	const ALL = array( 'settings', 'https', 'reachable', 'contract', 'site_id', 'origin', 'same_site', 'clock', 'site_key', 'sign_in_address', 'login_page', 'script' );

	public function test_run_everything_right_is_twelve_good_lines() {
		$this->assertSame( array_fill_keys( self::ALL, 'ok' ), $this->states() );
		$this->assertCount( 2, $this->gateway->calls );
	}

	public function test_run_nothing_set_names_what_is_missing_and_calls_nobody() {
		delete_option( Settings::OPTION );
		delete_option( Settings::KEY_OPTION );
		$lines = $this->lines();
		$this->assertSame( 'Missing or not in the right form: the gateway address, the site id, the site key.', $lines['settings']->text );
		$this->assertSame( 'fault', $lines['settings']->state );
		$this->assertSame( array(), $this->gateway->calls );
		foreach ( array( 'https', 'reachable', 'contract', 'site_id', 'origin', 'same_site', 'clock', 'site_key' ) as $id ) {
			$this->assertSame( 'skipped', $lines[ $id ]->state, $id );
		}
	}

	public function test_https_gateway_by_http_is_a_fault() {
		$line = $this->lines( array( 'gateway_url' => 'http://members.example.com' ) )['https'];
		$this->assertSame( array( 'fault', 'The gateway address begins with http.' ), array( $line->state, $line->text ) );
	}

	public function test_https_address_with_a_path_is_a_fault_of_its_own() {
		$line = $this->lines( array( 'gateway_url' => 'https://members.example.com/gateway' ) )['https'];
		$this->assertSame( array( 'fault', 'The gateway address is not one that can be used.' ), array( $line->state, $line->text ) );
	}

	public function test_https_site_by_http_is_a_fault() {
		$this->pretend_home( 'http://www.example.com' );
		$line = $this->lines()['https'];
		$this->assertSame( array( 'fault', 'This site’s own address begins with http.' ), array( $line->state, $line->text ) );
	}

	/** @dataProvider connection_errors */
	public function test_reachable_error_is_put_into_words( $error, string $words ) {
		$this->gateway->fault = static function () use ( $error ) {
			return $error;
		};
		$lines = $this->lines();
		$this->assertSame( array( 'fault', 'This server does not reach the gateway: ' . $words ), array( $lines['reachable']->state, $lines['reachable']->text ) );
		$this->assertNotSame( '', $lines['reachable']->advice );
		foreach ( array( 'contract', 'site_id', 'origin', 'clock', 'site_key' ) as $id ) {
			$this->assertSame( 'skipped', $lines[ $id ]->state, $id );
		}
	}

	public static function connection_errors(): array {
		$failed = static function ( string $message ) {
			return new \WP_Error( 'http_request_failed', $message );
		};
		return array(
			'name'        => array( $failed( 'cURL error 6: Could not resolve host: members.example.com' ), 'its name has no address.' ),
			'name, streams' => array( $failed( 'stream_socket_client(): php_network_getaddresses: getaddrinfo for x failed' ), 'its name has no address.' ),
			'refused'     => array( $failed( 'cURL error 7: Failed to connect to members.example.com port 443: Connection refused' ), 'nothing listens there.' ),
			'slow'        => array( $failed( 'cURL error 28: Operation timed out after 3001 milliseconds' ), 'no answer in time.' ),
			'certificate' => array( $failed( 'cURL error 60: SSL certificate problem: self-signed certificate' ), 'its certificate is not accepted.' ),
			'handshake'   => array( $failed( 'cURL error 35: error:0A00010B:SSL routines::wrong version number' ), 'its certificate is not accepted.' ),
			'blocked'     => array( new \WP_Error( 'http_request_not_executed', 'User has blocked requests through HTTP.' ), 'WordPress itself blocks the call.' ),
			'other'       => array( $failed( 'cURL error 56: Recv failure' ), 'cURL error 56: Recv failure' ),
		);
	}

	/** @dataProvider strangers */
	public function test_contract_anything_else_than_a_gateway_is_a_fault( callable $answer, string $text ) {
		$this->gateway->fault = $answer;
		$lines                = $this->lines();
		$this->assertSame( array( 'ok', 'fault', $text ), array( $lines['reachable']->state, $lines['contract']->state, $lines['contract']->text ) );
		$this->assertSame( array( 'skipped', 'skipped', 'skipped' ), array( $lines['site_id']->state, $lines['origin']->state, $lines['site_key']->state ) );
		$this->assertCount( 1, $this->gateway->calls );
	}

	public static function strangers(): array {
		$else = 'Something else than a Cloakroom gateway answers ';
		return array(
			'a website'        => array( Gateway_Double::says( 200, '<html>', 'text/html; charset=utf-8' ), $else . '(status 200, text/html).' ),
			'its 404 page'     => array( Gateway_Double::says( 404, '<html>', 'text/html' ), $else . '(status 404, text/html).' ),
			'a redirect'       => array( Gateway_Double::says( 301, '', 'text/html' ), $else . '(status 301, text/html).' ),
			'another API'      => array( Gateway_Double::says( 200, '{"hello":"world"}' ), $else . '(status 200, application/json).' ),
			'broken JSON'      => array( Gateway_Double::says( 200, '{"cards":' ), $else . '(status 200, application/json).' ),
			'no type'          => array( Gateway_Double::says( 200, 'x', '' ), $else . '(status 200, no type).' ),
			'bad gateway'      => array( Gateway_Double::says( 502, '<html>', 'text/html' ), 'The gateway does not work at this time (status 502).' ),
			'gateway failing'  => array( Gateway_Double::says( 503, '{"code":"upstream-unavailable"}', 'application/problem+json' ), 'The gateway does not work at this time (status 503).' ),
		);
	}

	public function test_site_id_unknown_is_named() {
		$lines = $this->lines( array( 'site_id' => 'other' ) );
		$this->assertSame( array( 'ok', 'fault', 'The gateway knows no site “other”.' ), array( $lines['contract']->state, $lines['site_id']->state, $lines['site_id']->text ) );
		$this->assertSame( array( 'skipped', 'skipped' ), array( $lines['origin']->state, $lines['site_key']->state ) );
	}

	public function test_origin_not_listed_is_named_beside_those_that_are() {
		$this->gateway->origins = array( 'https://www.example.com', 'https://example.com', 7 );
		$line                   = $this->lines()['origin'];
		$this->assertSame( array( 'fault', 'This site is at http://site.cloakroom.localhost:8080, but the gateway expects: https://www.example.com, https://example.com.' ), array( $line->state, $line->text ) );
		$this->assertStringContainsString( 'sites.demo.origins', $line->advice );
	}

	/** @dataProvider other_hosts */
	public function test_same_site_wrong_pair_is_named( string $home, string $words ) {
		$this->pretend_home( $home );
		$line = $this->lines()['same_site'];
		$this->assertSame( 'fault', $line->state );
		$this->assertStringContainsString( $words, $line->text );
	}

	public static function other_hosts(): array {
		return array(
			'only the port differs' => array( 'http://members.cloakroom.localhost:8080', 'Cookies do not know ports' ),
			'other domain'          => array( 'http://site.other.localhost:8080', 'are not under one domain of yours' ),
			'other scheme'          => array( 'https://site.cloakroom.localhost', 'One address begins with http and the other with https' ),
		);
	}

	/** @dataProvider skews */
	public function test_clock_difference_is_judged_by_the_window( int $ahead, string $state ) {
		$this->gateway->ahead = $ahead;
		$this->assertSame( $state, $this->lines()['clock']->state );
	}

	public static function skews(): array {
		return array( array( 0, 'ok' ), array( 58, 'ok' ), array( -58, 'ok' ), array( 63, 'warning' ), array( -63, 'warning' ), array( 297, 'warning' ), array( 303, 'fault' ), array( -303, 'fault' ) );
	}

	public function test_clock_gateway_that_tells_no_time_is_skipped() {
		$this->gateway->fault = static function () {
			return array( 'headers' => array(), 'body' => '', 'response' => array( 'code' => 500 ) );
		};
		$this->assertSame( 'skipped', $this->lines()['clock']->state );
	}

	public function test_site_key_of_another_site_is_refused_and_the_public_half_is_at_hand() {
		$this->gateway->public_keys = array( \Cloakroom\Site_Key::generate()->public_half() );
		$lines                      = $this->lines();
		$this->assertSame( array( 'fault', 'The gateway refuses this site’s key.' ), array( $lines['site_key']->state, $lines['site_key']->text ) );
		$this->assertStringContainsString( 'sites.demo.public-key: "' . $this->key->public_half() . '"', $lines['site_key']->advice );
		$this->assertSame( 'ok', $lines['site_id']->state );
	}

	public function test_site_key_gateway_that_fails_in_between_is_told() {
		$this->gateway->fault = function ( $call ) {
			return 'GET' === $call['method']
				? call_user_func( Gateway_Double::says( 200, '{"site":"demo","name":"A","origins":[],"cards":[]}' ) )
				: call_user_func( Gateway_Double::says( 503, '{"code":"upstream-unavailable"}', 'application/problem+json' ) );
		};
		$line = $this->lines()['site_key'];
		$this->assertSame( array( 'fault', 'The gateway could not say whether it accepts the site key (status 503 upstream-unavailable).' ), array( $line->state, $line->text ) );
	}

	public function test_site_key_missing_everything_else_is_still_tested() {
		delete_option( Settings::KEY_OPTION );
		$states = $this->states();
		$this->assertSame( array( 'fault', 'ok', 'ok', 'skipped' ), array( $states['settings'], $states['site_id'], $states['origin'], $states['site_key'] ) );
	}

	public function test_site_key_seed_is_in_no_line() {
		$this->gateway->public_keys = array();
		$this->assertStringNotContainsString( $this->key->secret_half(), json_encode( $this->lines() ) );
	}

	public function test_sign_in_address_wordpress_in_a_folder_is_a_fault() {
		add_filter( 'site_url', static function ( $url ) {
			return str_replace( ':8080/', ':8080/wp/', $url );
		} );
		$this->assertSame( 'fault', $this->states()['sign_in_address'] );
	}

	public function test_login_page_draft_missing_shortcode_and_good_page_are_told_apart() {
		$id = wp_insert_post( array( 'post_type' => 'page', 'post_status' => 'draft', 'post_title' => 'Login', 'post_content' => 'x' ) );
		$this->assertSame( 'fault', $this->states( array( 'login_page' => $id ) )['login_page'] );
		wp_update_post( array( 'ID' => $id, 'post_status' => 'publish' ) );
		$this->assertSame( 'warning', $this->states( array( 'login_page' => $id ) )['login_page'] );
		wp_update_post( array( 'ID' => $id, 'post_content' => '[cloakroom_sign_in]' ) );
		$this->assertSame( 'ok', $this->states( array( 'login_page' => $id ) )['login_page'] );
	}

	public function test_script_missing_is_noted() {
		$file = Script_Module::file( Script_Module::CARD );
		rename( $file, "$file.away" );
		$state = $this->states()['script'];
		rename( "$file.away", $file );
		$this->assertSame( 'warning', $state );
	}

	public function test_ajax_administrator_gets_lines_and_a_summary() {
		$this->sign_in_directly( 'administrator' );
		$answer = $this->ask( wp_create_nonce( Connection_Test_Action::ACTION ) );
		$this->assertTrue( $answer['success'] );
		$this->assertSame( 'Site and gateway work together.', $answer['data']['summary'] );
		$this->assertSame( self::ALL, array_column( $answer['data']['lines'], 'id' ) );
		$this->assertSame( array( 'id', 'state', 'label', 'text', 'advice' ), array_keys( $answer['data']['lines'][0] ) );
	}

	public function test_ajax_faults_are_counted() {
		$this->sign_in_directly( 'administrator' );
		$this->gateway->fault = Gateway_Double::unreachable();
		$this->assertSame( '1 fault was found. Put it right and test again.', $this->ask( wp_create_nonce( Connection_Test_Action::ACTION ) )['data']['summary'] );
	}

	public function test_ajax_without_capability_is_refused() {
		$this->sign_in_directly( 'editor' );
		$answer = $this->ask( wp_create_nonce( Connection_Test_Action::ACTION ) );
		$this->assertSame( array( 'success' => false ), $answer );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_ajax_without_nonce_is_refused() {
		$this->sign_in_directly( 'administrator' );
		$this->assertNull( $this->ask( 'forged' ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_ajax_visitors_have_no_such_action() {
		$this->assertFalse( has_action( 'wp_ajax_nopriv_' . Connection_Test_Action::ACTION ) );
	}

	private function ask( string $nonce ): ?array {
		add_filter( 'wp_doing_ajax', '__return_true' );
		$_REQUEST['_ajax_nonce'] = $nonce;
		ob_start();
		try {
			do_action( 'wp_ajax_' . Connection_Test_Action::ACTION );
		} catch ( Ended $ended ) {
			unset( $_REQUEST['_ajax_nonce'] );
		}
		return json_decode( ob_get_clean(), true );
	}

	private function pretend_home( string $url ) {
		add_filter( 'home_url', static function () use ( $url ) {
			return $url;
		} );
	}

	/** @return \Cloakroom\Check[] */
	private function lines( array $settings = array() ): array {
		$this->set_up_after( $settings );
		$current = new Settings( array() );
		$lines   = ( new Connection_Test( $current, new Gateway( $current ) ) )->run();
		return array_combine( array_column( $lines, 'id' ), $lines );
	}

	private function states( array $settings = array() ): array {
		return array_map( static function ( $line ) {
			return $line->state;
		}, $this->lines( $settings ) );
	}

	private function set_up_after( array $settings ) {
		if ( $settings ) {
			update_option( Settings::OPTION, $settings + get_option( Settings::OPTION ) );
		}
	}
}
