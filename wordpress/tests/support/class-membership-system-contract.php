<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Membership_System;
use Cloakroom\Outbox;
use Cloakroom\Outbox_Table;

/**
 * What every membership system owes, whatever plugin is behind it: a double, or the real one if its folder was given. Those who
 * inherit say how things are bought and given back there.
 */
abstract class Membership_System_Contract extends Outbox_Test_Case {

	/** @var Membership_System */
	protected $system;

	protected function setUp(): void {
		parent::setUp();
		foreach ( $this->tables() as $table => $columns ) {
			// For doubles: it hides nothing, for the real plugin has made its own.
			global $wpdb;
			if ( ! $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->prefix . $table ) ) ) {
				$wpdb->query( "CREATE TEMPORARY TABLE IF NOT EXISTS {$wpdb->prefix}$table ($columns)" );
			}
		}
		$this->system  = $this->system();
		$this->systems = $this->systems( $this->outbox, $this->system );
		$this->systems->start();
	}

	abstract protected function system(): Membership_System;

	/** Makes a product and gives its id. */
	abstract protected function product( string $name ): string;

	/** Somebody buys something, until a time or for good. Gives what give_back() and the others take. */
	abstract protected function buy( int $user, string $product, ?int $until );

	/** What was bought is taken away: refunded, removed. */
	abstract protected function give_back( $bought ): void;

	/** Lets what was bought be over since a moment. */
	abstract protected function expire( $bought ): void;

	/** Whether what is bought can be without an end. */
	protected function knows_lifetime(): bool {
		return true;
	}

	/** Tables that doubles need: columns by name. */
	protected function tables(): array {
		return array();
	}

	/** What the plugin does at the end of a request. */
	protected function end_request(): void {
		$this->outbox->note_again();
	}

	public function test_system_is_there_and_has_a_source() {
		$this->assertTrue( $this->system->is_present() );
		$this->assertMatchesRegularExpression( '/\A[a-z][a-z0-9-]{0,31}\z/', $this->system->source() );
		$this->assertNotSame( '', $this->system->name() );
	}

	public function test_who_bought_nothing_holds_nothing() {
		$this->assertSame( array(), $this->told( $this->user() ) );
	}

	public function test_bought_is_noted_and_told_with_its_end() {
		$user = $this->user();
		$end  = strtotime( gmdate( 'Y-m-d 23:59:59', time() + 30 * DAY_IN_SECONDS ) . ' UTC' );
		$gold = $this->product( 'Gold' );
		$this->buy( $user, $gold, $end );
		$this->assertNoted( $user );
		$told = $this->told( $user );
		$this->assertCount( 1, $told );
		$this->assertSame( array( $this->system->source(), $gold, 'Gold', false ), array( $told[0]['source'], $told[0]['product_id'], $this->name_of( $told[0] ), $told[0]['lifetime'] ) );
		$this->assertContains( $told[0]['status'], array( 'active', 'cancelled' ) );
		$this->assertEqualsWithDelta( $end, strtotime( $told[0]['period_end'] ), $this->end_is_known_within() );
	}

	public function test_bought_for_good_has_no_end_and_says_so() {
		if ( ! $this->knows_lifetime() ) {
			$this->assertFalse( $this->told_after_buying_for_good()['lifetime'] );
			return;
		}
		$told = $this->told_after_buying_for_good();
		$this->assertSame( array( 'active', true, null ), array( $told['status'], $told['lifetime'], $told['period_end'] ) );
	}

	public function test_hooks_that_fire_often_are_one_row() {
		$user = $this->user();
		$this->buy( $user, $this->product( 'Gold' ), time() + DAY_IN_SECONDS );
		$this->end_request();
		$this->assertSame( array( (string) $user ), array_column( $this->rows( 'user_id' ), 'user_id' ) );
	}

	public function test_given_back_is_noted_and_opens_nothing() {
		$user   = $this->user();
		$bought = $this->buy( $user, $this->product( 'Gold' ), time() + DAY_IN_SECONDS );
		$this->forget_rows();
		$this->give_back( $bought );
		$this->end_request();
		$this->assertNoted( $user );
		$this->assertSame( array(), $this->open( $user ) );
	}

	public function test_over_opens_nothing_whether_or_not_cron_has_run() {
		$user   = $this->user();
		$bought = $this->buy( $user, $this->product( 'Gold' ), time() + DAY_IN_SECONDS );
		$this->expire( $bought );
		$this->assertSame( array(), $this->open( $user ) );
	}

	public function test_several_at_once_are_told_apart_and_one_given_back_leaves_the_others() {
		$user                  = $this->user();
		list( $gold, $silver ) = array( $this->product( 'Gold' ), $this->product( 'Silver' ) );
		$first                 = $this->buy( $user, $gold, time() + DAY_IN_SECONDS );
		$this->buy( $user, $silver, time() + DAY_IN_SECONDS );
		$products = $this->open( $user );
		sort( $products );
		$expected = array( $gold, $silver );
		sort( $expected );
		$this->assertSame( $expected, $products );
		$this->give_back( $first );
		$this->assertSame( array( $silver ), $this->open( $user ) );
	}

	public function test_one_users_purchase_is_not_anothers() {
		list( $buyer, $other ) = array( $this->user(), $this->user() );
		$this->buy( $buyer, $this->product( 'Gold' ), time() + DAY_IN_SECONDS );
		$this->assertSame( array(), $this->told( $other ) );
		$this->assertSame( array( (string) $buyer ), array_values( array_unique( array_column( $this->rows( 'user_id' ), 'user_id' ) ) ) );
	}

	public function test_users_are_found_in_order_behind_a_cursor() {
		$users = array( $this->user(), $this->user(), $this->user() );
		$gold  = $this->product( 'Gold' );
		foreach ( array_reverse( $users ) as $user ) {
			$this->buy( $user, $gold, time() + DAY_IN_SECONDS );
		}
		$before = $users[0] - 1;
		$this->assertSame( $users, $this->system->users( $before, 100 ) );
		$this->assertSame( array( $users[0], $users[1] ), $this->system->users( $before, 2 ) );
		$this->assertSame( array( $users[2] ), $this->system->users( $users[1], 2 ) );
		$this->assertSame( array(), $this->system->users( $users[2], 2 ) );
	}

	public function test_asked_twice_it_tells_the_same() {
		$user = $this->user();
		$this->buy( $user, $this->product( 'Gold' ), time() + DAY_IN_SECONDS );
		$this->assertSame( $this->told( $user ), $this->told( $user ) );
	}

	public function test_deleted_user_holds_nothing() {
		require_once ABSPATH . 'wp-admin/includes/user.php';
		$user = $this->user();
		$this->buy( $user, $this->product( 'Gold' ), time() + DAY_IN_SECONDS );
		wp_delete_user( $user );
		$this->assertSame( array(), $this->told( $user ) );
	}

	public function test_gateway_takes_what_is_told() {
		$user = $this->user();
		$this->buy( $user, $this->product( 'Gold' ), time() + DAY_IN_SECONDS );
		$this->end_request();
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertCount( 1, $this->gateway->known( $user ) );
	}

	/** Seconds by which the plugin may move an end. */
	protected function end_is_known_within(): int {
		return 1;
	}

	protected function name_of( array $told ): string {
		return $told['product_name'];
	}

	protected function told_after_buying_for_good(): array {
		$user = $this->user();
		$this->buy( $user, $this->product( 'Gold' ), null );
		return $this->told( $user )[0];
	}

	/** All that is told of a user, checked as the gateway does. */
	protected function told( int $user ): array {
		$told  = ( new \Cloakroom\Snapshot( $this->systems ) )->of( $user );
		$fault = Gateway_Double::fault_of_fact( array( 'id' => wp_generate_uuid4(), 'seq' => 1, 'user' => (string) $user, 'type' => 'x', 'observed_at' => gmdate( 'Y-m-d\TH:i:s\Z' ), 'memberships' => $told ) );
		$this->assertSame( '', $fault );
		return $told;
	}

	/** Products that are open now. */
	protected function open( int $user ): array {
		$open = array();
		foreach ( $this->told( $user ) as $told ) {
			$may_be = in_array( $told['status'], array( 'active', 'trialing', 'cancelled', 'past_due' ), true );
			if ( $may_be && ( $told['lifetime'] || null !== $told['period_end'] && time() < strtotime( $told['period_end'] ) ) ) {
				$open[] = $told['product_id'];
			}
		}
		return $open;
	}

	protected function assertNoted( int $user ): void {
		$this->assertContains( (string) $user, array_column( $this->rows( 'user_id' ), 'user_id' ) );
		foreach ( $this->rows( 'source, user_id' ) as $row ) {
			$this->assertSame( $this->system->source(), $row['source'] );
		}
	}

	/** As in a later request. */
	protected function forget_rows(): void {
		$this->end_request();
		$GLOBALS['wpdb']->query( 'DELETE FROM ' . Outbox_Table::name() );
	}
}
