<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Outbox;
use Cloakroom\Outbox_Table;

/** WordPress's own tools for personal data, and the gateway where the data is. */
final class Privacy_Test extends Plugin_Test_Case {

	const PAGE = Gateway_Double::URL . '/app/me?site=demo';
	const SUB  = '5e0f3c1e-ada0-4a63-9b52-c0a8012f7f11';

	public function test_export_of_a_member_says_where_her_data_is_and_opens_a_request() {
		$this->member();
		$answer = $this->export();
		$this->assertTrue( $answer['done'] );
		$this->assertCount( 1, $answer['data'] );
		$this->assertSame( 'cloakroom', $answer['data'][0]['group_id'] );
		$lines = array_column( $answer['data'][0]['data'], 'value', 'name' );
		$this->assertStringContainsString( 'in a vault that this website cannot read', $lines['Where it is'] );
		$this->assertStringContainsString( 'was passed on', $lines['Request'] );
		$this->assertSame( self::PAGE, $lines['Download it there yourself'] );
		$this->assertSame( array( 'export' => array( self::SUB ) ), array_map( 'array_keys', $this->gateway->requests ) );
		$this->assertSame( array( '/v1/sites/demo/requests' ), array_column( $this->gateway->calls, 'path' ) );
	}

	public function test_export_file_makes_a_link_of_the_address() {
		$this->member();
		$group = $this->export()['data'][0];
		$html  = wp_privacy_generate_personal_data_export_group_html( array( 'items' => array( $group['item_id'] => $group['data'] ) ) + $group, 'cloakroom', 1 );
		$this->assertStringContainsString( '<a href="' . self::PAGE . '">', $html );
	}

	public function test_payload_in_the_gateways_answer_goes_nowhere() {
		$this->member();
		$this->gateway->fault = Gateway_Double::says( 202, '{"state":"waiting-for-member","page":"https://evil.example/","records":[{"phone":"030 7"}]}' );
		$text = wp_json_encode( array( $this->export(), $this->erase() ) );
		$this->assertStringNotContainsString( '030 7', $text );
		$this->assertStringNotContainsString( 'evil.example', $text );
	}

	/** @dataProvider nobody */
	public function test_address_of_nobody_here_is_answered_with_nothing_and_nobody_is_asked( string $which ) {
		$email = 'nobody@example.test';
		if ( 'unlinked' === $which ) {
			$email = $this->sign_in_directly( 'subscriber' )->user_email;
		} elseif ( 'second page' === $which ) {
			$this->member();
			$email = 'ada@example.test';
		}
		$page = 'second page' === $which ? 2 : 1;
		$this->assertSame( array( 'data' => array(), 'done' => true ), $this->export( $email, $page ) );
		$this->assertSame( array( 'items_removed' => false, 'items_retained' => false, 'messages' => array(), 'done' => true ), $this->erase( $email, $page ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public static function nobody(): array {
		return array( array( 'no user' ), array( 'unlinked' ), array( 'second page' ) );
	}

	public function test_erasure_is_passed_on_and_nothing_of_hers_is_called_erased() {
		$this->member();
		$answer = $this->erase();
		$this->assertSame( array( false, true, true ), array( $answer['items_removed'], $answer['items_retained'], $answer['done'] ) );
		$this->assertStringContainsString( 'was passed on to the vault. It is not erased yet', $answer['messages'][0] );
		$this->assertStringContainsString( '<a href="' . self::PAGE . '">', $answer['messages'][0] );
		$this->assertSame( array( 'erasure' => array( self::SUB ) ), array_map( 'array_keys', $this->gateway->requests ) );
	}

	public function test_asking_again_opens_nothing_new() {
		$this->member();
		$this->erase();
		$first = $this->gateway->requests;
		$this->assertStringContainsString( 'was passed on', $this->erase()['messages'][0] );
		$this->assertSame( $first, $this->gateway->requests );
	}

	public function test_erasure_removes_what_has_served_and_keeps_what_the_gateway_has_to_be_told() {
		global $wpdb;
		$user = $this->member();
		update_user_meta( $user->ID, 'cloakroom_claim', array( 'hash' => 'x', 'until' => 1 ) );
		update_user_meta( $user->ID, 'cloakroom_mailed_link', array( 'hash' => 'x' ) );
		update_user_meta( $user->ID, 'cloakroom_twin', 1 );
		$table = Outbox_Table::name();
		foreach ( array( 'delivered', 'failed', 'waiting' ) as $state ) {
			( new Outbox() )->note( $user->ID, 'membership.changed', 'shop', 'test', '' );
			if ( 'waiting' !== $state ) {
				$wpdb->query( "UPDATE $table SET state = '$state', slot = id WHERE slot = 0 AND user_id = $user->ID" );
			}
		}
		( new Outbox() )->note( 1, 'membership.changed', 'shop', 'test', '' );
		$wpdb->query( "UPDATE $table SET state = 'delivered', slot = id WHERE user_id = 1" );
		$answer = $this->erase();
		$this->assertSame( array( true, true ), array( $answer['items_removed'], $answer['items_retained'] ) );
		$this->assertSame( array( 'failed', 'waiting' ), $wpdb->get_col( "SELECT state FROM $table WHERE user_id = $user->ID ORDER BY id" ) );
		$this->assertSame( '1', $wpdb->get_var( "SELECT COUNT(*) FROM $table WHERE user_id = 1" ) );
		foreach ( array( 'cloakroom_claim', 'cloakroom_mailed_link', 'cloakroom_twin' ) as $key ) {
			$this->assertSame( '', get_user_meta( $user->ID, $key, true ) );
		}
		$this->assertSame( self::SUB, get_user_meta( $user->ID, 'cloakroom_sub', true ) );
		$this->assertFalse( $this->erase()['items_removed'] );
	}

	public function test_claim_of_somebody_who_never_signed_in_goes_too() {
		$user = $this->sign_in_directly( 'subscriber' );
		update_user_meta( $user->ID, 'cloakroom_claim', array( 'hash' => 'x', 'until' => 1 ) );
		$answer = $this->erase( $user->user_email );
		$this->assertSame( array( true, false, array() ), array( $answer['items_removed'], $answer['items_retained'], $answer['messages'] ) );
	}

	/** @dataProvider away */
	public function test_gateway_that_is_away_is_told_in_plain_words_and_tried_again( callable $fault ) {
		$this->member();
		$this->gateway->fault = $fault;
		$text = $this->erase()['messages'][0] . wp_json_encode( $this->export() );
		$this->assertStringContainsString( 'The vault could not be reached.', $text );
		$this->assertStringNotContainsString( 'cURL', $text );
		$this->assertDoesNotMatchRegularExpression( '/\b(?:401|404|429|500|503)\b|stack/', $text );
		$this->gateway->fault = null;
		$this->assertSame( 2, $this->run_cron() );
		$this->assertSame( array( 'erasure', 'export' ), array_keys( $this->gateway->requests ) );
		$this->assertSame( 0, $this->run_cron() );
	}

	public static function away(): array {
		return array(
			array( Gateway_Double::unreachable() ),
			array( Gateway_Double::refuses( 429, 'rate-limited' ) ),
			array( Gateway_Double::refuses( 503, 'upstream-unavailable' ) ),
			array( Gateway_Double::refuses( 401, 'unauthorized' ) ),
			array( Gateway_Double::says( 404, '<h1>404 stack</h1>', 'text/html' ) ),
		);
	}

	public function test_gateway_that_stays_away_is_left_alone_after_a_day_and_each_try_is_the_same_request() {
		$this->member();
		$this->gateway->fault = Gateway_Double::unreachable();
		$this->erase();
		$tries = 0;
		while ( $this->run_cron() ) {
			$this->assertLessThan( 10, ++$tries );
		}
		$this->assertSame( 6, $tries );
		$this->assertCount( 1, array_unique( array_column( $this->gateway->calls, 'body' ) ) );
		$this->assertCount( 7, array_unique( array_column( array_column( $this->gateway->calls, 'headers' ), 'webhook-id' ) ) );
	}

	public function test_member_whom_the_gateway_does_not_know_here_is_sent_there_and_not_tried_again() {
		$this->member();
		$this->gateway->ties = array();
		$this->assertStringContainsString( 'does not know of this user', $this->erase()['messages'][0] );
		$this->assertStringContainsString( self::PAGE, wp_json_encode( $this->export(), JSON_UNESCAPED_SLASHES ) );
		$this->assertSame( 0, $this->run_cron() );
	}

	public function test_refusal_and_a_connection_that_is_not_set_up_are_told_without_detail() {
		$this->member();
		$this->gateway->fault = Gateway_Double::refuses( 400, 'bad-request', 'stack trace' );
		$text = $this->erase()['messages'][0];
		$this->assertStringContainsString( 'could not be passed on', $text );
		$this->assertStringNotContainsString( 'stack', $text );
		delete_option( 'cloakroom_site_key' );
		$this->gateway->calls = array();
		$this->assertStringContainsString( 'Test the connection', $this->erase()['messages'][0] );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_policy_guide_says_what_becomes_of_such_requests() {
		require_once ABSPATH . 'wp-admin/includes/class-wp-privacy-policy-content.php';
		set_current_screen( 'privacy' );
		try {
			$privacy = array_values( array_filter( $this->own_callbacks( 'admin_init' ), static function ( $callback ) {
				return 'suggest' === $callback[1];
			} ) );
			$this->assertCount( 1, $privacy );
			// WordPress takes suggestions during admin_init alone.
			$GLOBALS['wp_current_filter'][] = 'admin_init';
			$GLOBALS['wp_actions']['admin_init'] = 1;
			call_user_func( $privacy[0] );
			array_pop( $GLOBALS['wp_current_filter'] );
			$content = implode( array_column( \WP_Privacy_Policy_Content::get_suggested_policy_text(), 'policy_text' ) );
			$this->assertStringContainsString( 'there she signs in and goes on with it herself', $content );
		} finally {
			unset( $GLOBALS['current_screen'], $GLOBALS['wp_actions']['admin_init'] );
		}
	}

	/** A member who signed in, and whom the gateway knows as this user. */
	private function member(): \WP_User {
		$user = $this->sign_in();
		$this->gateway->ties  = array( (string) $user->ID => self::SUB );
		$this->gateway->calls = array();
		return $user;
	}

	private function export( string $email = 'ada@example.test', int $page = 1 ): array {
		return call_user_func( apply_filters( 'wp_privacy_personal_data_exporters', array() )['cloakroom']['callback'], $email, $page );
	}

	private function erase( string $email = 'ada@example.test', int $page = 1 ): array {
		return call_user_func( apply_filters( 'wp_privacy_personal_data_erasers', array() )['cloakroom']['callback'], $email, $page );
	}

	/** Runs what is due some time. */
	private function run_cron(): int {
		$ran = 0;
		foreach ( _get_cron_array() as $time => $hooks ) {
			foreach ( $hooks['cloakroom_pass_on'] ?? array() as $event ) {
				wp_unschedule_event( $time, 'cloakroom_pass_on', $event['args'] );
				do_action_ref_array( 'cloakroom_pass_on', $event['args'] );
				++$ran;
			}
		}
		return $ran;
	}
}
