<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Edd_System;
use Cloakroom\Membership_System;

final class Edd_Test extends Membership_System_Contract {

	protected function system(): Membership_System {
		return new Edd_System();
	}

	protected function tables(): array {
		return array( 'edd_customers' => 'id bigint, user_id bigint' );
	}

	protected function product( string $name ): string {
		return (string) wp_insert_post( array( 'post_type' => 'download', 'post_title' => $name, 'post_status' => 'publish' ) );
	}

	/** A download has no end: something with an end is a licence for it. */
	protected function buy( int $user, string $product, ?int $until ) {
		$order = edd_add_order( array( 'user_id' => $user, 'status' => 'pending', 'type' => 'sale' ) );
		edd_add_order_item( array( 'order_id' => $order, 'product_id' => (int) $product, 'product_name' => get_the_title( (int) $product ), 'status' => 'pending', 'quantity' => 1 ) );
		$license = null;
		if ( null !== $until ) {
			$license                            = count( \Edd_Double::$licenses ) + 1;
			\Edd_Double::$licenses[ $license ] = (object) array( 'ID' => $license, 'user_id' => $user, 'download_id' => (int) $product, 'status' => 'active', 'expiration' => $until );
		}
		edd_update_order_status( $order, 'complete' );
		return array( $order, $license );
	}

	protected function give_back( $bought ): void {
		if ( $bought[1] ) {
			\Edd_Double::$licenses[ $bought[1] ]->status = 'disabled';
			do_action( 'edd_sl_post_revoke_license', $bought[1], $bought[0] );
		}
		edd_refund_order( $bought[0] );
	}

	protected function expire( $bought ): void {
		\Edd_Double::$licenses[ $bought[1] ]->expiration = time() - 1;
	}

	public function test_refund_is_a_second_order_that_opens_nothing() {
		$user   = $this->user();
		$bought = $this->buy( $user, $this->product( 'Gold' ), null );
		$this->assertCount( 1, $this->open( $user ) );
		$this->forget_rows();
		$this->give_back( $bought );
		$this->assertNoted( $user );
		$this->assertSame( array( array( 'revoked', false ) ), array_map( static function ( $told ) {
			return array( $told['status'], $told['lifetime'] );
		}, $this->told( $user ) ) );
	}

	public function test_order_that_was_not_paid_holds_nothing() {
		$user  = $this->user();
		$order = edd_add_order( array( 'user_id' => $user, 'status' => 'pending', 'type' => 'sale' ) );
		edd_add_order_item( array( 'order_id' => $order, 'product_id' => (int) $this->product( 'Gold' ), 'product_name' => 'Gold', 'status' => 'pending', 'quantity' => 1 ) );
		$this->assertSame( array(), $this->told( $user ) );
	}

	public function test_more_orders_than_a_page_are_all_told() {
		$user = $this->user();
		for ( $order = 0; $order < 35; $order++ ) {
			$this->buy( $user, $this->product( "P$order" ), null );
		}
		$this->assertCount( 35, $this->open( $user ) );
	}

	/** @dataProvider subscription_states */
	public function test_subscription_counts_and_not_the_order_that_began_it( string $status, int $seconds, string $expected, bool $is_open ) {
		list( $user, $product ) = array( $this->user(), $this->product( 'Gold' ) );
		$this->buy( $user, $product, null );
		$sub = $this->subscribe( $user, $product, 'active', time() + DAY_IN_SECONDS );
		$this->forget_rows();
		$sub->update( array( 'expiration' => gmdate( 'Y-m-d H:i:s', time() + $seconds ) ) );
		$sub->update( array( 'status' => $status ) );
		$this->assertNoted( $user );
		$told = $this->told( $user );
		$this->assertCount( 1, $told );
		$this->assertSame( array( $expected, $is_open ), array( $told[0]['status'], array() !== $this->open( $user ) ) );
	}

	public static function subscription_states(): array {
		return array(
			'runs'                   => array( 'active', DAY_IN_SECONDS, 'active', true ),
			'trial'                  => array( 'trialling', DAY_IN_SECONDS, 'trialing', true ),
			'cancelled, paid for'    => array( 'cancelled', DAY_IN_SECONDS, 'cancelled', true ),
			'cancelled, over'        => array( 'cancelled', -1, 'cancelled', false ),
			'failing'                => array( 'failing', -1, 'past_due', false ),
			'expired'                => array( 'expired', -1, 'expired', false ),
			'completed'              => array( 'completed', DAY_IN_SECONDS, 'active', true ),
			'a word of next year'    => array( 'hibernating', DAY_IN_SECONDS, 'pending', false ),
		);
	}

	public function test_licence_for_life_has_no_end() {
		$user = $this->user();
		\Edd_Double::$licenses[] = (object) array( 'ID' => 77, 'user_id' => $user, 'download_id' => (int) $this->product( 'Gold' ), 'status' => 'inactive', 'expiration' => 'lifetime' );
		$this->assertSame( array( 'active', true, null ), array( $this->told( $user )[0]['status'], $this->told( $user )[0]['lifetime'], $this->told( $user )[0]['period_end'] ) );
	}

	public function test_profile_shows_the_cards() {
		$this->sign_in();
		ob_start();
		do_action( 'edd_profile_editor_after' );
		$this->assertStringContainsString( '<cloakroom-card', ob_get_clean() );
	}

	private function subscribe( int $user, string $product, string $status, int $until ) {
		$id                                   = count( \Edd_Double::$subscriptions ) + 1;
		\Edd_Double::$subscriptions[ $id ] = array( 'id' => $id, 'product_id' => (int) $product, 'status' => $status, 'expiration' => gmdate( 'Y-m-d H:i:s', $until ), 'created' => gmdate( 'Y-m-d H:i:s' ), 'customer' => (object) array( 'user_id' => $user ) );
		do_action( 'edd_subscription_post_create', $id, array() );
		return new \EDD_Subscription( $id );
	}
}
