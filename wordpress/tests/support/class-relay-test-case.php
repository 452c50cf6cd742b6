<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Moved_Clock;

/** A page whose script calls the relay. */
abstract class Relay_Test_Case extends Plugin_Test_Case {

	const ADA = array( 'sub' => '5e0f3c1e-ada0-4a63-9b52-c0a8012f7f11', 'session_ref' => 'ref-ada-1' );
	const EVE = array( 'sub' => '0000e7e0-0000-4000-8000-000000000005', 'session_ref' => 'ref-eve-1' );

	protected function setUp(): void {
		parent::setUp();
		Moved_Clock::$ahead = 0.0;
		unset( $_SERVER['HTTP_REFERER'] );
	}

	/** The page's script asks, with a good nonce unless told otherwise. Gives status and body. */
	protected function ask( array $form = array() ): array {
		$form  += array( '_ajax_nonce' => wp_create_nonce( 'cloakroom_collection' ), 'collection' => 'contact-details' );
		$_POST  = wp_slash( $form );
		$status = 200;

		\Cloakroom\Sent_Headers::$headers = array();
		add_filter( 'wp_doing_ajax', '__return_true' );
		add_filter( 'status_header', static function ( $line, $code ) use ( &$status ) {
			$status = $code;
			return $line;
		}, 10, 2 );
		ob_start();
		try {
			do_action( is_user_logged_in() ? 'wp_ajax_cloakroom_collection' : 'wp_ajax_nopriv_cloakroom_collection' );
			$this->fail( 'no end' );
		} catch ( Ended $ended ) {
			// As after every answer.
		} finally {
			$text = ob_get_clean();
			remove_filter( 'wp_doing_ajax', '__return_true' );
		}
		return array( $status, json_decode( $text, true ) );
	}

	/** A good ticket for who is signed in. */
	protected function ticket( array $changes = array() ): string {
		return $this->gateway->issue_for_relay( self::ADA, $changes );
	}

	/** Asks once with a ticket, so that a token lies with the login, and forgets the calls. */
	protected function leave_a_token( array $changes = array() ): void {
		$this->assertSame( 200, $this->ask( array( 'ticket' => $this->ticket( $changes ) ) )[0] );
		$this->next_request();
	}

	/** The same browser's next request: what WordPress read of the database is read anew. */
	protected function next_request(): void {
		wp_cache_flush();
		$this->visit( '/profile/' );
		$this->gateway->calls = array();
	}

	/** Methods and paths of the calls that the gateway got. */
	protected function paths(): array {
		return array_map( static function ( array $call ) {
			return $call['method'] . ' ' . $call['path'];
		}, $this->gateway->calls );
	}

	/** What is kept with this login, sealed. */
	protected function kept(): ?string {
		wp_cache_flush();
		$login = \WP_Session_Tokens::get_instance( get_current_user_id() )->get( wp_get_session_token() );
		return $login['cloakroom_relay'] ?? null;
	}

	/** The row of all logins of who is signed in, as the database holds it. */
	protected function row(): string {
		global $wpdb;
		return (string) $wpdb->get_var( $wpdb->prepare( "SELECT meta_value FROM $wpdb->usermeta WHERE user_id = %d AND meta_key = 'session_tokens'", get_current_user_id() ) );
	}
}
