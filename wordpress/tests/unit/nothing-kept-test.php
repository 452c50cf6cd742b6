<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

final class Nothing_Kept_Test extends Relay_Test_Case {

	public function test_story_leaves_no_ticket_no_secret_and_no_seed_where_it_does_not_belong() {
		$log    = tempnam( sys_get_temp_dir(), 'log' );
		$before = ini_set( 'error_log', $log );
		$hash   = $this->bind();
		$secret = $_COOKIE['cloakroom_bind'];
		$ticket = $this->gateway->issue( $hash, $this->claims() );
		$this->visit_redirected( "/profile/?cloakroom_ticket=$ticket" );
		$this->visit( '/profile/' );
		$relayed = $this->gateway->issue_for_relay( self::ADA );
		$token   = array_key_last( $this->gateway->tokens );
		$found   = array( $this->ask( array( 'ticket' => $relayed ) ), $this->ask(), cloakroom_collection( 'contact-details' ) );
		$this->assertStringContainsString( 'of ' . self::ADA['sub'], json_encode( $found[2] ) );
		$while_signed_in = $this->everything_stored();
		$html = do_shortcode( '[cloakroom_card collection="medical-profile"]' ) . do_shortcode( '[cloakroom_sign_in]' ) . apply_filters( 'login_message', '' );
		$this->gateway->fault = Gateway_Double::unreachable();
		wp_logout();
		$late   = $this->gateway->issue( $hash, $this->claims() );
		$this->visit_redirected( "/profile/?cloakroom_ticket=$late" );
		ini_set( 'error_log', $before );

		$stored = $this->everything_stored();
		foreach ( array( $ticket, $late, $secret, $hash, $relayed, $token, 'of ' . self::ADA['sub'] ) as $canary ) {
			$this->assertStringNotContainsString( $canary, $stored );
			$this->assertStringNotContainsString( $canary, $while_signed_in );
			$this->assertStringNotContainsString( $canary, $html );
		}
		$this->assertSame( 1, substr_count( $stored, $this->key->secret_half() ), 'the seed is in its own option alone' );
		$this->assertStringNotContainsString( $this->key->secret_half(), $html );
		$this->assertStringNotContainsString( $token, json_encode( array( $found, \Cloakroom\Sent_Headers::$headers, \Cloakroom\Sent_Headers::$cookies ) ) );
		$this->assertStringContainsString( 'cloakroom_relay', $while_signed_in );
		$this->assertStringNotContainsString( 'cloakroom_relay', $stored, 'the sealed token went with the login' );
		$this->assertSame( '', file_get_contents( $log ) );
		$this->assertSame( PHP_SESSION_NONE, session_status() );
		unlink( $log );
	}

	public function test_search_finds_what_is_planted() {
		update_option( 'somewhere', 'canary-in-an-option' );
		update_user_meta( 1, 'x', 'canary-in-meta' );
		$stored = $this->everything_stored();
		$this->assertStringContainsString( 'canary-in-an-option', $stored );
		$this->assertStringContainsString( 'canary-in-meta', $stored );
	}

	private function everything_stored(): string {
		global $wpdb;
		$text = '';
		foreach ( $wpdb->tables() as $table ) {
			$text .= json_encode( $wpdb->get_results( "SELECT * FROM `$table`", ARRAY_N ), JSON_UNESCAPED_SLASHES | JSON_INVALID_UTF8_SUBSTITUTE );
		}
		return $text;
	}
}
