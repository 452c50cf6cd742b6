<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Deliver_Command;
use Cloakroom\Delivery;
use Cloakroom\Facts;
use Cloakroom\Gateway;
use Cloakroom\Memberships_Section;
use Cloakroom\Outbox;
use Cloakroom\Outbox_Table;
use Cloakroom\Settings;
use Cloakroom\Settings_Form;
use Cloakroom\Snapshot;

final class Memberships_Section_Test extends Outbox_Test_Case {

	public function test_quiet_site_says_so() {
		$html = $this->html();
		$this->assertStringContainsString( '<dt>Systems</dt><dd>Shop</dd>', $html );
		$this->assertStringContainsString( '<dt>Waiting</dt><dd>nothing</dd>', $html );
		$this->assertStringContainsString( '<dt>Last delivered</dt><dd>never</dd>', $html );
		$this->assertStringContainsString( '<button class="button" disabled>Retry now', $html );
		$this->assertStringNotContainsString( 'notice', $html );
	}

	public function test_waiting_failed_and_why_are_shown_without_anything_of_the_user_but_the_login() {
		list( $waiting, $failed ) = array( $this->user(), $this->user() );
		$this->shop->change( $waiting, 'gold', 'active' );
		$this->shop->change( $failed, 'gold', 'active' );
		$GLOBALS['wpdb']->query( 'UPDATE ' . Outbox_Table::name() . " SET state = 'failed', slot = id, settled_at = " . time() . ", detail = '<script>' WHERE user_id = $failed" );
		$this->gateway->fault = Gateway_Double::unreachable();
		$this->deliver_once();
		$html = $this->html();
		$this->assertStringContainsString( 'The gateway does not answer. Next try in', $html );
		$this->assertStringContainsString( '<dd>1, the oldest for', $html );
		$this->assertStringContainsString( 'data-state="fault"><dt>Failed</dt><dd>1</dd>', $html );
		$this->assertStringContainsString( 'User ' . $failed . ', ' . get_userdata( $failed )->user_login, $html );
		$this->assertStringContainsString( '&lt;script&gt;', $html );
		$this->assertStringNotContainsString( '@example.test', $html );
		$this->assertStringNotContainsString( 'disabled', $html );
	}

	public function test_connection_that_is_not_set_up_is_named_where_something_waits() {
		$this->set_up_plugin( array( 'site_id' => '' ) );
		$this->assertStringNotContainsString( 'until the connection', $this->html() );
		$this->shop->change( $this->user(), 'gold', 'active' );
		$this->assertStringContainsString( 'Nothing is delivered until the connection above is set up.', $this->html() );
	}

	public function test_roles_with_power_are_not_offered() {
		ob_start();
		$this->section()->render_fields();
		$html = ob_get_clean();
		$this->assertStringContainsString( 'value="subscriber"', $html );
		foreach ( array( 'administrator', 'editor', 'author', 'contributor' ) as $role ) {
			$this->assertStringNotContainsString( "value=\"$role\"", $html );
		}
	}

	public function test_form_boxes_are_stored_and_can_be_emptied() {
		$form = new Settings_Form( new Settings( array() ) );
		$kept = $form->sanitize( array( 'memberships_form' => '1', 'role_products' => array( 'gold', '<b>', 'GOLD', 7 ), 'gateway_only' => '1' ) );
		$this->assertSame( array( array( 'gold' ), true ), array( $kept['role_products'], $kept['gateway_only'] ) );
		update_option( Settings::OPTION, $kept );
		$this->assertSame( $kept, $form->sanitize( $kept ) );
		$same = $form->sanitize( array( 'login_page' => '3' ) );
		$this->assertSame( array( array( 'gold' ), true ), array( $same['role_products'], $same['gateway_only'] ) );
		$none = $form->sanitize( array( 'memberships_form' => '1' ) );
		$this->assertSame( array( array(), false ), array( $none['role_products'], $none['gateway_only'] ) );
	}

	public function test_retry_now_tries_what_failed_and_what_waits() {
		list( $first, $second ) = array( $this->user(), $this->user() );
		$this->shop->change( $first, 'gold', 'active' );
		$this->gateway->fault = Gateway_Double::unreachable();
		$this->deliver_once();
		$GLOBALS['wpdb']->query( 'UPDATE ' . Outbox_Table::name() . " SET state = 'failed', slot = id" );
		$this->shop->change( $second, 'gold', 'active' );
		$this->gateway->fault = null;
		$this->assertSame( admin_url( 'options-general.php?page=cloakroom' ) . '#cloakroom-delivery', $this->retry( 'administrator' ) );
		$this->assertSame( array( 'delivered', 'delivered' ), $this->states() );
	}

	public function test_retry_now_is_for_those_who_may_and_wants_its_nonce() {
		$this->sign_in_directly( 'editor' );
		foreach ( array( 'editor', 'administrator' ) as $role ) {
			try {
				$this->sign_in_directly( $role );
				do_action( 'admin_post_cloakroom_retry' );
				$this->fail( 'no end' );
			} catch ( Ended $ended ) {
				$this->assertSame( 403, $ended->status );
			}
		}
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_command_tells_how_it_went() {
		\WP_CLI::$lines = array();
		$settings       = new Settings( array() );
		$command        = new Deliver_Command( new Outbox(), new Delivery( $settings, new Gateway( $settings ), new Outbox(), new Facts( new Snapshot( $this->systems ) ) ) );
		$command->add();
		$this->shop->change( $this->user(), 'gold', 'active' );
		$this->gateway->fault = Gateway_Double::unreachable();
		$command->deliver();
		$this->gateway->fault = null;
		delete_option( 'cloakroom_delivery' );
		$command->deliver();
		( new \Cloakroom\Lock( Delivery::LOCK ) )->take();
		$command->deliver();
		$this->assertSame( array( 'added cloakroom deliver', 'delivered 0, waiting 1, failed 0', 'Error: The gateway does not answer.', 'delivered 1, waiting 0, failed 0', 'Another deliverer is at work.' ), \WP_CLI::$lines );
	}

	public function test_system_with_a_source_that_is_taken_or_has_no_form_is_not_added() {
		$this->assertFalse( $this->systems->add( new Shop_Double( 'shop' ) ) );
		$this->assertFalse( $this->systems->add( new Shop_Double( 'Shop:2' ) ) );
		$this->assertTrue( $this->systems->add( new Shop_Double( 'shop-2' ) ) );
	}

	public function test_system_of_somebody_else_is_asked_for() {
		$other = new Shop_Double( 'other' );
		add_action( 'cloakroom_membership_systems', static function ( $systems ) use ( $other ) {
			$systems->add( $other );
		} );
		$this->start( $this->outbox );
		$user = $this->user();
		$other->change( $user, 'gold', 'active' );
		$this->shop->change( $user, 'gold', 'paused' );
		$this->deliver_once();
		$this->assertSame( array( 'other:gold' => 'active', 'shop:gold' => 'paused' ), $this->gateway->known( $user ) );
	}

	private function section(): Memberships_Section {
		return new Memberships_Section( new Settings( array() ), $this->systems, $this->outbox );
	}

	private function html(): string {
		ob_start();
		$this->section()->render_delivery();
		return ob_get_clean();
	}

	private function retry( string $role ): string {
		$this->sign_in_directly( $role );
		$_REQUEST['_wpnonce'] = wp_create_nonce( 'cloakroom_retry' );
		try {
			return $this->redirected( function () {
				( new \Cloakroom\Retry_Form( $this->outbox, new Delivery( new Settings( array() ), new Gateway( new Settings( array() ) ), $this->outbox, new Facts( new Snapshot( $this->systems ) ) ) ) )->retry();
			} );
		} finally {
			unset( $_REQUEST['_wpnonce'] );
		}
	}
}
