<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Settings;

require_once __DIR__ . '/../support/class-meeting-point.php';

/** Calls in PHP processes of their own, over HTTP, on what is really in the database. */
final class Relay_Parallel_Test extends Relay_Test_Case {

	const CALLS = 8;

	/** @var \WP_User|null */
	private $user;

	/** @var resource[] */
	private $processes = array();

	/** @var array[] Of each its standard input, output and error. */
	private $pipes = array();

	/** @var array Options of the plugin before the test. */
	private $options = array();

	protected function setUp(): void {
		foreach ( array( Settings::OPTION, Settings::KEY_OPTION ) as $name ) {
			$this->options[ $name ] = get_option( $name, null );
		}
		parent::setUp();
	}

	/** Other processes see only what is committed, so no rollback undoes it. */
	protected function tearDown(): void {
		array_map( 'proc_terminate', $this->processes );
		$GLOBALS['wpdb']->query( 'ROLLBACK' );
		wp_cache_flush();
		foreach ( $this->options as $name => $value ) {
			null === $value ? delete_option( $name ) : update_option( $name, $value );
		}
		if ( $this->user ) {
			wp_delete_user( $this->user->ID );
		}
		parent::tearDown();
	}

	public function test_eight_calls_of_one_member_run_side_by_side_and_harm_no_login() {
		global $wpdb;
		$this->user = $this->sign_in();
		$other      = \WP_Session_Tokens::get_instance( $this->user->ID )->create( time() + 600 );
		$meeting    = new Meeting_Point( $this->gateway, self::CALLS );
		$this->set_up_plugin( array( 'gateway_url' => $meeting->url() ) );
		$wpdb->query( 'COMMIT' );

		$this->start( function () {
			return array( 'ticket' => $this->ticket() );
		} );
		$this->assertSame( array_fill( 0, self::CALLS, 'POST /v1/sites/demo/tickets/redeem' ), $meeting->meet( array( $this, 'are_running' ) ) );
		$this->assertSame( array_fill( 0, self::CALLS, 'GET /v1/me/collections/contact-details' ), $meeting->meet( array( $this, 'are_running' ) ) );
		$this->assert_all_got_the_records();

		$this->assertNotNull( $this->kept(), 'one of the eight tokens lies with the login' );
		$this->assertTrue( \WP_Session_Tokens::get_instance( $this->user->ID )->verify( $other ) );
		$this->start( static function () {
			return array();
		} );
		$this->assertSame( array_fill( 0, self::CALLS, 'GET /v1/me/collections/contact-details' ), $meeting->meet( array( $this, 'are_running' ) ) );
		$this->assert_all_got_the_records();
	}

	/** Whether no call has ended yet: all are to meet before any does. */
	public function are_running(): bool {
		foreach ( $this->processes as $process ) {
			if ( ! proc_get_status( $process )['running'] ) {
				return false;
			}
		}
		return true;
	}

	/** Starts the calls, and lets them go once all have come to the plugin's own part: its time limit is not for the machine's. */
	private function start( callable $form ): void {
		for ( $call = 0; $call < self::CALLS; $call++ ) {
			$this->start_one( $form() );
		}
		foreach ( $this->pipes as $pipes ) {
			$ready = array( $pipes[2] );
			$none  = null;
			$this->assertSame( 1, stream_select( $ready, $none, $none, Meeting_Point::WAIT_SECONDS ), 'a call waits for another' );
			$this->assertSame( "ready\n", fgets( $pipes[2] ) );
		}
		foreach ( $this->pipes as $pipes ) {
			fwrite( $pipes[0], "go\n" );
		}
	}

	private function start_one( array $form ): void {
		$token   = wp_get_session_token();
		$end     = \WP_Session_Tokens::get_instance( $this->user->ID )->get( $token )['expiration'];
		$request = array(
			'form'    => $form + array( 'action' => 'cloakroom_collection', 'collection' => 'contact-details', '_ajax_nonce' => wp_create_nonce( 'cloakroom_collection' ) ),
			'cookies' => array(
				AUTH_COOKIE      => wp_generate_auth_cookie( $this->user->ID, $end, 'auth', $token ),
				LOGGED_IN_COOKIE => wp_generate_auth_cookie( $this->user->ID, $end, 'logged_in', $token ),
			),
		);
		$command           = array( PHP_BINARY, __DIR__ . '/../support/ajax-request.php', rtrim( ABSPATH, '/' ) );
		$this->processes[] = proc_open( $command, array( array( 'pipe', 'r' ), array( 'pipe', 'w' ), array( 'pipe', 'w' ) ), $pipes );
		$this->pipes[]     = $pipes;
		fwrite( $pipes[0], json_encode( $request ) . "\n" );
	}

	private function assert_all_got_the_records(): void {
		foreach ( $this->pipes as $index => $pipes ) {
			$this->assertSame( array( 'success' => true, 'data' => Gateway_Double::records() ), json_decode( stream_get_contents( $pipes[1] ), true ) );
			array_map( 'fclose', $pipes );
			proc_close( $this->processes[ $index ] );
		}
		$this->processes = array();
		$this->pipes     = array();
	}
}
