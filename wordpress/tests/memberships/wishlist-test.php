<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Membership_System;
use Cloakroom\Wishlist_System;

final class Wishlist_Test extends Membership_System_Contract {

	protected function system(): Membership_System {
		return new Wishlist_System();
	}

	protected function product( string $name ): string {
		// Above 2^31, as theirs are.
		$id                              = '59' . str_pad( (string) ( count( \Wishlist_Double::$levels ) + 1 ), 8, '0', STR_PAD_LEFT );
		\Wishlist_Double::$levels[ $id ] = $name;
		return $id;
	}

	protected function buy( int $user, string $product, ?int $until ) {
		\Wishlist_Double::add( $user, $product, array( 'ExpiryDate' => $until ?? false ) );
		return array( $user, $product );
	}

	protected function give_back( $bought ): void {
		\Wishlist_Double::remove( ...$bought );
	}

	protected function expire( $bought ): void {
		\Wishlist_Double::$held[ $bought[0] ][ $bought[1] ]['ExpiryDate'] = time() - 1;
	}

	/** The default cursor goes over all users of the site. */
	public function test_users_are_found_in_order_behind_a_cursor() {
		$users = array( $this->user(), $this->user(), $this->user() );
		$this->assertSame( array( $users[1], $users[2] ), $this->system->users( $users[0], 5 ) );
	}

	/** @dataProvider flags */
	public function test_each_flag_is_looked_at( array $flags, string $hook, string $expected, bool $is_open ) {
		list( $user, $level ) = array( $this->user(), $this->product( 'Gold' ) );
		$this->buy( $user, $level, null );
		$this->forget_rows();
		$flags = array_map( static function ( $value ) {
			return $value instanceof \Closure ? $value() : $value;
		}, $flags );
		\Wishlist_Double::change( $user, $level, $flags, $hook );
		$this->assertNoted( $user );
		$this->assertSame( array( $expected, $is_open ), array( $this->told( $user )[0]['status'], array() !== $this->open( $user ) ) );
	}

	public static function flags(): array {
		$tomorrow = static function () {
			return time() + DAY_IN_SECONDS;
		};
		return array(
			'cancelled at once'      => array( array( 'Cancelled' => true, 'CancelDate' => '2026-01-02 03:04:05' ), 'cancel_user_levels', 'revoked', false ),
			'cancelled, no date'     => array( array( 'Cancelled' => '1' ), 'cancel_user_levels', 'revoked', false ),
			'to be cancelled'        => array( array( 'CancelDate' => $tomorrow ), 'cancel_user_levels', 'cancelled', true ),
			'not approved'           => array( array( 'Pending' => 'Requires approval' ), 'unapprove_user_levels', 'pending', false ),
			'not confirmed'          => array( array( 'UnConfirmed' => 1 ), 'unconfirm_user_levels', 'pending', false ),
			'not begun'              => array( array( 'Scheduled' => true ), 'add_user_levels', 'pending', false ),
			'expired'                => array( array( 'Expired' => true, 'ExpiryDate' => 1700000000 ), 'expire_user_levels', 'expired', false ),
			'expired by the clock'   => array( array( 'Expired' => false, 'ExpiryDate' => '1700000000' ), 'expire_user_levels', 'expired', false ),
			'ends tomorrow'          => array( array( 'ExpiryDate' => $tomorrow ), 'unexpire_user_levels', 'active', true ),
		);
	}

	public function test_date_that_can_not_be_read_is_not_taken_for_never() {
		list( $user, $level ) = array( $this->user(), $this->product( 'Gold' ) );
		$this->buy( $user, $level, null );
		\Wishlist_Double::change( $user, $level, array( 'ExpiryDate' => 'next summer' ), 'expire_user_levels' );
		$this->expectException( \Cloakroom\Snapshot_Fault::class );
		$this->told( $user );
	}

	public function test_level_id_stays_a_text() {
		$user = $this->user();
		$id   = $this->product( 'Gold' );
		$this->buy( $user, $id, null );
		$this->assertSame( array( $id, "wishlist:level:$id" ), array( $this->told( $user )[0]['product_id'], $this->told( $user )[0]['key'] ) );
	}
}
