<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Membership_System;
use Cloakroom\Memberpress_System;

final class Memberpress_Test extends Membership_System_Contract {

	protected function system(): Membership_System {
		return new Memberpress_System();
	}

	protected function tables(): array {
		return array( 'mepr_transactions' => 'id bigint, user_id bigint' );
	}

	protected function product( string $name ): string {
		return (string) wp_insert_post( array( 'post_type' => 'memberpressproduct', 'post_title' => $name, 'post_status' => 'publish' ) );
	}

	protected function buy( int $user, string $product, ?int $until ) {
		$txn             = new \MeprTransaction();
		$txn->user_id    = $user;
		$txn->product_id = $product;
		$txn->status     = 'pending';
		$txn->expires_at = null === $until ? '0000-00-00 00:00:00' : gmdate( 'Y-m-d H:i:s', $until );
		$txn->store();
		$txn->status = 'complete';
		$txn->store( true );
		// As a second webhook of the payment's processor does.
		$txn->store( true );
		return $txn;
	}

	protected function give_back( $bought ): void {
		$bought->status = 'refunded';
		$bought->store( true );
	}

	protected function expire( $bought ): void {
		$bought->expires_at = gmdate( 'Y-m-d H:i:s', time() - 1 );
		$bought->store( true );
	}

	public function test_lifetime_is_never_read_as_a_date() {
		$user = $this->user();
		$this->assertSame( '0000-00-00 00:00:00', $this->buy( $user, $this->product( 'Gold' ), null )->expires_at );
		$this->assertSame( array( 'active', true, null ), array( $this->told( $user )[0]['status'], $this->told( $user )[0]['lifetime'], $this->told( $user )[0]['period_end'] ) );
	}

	public function test_pending_transaction_is_not_noted_and_stored_unchanged_is_not_either() {
		$txn          = new \MeprTransaction();
		$txn->user_id = $this->user();
		$txn->product_id = $this->product( 'Gold' );
		$txn->store();
		$this->assertSame( array(), $this->rows() );
		$txn->status = 'complete';
		$txn->store();
		$this->forget_rows();
		$txn->store();
		$this->assertSame( array(), $this->rows() );
	}

	public function test_renewal_is_the_same_membership_with_a_later_end() {
		list( $user, $product ) = array( $this->user(), $this->product( 'Gold' ) );
		$sub                    = $this->subscribe( $user, $product );
		$this->pay( $sub, time() + DAY_IN_SECONDS );
		$first = $this->told( $user );
		$this->pay( $sub, time() + 32 * DAY_IN_SECONDS );
		$second = $this->told( $user );
		$this->assertSame( array( 1, 1, $first[0]['key'] ), array( count( $first ), count( $second ), $second[0]['key'] ) );
		$this->assertGreaterThan( $first[0]['period_end'], $second[0]['period_end'] );
		$this->assertTrue( $second[0]['auto_renew'] );
	}

	/** @dataProvider subscription_states */
	public function test_subscription_state_and_time_paid_for( string $status, int $seconds, string $expected ) {
		list( $user, $product ) = array( $this->user(), $this->product( 'Gold' ) );
		$sub                    = $this->subscribe( $user, $product );
		$this->pay( $sub, time() + $seconds );
		$this->forget_rows();
		$sub->status = $status;
		$sub->store();
		$this->assertSame( 'active' !== $status, array() !== $this->rows() );
		$this->assertSame( $expected, $this->told( $user )[0]['status'] );
		$this->assertSame( 'active' === $status, $this->told( $user )[0]['auto_renew'] );
	}

	public static function subscription_states(): array {
		return array(
			'runs'                     => array( 'active', DAY_IN_SECONDS, 'active' ),
			'cancelled, paid for'      => array( 'cancelled', DAY_IN_SECONDS, 'cancelled' ),
			'cancelled, over'          => array( 'cancelled', -1, 'expired' ),
			'paused, paid for'         => array( 'suspended', DAY_IN_SECONDS, 'active' ),
			'paused, over'             => array( 'suspended', -1, 'paused' ),
		);
	}

	public function test_trial_ends_with_what_it_covers() {
		list( $user, $product ) = array( $this->user(), $this->product( 'Gold' ) );
		$sub                    = $this->subscribe( $user, $product, array( 'trial' => true, 'trial_days' => 14 ) );
		$txn                    = $this->pay( $sub, time() + 14 * DAY_IN_SECONDS, array( 'status' => 'confirmed', 'txn_type' => 'subscription_confirmation' ) );
		$told                   = $this->told( $user )[0];
		$this->assertSame( array( 'trialing', $told['period_end'] ), array( $told['status'], $told['trial_end'] ) );
	}

	public function test_deleted_transaction_is_noted() {
		$user   = $this->user();
		$bought = $this->buy( $user, $this->product( 'Gold' ), null );
		$this->forget_rows();
		$bought->destroy();
		$this->assertNoted( $user );
		$this->assertSame( array(), $this->told( $user ) );
	}

	public function test_transaction_given_to_somebody_else_is_noted_for_both() {
		list( $from, $to ) = array( $this->user(), $this->user() );
		$bought            = $this->buy( $from, $this->product( 'Gold' ), null );
		$this->forget_rows();
		$bought->user_id = $to;
		$bought->store();
		$this->assertEqualsCanonicalizing( array( (string) $from, (string) $to ), array_column( $this->rows( 'user_id' ), 'user_id' ) );
	}

	public function test_change_by_another_process_is_seen_in_spite_of_what_is_kept_in_memory() {
		if ( ! method_exists( 'MeprTransaction', 'change_elsewhere' ) ) {
			$this->assertTrue( true, 'the real one is changed by its database below' );
			return;
		}
		$user   = $this->user();
		$bought = $this->buy( $user, $this->product( 'Gold' ), time() + DAY_IN_SECONDS );
		$this->assertCount( 1, $this->open( $user ) );
		\MeprTransaction::change_elsewhere( $bought->id, array( 'expires_at' => gmdate( 'Y-m-d H:i:s', time() - 1 ) ) );
		$this->assertSame( array(), $this->open( $user ) );
	}

	public function test_team_account_names_its_parent() {
		list( $parent, $user, $product ) = array( $this->user(), $this->user(), $this->product( 'Gold' ) );
		$bought                          = $this->buy( $parent, $product, null );
		$txn                             = new \MeprTransaction();
		$txn->user_id                    = $user;
		$txn->product_id                 = $product;
		$txn->txn_type                   = 'sub_account';
		$txn->status                     = 'complete';
		$txn->expires_at                 = '0000-00-00 00:00:00';
		$txn->parent_transaction_id      = $bought->id;
		$txn->store();
		$this->assertSame( (string) $parent, $this->told( $user )[0]['parent_user'] );
	}

	public function test_account_page_has_a_tab_with_the_cards() {
		$this->sign_in();
		$_GET['action'] = 'cloakroom';
		$html           = $this->printed( 'mepr_account_nav', wp_get_current_user() );
		$this->assertStringContainsString( 'mepr-active-nav-tab"><a href="/profile/?action=cloakroom">My data</a>', $html );
		$html = $this->printed( 'mepr_account_nav_content', 'cloakroom', array() );
		$this->assertStringContainsString( '<cloakroom-card', $html );
		$this->assertStringContainsString( 'Training plan', $html );
		$this->assertStringNotContainsString( 'cloakroom-card', $this->printed( 'mepr_account_nav_content', 'subscriptions', array() ) );
	}

	public function test_login_form_sends_members_to_the_gateway_with_what_they_typed() {
		$this->sign_in();
		wp_logout();
		$_POST    = array( 'log' => 'ada@example.test', 'redirect_to' => '/account/' );
		$location = $this->redirected( static function () {
			apply_filters( 'mepr_validate_login', array() );
		} );
		$this->assertSame( array( 'action' => 'cloakroom_sign_in', 'redirect_to' => '/account/', 'login_hint' => 'ada@example.test' ), self::query_of( $location ) );
		// Never the address of an account whose name was typed.
		$_POST['log'] = 'm-' . substr( hash( 'sha256', $this->claims()['sub'] ), 0, 12 );
		$location     = $this->redirected( static function () {
			apply_filters( 'mepr_validate_login', array() );
		} );
		$this->assertArrayNotHasKey( 'login_hint', self::query_of( $location ) );
	}

	public function test_login_form_lets_those_who_look_after_the_site_go_on() {
		$admin = $this->sign_in_directly( 'administrator' );
		wp_logout();
		foreach ( array( $admin->user_login, $admin->user_email, '' ) as $typed ) {
			$_POST = array( 'log' => $typed );
			$this->assertSame( array( 'x' ), apply_filters( 'mepr_validate_login', array( 'x' ) ) );
		}
	}

	public function test_login_form_return_to_another_site_is_not_followed() {
		$_POST = array( 'log' => 'somebody@example.test', 'redirect_to' => 'https://evil.test/' );
		$this->assertSame( '/', self::query_of( $this->redirected( static function () {
			apply_filters( 'mepr_validate_login', array() );
		} ) )['redirect_to'] );
	}

	public function test_login_page_leads_to_the_sites_own_unless_it_is_that() {
		$page = wp_insert_post( array( 'post_type' => 'page', 'post_title' => 'Login', 'post_status' => 'publish' ) );
		\MeprOptions::fetch()->login_page_id = $page;
		$GLOBALS['wp_query'] = new \WP_Query( array( 'page_id' => $page ) );
		$GLOBALS['wp_the_query'] = $GLOBALS['wp_query'];
		$_GET                = array( 'redirect_to' => '/course/', 'action' => 'mepr_unauthorized' );
		$location            = $this->redirected( static function () {
			do_action( 'template_redirect' );
		} );
		$this->assertSame( array( 'redirect_to' => '/course/' ), self::query_of( $location ) );
		$this->set_up_plugin( array( 'login_page' => $page ) );
		remove_action( 'template_redirect', 'redirect_canonical' );
		do_action( 'template_redirect' );
		$this->assertStringContainsString( 'cloakroom_sign_in', $this->printed( 'mepr_login_form_before_submit' ) );
		\MeprOptions::fetch()->login_page_id = 0;
	}

	private function subscribe( int $user, string $product, array $more = array() ) {
		$sub             = new \MeprSubscription();
		$sub->user_id    = $user;
		$sub->product_id = $product;
		$sub->status     = 'active';
		foreach ( $more as $name => $value ) {
			$sub->$name = $value;
		}
		$sub->store();
		return $sub;
	}

	private function pay( $sub, int $until, array $more = array() ) {
		$txn = new \MeprTransaction();
		foreach ( $more + array( 'user_id' => $sub->user_id, 'product_id' => $sub->product_id, 'subscription_id' => $sub->id, 'status' => 'complete', 'expires_at' => gmdate( 'Y-m-d H:i:s', $until ) ) as $name => $value ) {
			$txn->$name = $value;
		}
		$txn->store( true );
		return $txn;
	}

	private function printed( string $hook, ...$arguments ): string {
		ob_start();
		do_action( $hook, ...$arguments );
		return ob_get_clean();
	}
}
