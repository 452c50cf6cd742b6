<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Outbox;
use Cloakroom\Role_Grant;
use Cloakroom\Roles_System;
use Cloakroom\Settings;

final class Roles_Test extends Outbox_Test_Case {

	protected function setUp(): void {
		parent::setUp();
		add_role( 'gold', 'Gold', array( 'read' => true ) );
		add_role( 'silver', 'Silver', array( 'read' => true ) );
		$this->choose( 'gold' );
	}

	protected function tearDown(): void {
		remove_role( 'gold' );
		remove_role( 'silver' );
		parent::tearDown();
	}

	public function test_role_by_itself_is_active_and_has_no_end() {
		$user = $this->user( 'gold' );
		$this->assertSame( array( array( 'roles:gold', 'roles', 'gold', 'Gold', 'active', true, null ) ), $this->held( $user ) );
	}

	public function test_role_that_nobody_chose_is_none() {
		$this->assertSame( array(), $this->held( $this->user( 'silver' ) ) );
		$this->assertSame( array(), $this->rows() );
	}

	public function test_no_role_chosen_no_system() {
		$this->choose();
		$this->assertFalse( ( new Roles_System( new Settings( array() ) ) )->is_present() );
	}

	public function test_granted_role_has_its_end() {
		$user = $this->user();
		$end  = time() + 600;
		$this->assertTrue( cloakroom_grant_role( $user, 'gold', $end ) );
		$this->assertSame( array( array( 'roles:gold', 'roles', 'gold', 'Gold', 'active', false, gmdate( 'Y-m-d\TH:i:s\Z', $end ) ) ), $this->held( $user ) );
		$this->assertContains( 'gold', get_userdata( $user )->roles );
		$this->assertContains( 'subscriber', get_userdata( $user )->roles );
		$this->assertSame( array( array( 'user_id' => (string) $user, 'type' => 'membership.changed' ) ), $this->rows( 'user_id, type' ) );
	}

	public function test_granted_by_a_date_or_for_good() {
		list( $first, $second ) = array( $this->user(), $this->user() );
		$this->assertTrue( cloakroom_grant_role( $first, 'gold', new \DateTimeImmutable( '2099-01-31 12:00:00 Europe/Berlin' ) ) );
		$this->assertSame( '2099-01-31T11:00:00Z', $this->held( $first )[0][6] );
		$this->assertTrue( cloakroom_grant_role( $second, 'gold' ) );
		$this->assertSame( array( true, null ), array_slice( $this->held( $second )[0], 5 ) );
	}

	public function test_cancelled_role_stays_until_its_end() {
		$user = $this->user();
		cloakroom_grant_role( $user, 'gold', time() + 600 );
		$this->assertTrue( cloakroom_cancel_role( $user, 'gold' ) );
		$this->assertSame( 'cancelled', $this->held( $user )[0][4] );
		$this->assertContains( 'gold', get_userdata( $user )->roles );
		// Cancelled by a double click.
		$before = Role_Grant::of( $user, 'gold' );
		$this->assertTrue( cloakroom_cancel_role( $user, 'gold' ) );
		$this->assertEquals( $before, Role_Grant::of( $user, 'gold' ) );
	}

	public function test_cancellation_taken_back_by_buying_again() {
		$user = $this->user();
		cloakroom_grant_role( $user, 'gold', time() + 600 );
		cloakroom_cancel_role( $user, 'gold' );
		cloakroom_grant_role( $user, 'gold', time() + 1200 );
		$this->assertSame( array( 'active', false, gmdate( 'Y-m-d\TH:i:s\Z', time() + 1200 ) ), array_slice( $this->held( $user )[0], 4 ) );
	}

	public function test_cancelled_without_an_end_is_over_at_once() {
		$user = $this->user( 'gold' );
		$this->assertTrue( cloakroom_cancel_role( $user, 'gold' ) );
		$this->assertSame( 'expired', $this->held( $user )[0][4] );
		$this->assertNotContains( 'gold', get_userdata( $user )->roles );
	}

	public function test_role_whose_end_has_come_is_expired_before_and_after_cron() {
		$user = $this->user();
		cloakroom_grant_role( $user, 'gold', time() + 600 );
		$this->end_now( $user );
		$this->assertSame( 'expired', $this->held( $user )[0][4] );
		$this->assertContains( 'gold', get_userdata( $user )->roles );
		do_action( Role_Grant::CRON_HOOK );
		$this->assertSame( 'expired', $this->held( $user )[0][4] );
		$this->assertNotContains( 'gold', ( new \WP_User( $user ) )->roles );
	}

	public function test_cron_leaves_alone_what_has_not_ended_and_what_others_gave() {
		list( $first, $second ) = array( $this->user(), $this->user( 'gold' ) );
		cloakroom_grant_role( $first, 'gold', time() + 600 );
		do_action( Role_Grant::CRON_HOOK );
		$this->assertContains( 'gold', ( new \WP_User( $first ) )->roles );
		$this->assertContains( 'gold', ( new \WP_User( $second ) )->roles );
	}

	public function test_cron_gives_back_to_who_renewed_at_that_moment() {
		$user = $this->user();
		cloakroom_grant_role( $user, 'gold', time() + 600 );
		$this->end_now( $user );
		add_action( 'remove_user_role', static function () use ( $user ) {
			update_user_meta( $user, Role_Grant::key( 'gold' ), array( 'from' => 1, 'until' => time() + 600 ) );
		} );
		do_action( Role_Grant::CRON_HOOK );
		$this->assertSame( 'active', $this->held( $user )[0][4] );
		$this->assertContains( 'gold', ( new \WP_User( $user ) )->roles );
	}

	public function test_role_taken_away_before_its_end_is_revoked() {
		list( $first, $second ) = array( $this->user(), $this->user() );
		cloakroom_grant_role( $first, 'gold', time() + 600 );
		( new \WP_User( $first ) )->remove_role( 'gold' );
		$this->assertSame( 'revoked', $this->held( $first )[0][4] );
		cloakroom_grant_role( $second, 'gold', time() + 600 );
		$this->assertTrue( cloakroom_revoke_role( $second, 'gold' ) );
		$this->assertSame( 'revoked', $this->held( $second )[0][4] );
		cloakroom_grant_role( $second, 'gold', time() + 600 );
		$this->assertSame( 'active', $this->held( $second )[0][4] );
	}

	/** @dataProvider impossible_grants */
	public function test_impossible_grant_changes_nothing( string $role, ?int $seconds, int $user ) {
		$user = $user > 0 ? $user : $this->user();
		$this->assertFalse( cloakroom_grant_role( $user, $role, null === $seconds ? null : time() + $seconds ) );
		$this->assertSame( array(), $this->held( $user ) );
		$this->assertFalse( cloakroom_cancel_role( $user, $role ) );
		$this->assertSame( array(), $this->rows() );
	}

	public static function impossible_grants(): array {
		return array(
			'no such role' => array( 'platinum', 600, 0 ),
			'no such user' => array( 'gold', 600, 99999999 ),
			'in the past'  => array( 'gold', -1, 0 ),
			'now'          => array( 'gold', 0, 0 ),
			'year 10000'   => array( 'gold', 260000000000, 0 ),
		);
	}

	public function test_damaged_grant_opens_nothing_that_has_an_end() {
		$user = $this->user();
		update_user_meta( $user, Role_Grant::key( 'gold' ), array( 'until' => 'soon', 'from' => -3 ) );
		$this->assertSame( 'revoked', $this->held( $user )[0][4] );
	}

	public function test_set_role_takes_the_old_one_away_and_is_noted() {
		$user = $this->user( 'gold' );
		$GLOBALS['wpdb']->query( 'DELETE FROM ' . \Cloakroom\Outbox_Table::name() );
		( new \WP_User( $user ) )->set_role( 'silver' );
		$this->assertSame( array( (string) $user ), array_column( $this->rows( 'user_id' ), 'user_id' ) );
		$this->assertSame( array(), $this->held( $user ) );
	}

	public function test_users_are_those_with_a_chosen_role_in_order() {
		$this->choose( 'gold', 'silver' );
		$users = array( $this->user( 'gold' ), $this->user( 'silver' ), $this->user(), $this->user( 'gold' ) );
		( new \WP_User( $users[0] ) )->add_role( 'silver' );
		$roles = new Roles_System( new Settings( array() ) );
		$this->assertSame( array( $users[0], $users[1], $users[3] ), $roles->users( 0, 10 ) );
		$this->assertSame( array( $users[1] ), $roles->users( $users[0], 1 ) );
	}

	private function choose( string ...$roles ): void {
		$this->set_up_plugin( array( 'role_products' => $roles ) );
		$this->systems = $this->systems( $this->outbox, new Roles_System( new Settings( array() ) ) );
		$this->systems->start();
	}

	private function end_now( int $user ): void {
		update_user_meta( $user, Role_Grant::key( 'gold' ), array( 'until' => time() - 1, 'from' => 1 ) );
	}

	private function held( int $user ): array {
		return array_map( static function ( $membership ) {
			$told = $membership->for_gateway( 'roles' );
			return array( $told['key'], $told['source'], $told['product_id'], $told['product_name'], $told['status'], $told['lifetime'], $told['period_end'] );
		}, ( new Roles_System( new Settings( array() ) ) )->memberships( $user ) );
	}
}
