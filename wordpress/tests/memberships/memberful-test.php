<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Memberful_System;
use Cloakroom\Membership_System;

final class Memberful_Test extends Membership_System_Contract {

	protected function system(): Membership_System {
		return new Memberful_System();
	}

	protected function product( string $name ): string {
		static $id = 41000;
		update_option( 'memberful_subscriptions', array( ++$id => array( 'name' => $name ) ) + (array) get_option( 'memberful_subscriptions', array() ) );
		return (string) $id;
	}

	protected function buy( int $user, string $product, ?int $until ) {
		$this->sync( $user, array( (int) $product => array( 'activated_at' => time() - 60, 'autorenew' => true, 'expires' => null !== $until, 'expires_at' => $until, 'in_trial_period' => false, 'trial_start_at' => null, 'trial_end_at' => null ) ) + memberful_wp_user_plans_subscribed_to( $user ) );
		return array( $user, (int) $product );
	}

	protected function give_back( $bought ): void {
		$this->sync( $bought[0], array_diff_key( memberful_wp_user_plans_subscribed_to( $bought[0] ), array( $bought[1] => 0 ) ) );
	}

	protected function expire( $bought ): void {
		$this->change( $bought, array( 'expires_at' => time() - 1 ) );
	}

	/** @dataProvider plans */
	public function test_plan_as_memberful_says( array $change, string $expected ) {
		$user   = $this->user();
		$bought = $this->buy( $user, $this->product( 'Gold' ), time() + DAY_IN_SECONDS );
		$this->change( $bought, $change );
		$this->assertSame( $expected, $this->told( $user )[0]['status'] );
	}

	public static function plans(): array {
		return array(
			'will not renew'  => array( array( 'autorenew' => false ), 'cancelled' ),
			'trial'           => array( array( 'in_trial_period' => true, 'trial_end_at' => '2099-01-01T00:00:00Z' ), 'trialing' ),
			'time as a text'  => array( array( 'expires_at' => '2099-01-01T00:00:00+02:00' ), 'active' ),
			'over'            => array( array( 'expires_at' => '2020-01-01T00:00:00Z' ), 'expired' ),
		);
	}

	public function test_plan_of_an_old_version_without_an_end_opens_nothing() {
		$user = $this->user();
		$this->sync( $user, array( 7 => array( 'id' => 7 ) ) );
		$this->assertSame( array(), $this->open( $user ) );
	}

	public function test_other_meta_is_not_noted() {
		update_user_meta( $this->user(), 'nickname', 'x' );
		$this->assertSame( array(), $this->rows() );
	}

	private function change( array $bought, array $change ): void {
		$plans                  = memberful_wp_user_plans_subscribed_to( $bought[0] );
		$plans[ $bought[1] ] = $change + $plans[ $bought[1] ];
		$this->sync( $bought[0], $plans );
	}

	private function sync( int $user, array $plans ): void {
		update_user_meta( $user, 'memberful_subscription', $plans );
	}
}
