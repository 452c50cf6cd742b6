<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Membership_System;
use Cloakroom\Pmpro_System;

final class Pmpro_Test extends Membership_System_Contract {

	protected function setUp(): void {
		parent::setUp();
		if ( class_exists( 'Pmpro_Double', false ) ) {
			\Pmpro_Double::$changed = array();
		}
	}

	protected function system(): Membership_System {
		return new Pmpro_System();
	}

	protected function tables(): array {
		return array( 'pmpro_memberships_users' => 'id bigint, user_id bigint' );
	}

	protected function product( string $name ): string {
		global $wpdb;
		if ( ! empty( $wpdb->pmpro_membership_levels ) ) {
			$wpdb->insert( $wpdb->pmpro_membership_levels, array( 'name' => $name, 'description' => '', 'confirmation' => '', 'allow_signups' => 1 ) );
			return (string) $wpdb->insert_id;
		}
		$id                             = count( \Pmpro_Double::$levels ) + 1;
		\Pmpro_Double::$levels[ $id ] = $name;
		return (string) $id;
	}

	protected function buy( int $user, string $product, ?int $until ) {
		$level = array( 'user_id' => $user, 'membership_id' => (int) $product, 'code_id' => 0, 'initial_payment' => 0, 'billing_amount' => 0, 'cycle_number' => 0, 'cycle_period' => '', 'billing_limit' => 0, 'trial_amount' => 0, 'trial_limit' => 0, 'startdate' => current_time( 'mysql' ), 'enddate' => null === $until ? 'NULL' : gmdate( 'Y-m-d H:i:s', $until ) );
		pmpro_changeMembershipLevel( $level, $user );
		return array( $user, (int) $product );
	}

	protected function give_back( $bought ): void {
		pmpro_cancelMembershipLevel( $bought[1], $bought[0] );
	}

	protected function expire( $bought ): void {
		global $wpdb;
		if ( class_exists( 'Pmpro_Double', false ) ) {
			foreach ( \Pmpro_Double::$held as $id => $row ) {
				if ( array( (int) $row['user_id'], $row['level'] ) === $bought ) {
					\Pmpro_Double::$held[ $id ]['enddate'] = time() - 1;
				}
			}
			return;
		}
		$wpdb->update( $wpdb->pmpro_memberships_users, array( 'enddate' => gmdate( 'Y-m-d H:i:s', time() - DAY_IN_SECONDS ) ), array( 'user_id' => $bought[0], 'membership_id' => $bought[1] ) );
	}

	protected function end_request(): void {
		if ( class_exists( 'Pmpro_Double', false ) ) {
			\Pmpro_Double::end_of_request();
		}
		parent::end_request();
	}

	public function test_cancelled_level_is_named_by_the_third_argument() {
		$user   = $this->user();
		$bought = $this->buy( $user, $this->product( 'Gold' ), null );
		$this->forget_rows();
		$this->give_back( $bought );
		$this->assertSame( array( array( 'event' => 'pmpro_after_change_membership_level', 'native_id' => 'level-' . $bought[1] ) ), $this->rows( 'event, native_id' ) );
	}

	public function test_refund_alone_is_noted_and_changes_no_level() {
		$user = $this->user();
		$this->buy( $user, $this->product( 'Gold' ), null );
		$this->forget_rows();
		do_action( 'pmpro_order_status_refunded', (object) array( 'id' => 5, 'user_id' => $user ), null );
		$this->assertNoted( $user );
		$this->assertCount( 1, $this->open( $user ) );
	}

	public function test_level_with_a_subscription_renews_itself() {
		list( $user, $level ) = array( $this->user(), $this->product( 'Gold' ) );
		$this->buy( $user, $level, null );
		$this->assertFalse( $this->told( $user )[0]['auto_renew'] );
		if ( class_exists( 'Pmpro_Double', false ) ) {
			\Pmpro_Double::$subscriptions[] = array( $user, (int) $level, 'active' );
			$this->assertTrue( $this->told( $user )[0]['auto_renew'] );
		}
	}

	public function test_account_page_shows_the_cards_in_its_list() {
		$this->sign_in();
		ob_start();
		do_action( 'pmpro_account_bullets_bottom' );
		$html = ob_get_clean();
		$this->assertStringStartsWith( '<li class="pmpro_list_item', $html );
		$this->assertStringContainsString( '<cloakroom-card', $html );
	}
}
