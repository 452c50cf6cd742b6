<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Membership_System;
use Cloakroom\Membershipworks_System;

/** All it knows is that somebody signed in: "buying" is signing in. */
final class Membershipworks_Test extends Membership_System_Contract {

	/** @var string[] Products by user. */
	private $products = array();

	protected function setUp(): void {
		parent::setUp();
		add_filter( 'cloakroom_membershipworks_products', function ( $products, $user ) {
			return $this->products[ $user ] ?? array();
		}, 10, 2 );
	}

	protected function system(): Membership_System {
		return new Membershipworks_System();
	}

	protected function product( string $name ): string {
		return sanitize_title( $name );
	}

	protected function name_of( array $told ): string {
		return ucfirst( $told['product_id'] );
	}

	protected function buy( int $user, string $product, ?int $until ) {
		$this->products[ $user ][] = $product;
		update_user_meta( $user, 'SF_ID', "5f-$user" );
		do_action( 'wp_login', get_userdata( $user )->user_login, get_userdata( $user ) );
		return array( $user, $product );
	}

	protected function give_back( $bought ): void {
		$this->products[ $bought[0] ] = array_values( array_diff( $this->products[ $bought[0] ], array( $bought[1] ) ) );
		do_action( 'wp_login', get_userdata( $bought[0] )->user_login, get_userdata( $bought[0] ) );
	}

	protected function expire( $bought ): void {
		update_user_meta( $bought[0], Membershipworks_System::seen_key(), time() - 8 * DAY_IN_SECONDS );
	}

	protected function knows_lifetime(): bool {
		return false;
	}

	protected function end_is_known_within(): int {
		return 24 * DAY_IN_SECONDS;
	}

	public function test_sign_in_counts_for_seven_days() {
		$user = $this->user();
		$this->buy( $user, 'member', null );
		$this->assertEqualsWithDelta( time() + 7 * DAY_IN_SECONDS, strtotime( $this->told( $user )[0]['period_end'] ), 5 );
		add_filter( 'cloakroom_membershipworks_days', static function () {
			return 1;
		} );
		$this->assertEqualsWithDelta( time() + DAY_IN_SECONDS, strtotime( $this->told( $user )[0]['period_end'] ), 5 );
	}

	public function test_sign_in_by_the_gateway_says_nothing_of_membershipworks() {
		$user = $this->sign_in();
		update_user_meta( $user->ID, 'SF_ID', '5f' );
		$this->products[ $user->ID ] = array( 'member' );
		wp_logout();
		$this->sign_in( array( 'session_ref' => 'ref-ada-2' ) );
		$this->assertSame( array(), $this->told( $user->ID ) );
	}

	public function test_sign_in_of_somebody_else_is_not_noted() {
		$user = $this->user();
		do_action( 'wp_login', 'x', get_userdata( $user ) );
		$this->assertSame( array(), $this->rows() );
	}

	public function test_session_that_a_ticket_opened_outlives_the_connector() {
		$user = $this->sign_in();
		update_user_meta( $user->ID, 'SF_ID', '5f' );
		add_action( 'init', 'sf_mfl_init' );
		foreach ( $GLOBALS['wp_filter']['init']->callbacks[-1000] as $callback ) {
			call_user_func( $callback['function'] );
		}
		$this->assertFalse( has_action( 'init', 'sf_mfl_init' ) );
		wp_set_current_user( 0 );
		add_action( 'init', 'sf_mfl_init' );
		foreach ( $GLOBALS['wp_filter']['init']->callbacks[-1000] as $callback ) {
			call_user_func( $callback['function'] );
		}
		$this->assertSame( 10, has_action( 'init', 'sf_mfl_init' ) );
	}
}
