<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\After_Response;
use Cloakroom\Delivery;
use Cloakroom\Facts;
use Cloakroom\Gateway;
use Cloakroom\Outbox;
use Cloakroom\Outbox_Table;
use Cloakroom\Settings;
use Cloakroom\Snapshot;

final class Outbox_Test extends Outbox_Test_Case {

	public function test_change_becomes_one_row_and_nothing_else() {
		global $wpdb;
		$user    = $this->user();
		$queries = array();
		add_filter( 'query', static function ( $query ) use ( &$queries ) {
			$queries[] = $query;
			return $query;
		} );
		$this->shop->change( $user, 'gold', 'active' );
		$this->assertCount( 1, $queries );
		$this->assertStringStartsWith( 'INSERT INTO ' . Outbox_Table::name(), $queries[0] );
		$row = $this->rows( 'user_id, state, type, source, event, native_id' );
		$this->assertSame( array( array( 'user_id' => (string) $user, 'state' => 'waiting', 'type' => 'membership.changed', 'source' => 'shop', 'event' => 'shop_changed', 'native_id' => 'order-gold' ) ), $row );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_changes_of_one_user_are_one_row_that_names_the_last() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'pending' );
		$this->shop->change( $user, 'gold', 'active' );
		$this->shop->change( $user, 'silver', 'active' );
		$this->assertSame( array( array( 'user_id' => (string) $user, 'native_id' => 'order-silver' ) ), $this->rows( 'user_id, native_id' ) );
	}

	public function test_same_hook_called_twice_writes_once() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$count = $GLOBALS['wpdb']->num_queries;
		$this->shop->change( $user, 'gold', 'active' );
		$this->assertSame( $count, $GLOBALS['wpdb']->num_queries );
	}

	public function test_change_while_a_row_is_being_delivered_gets_a_row_of_its_own() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$this->assertCount( 1, ( new Outbox() )->take( 100, array() ) );
		$this->shop->change( $user, 'gold', 'revoked' );
		// The second hook call of this request is not swallowed as the first one's double.
		$this->shop->change( $user, 'gold', 'revoked' );
		$this->outbox->note_again();
		$this->assertSame( array( 'sending', 'waiting' ), $this->states() );
	}

	public function test_end_of_request_writes_again_what_a_deliverer_took_too_early() {
		$user = $this->user();
		do_action( 'shop_changed', $user, 'x' );
		$this->assertSame( 1, $this->deliver_once() );
		// Stored only now, after its hook, without another.
		$this->shop->held[ $user ]['gold'] = 'active';
		$this->outbox->note_again();
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertSame( array( 'shop:gold' => 'active' ), $this->gateway->known( $user ) );
	}

	public function test_hook_that_breaks_in_our_hands_does_not_break_the_purchase() {
		$trouble = array();
		add_action( 'cloakroom_membership_trouble', static function ( ...$what ) use ( &$trouble ) {
			$trouble[] = $what;
		}, 10, 3 );
		$this->assertSame( 'order', apply_filters( 'shop_broken', 'order' ) );
		$this->assertSame( array( array( 'shop', 'shop_broken', 'Error' ) ), $trouble );
	}

	public function test_table_that_is_gone_does_not_break_the_purchase() {
		add_filter( 'query', static function ( $query ) {
			return str_replace( Outbox_Table::name(), 'no_such_table', $query );
		} );
		$this->shop->change( $this->user(), 'gold', 'active' );
		$this->assertSame( array(), $this->rows() );
	}

	public function test_filter_keeps_its_value() {
		$this->assertSame( 'x', apply_filters( 'shop_changed', 'x' ) );
	}

	public function test_row_taken_by_a_deliverer_that_died_is_delivered_by_the_next() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		( new Outbox() )->take( 100, array() );
		$this->assertSame( array( 'sending' ), $this->states() );
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertSame( array( 'shop:gold' => 'active' ), $this->gateway->known( $user ) );
	}

	public function test_row_taken_by_a_deliverer_that_died_gives_way_to_a_newer_one() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		( new Outbox() )->take( 100, array() );
		$this->shop->change( $user, 'silver', 'active' );
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertSame( array( 'delivered' ), $this->states() );
	}

	public function test_deliverer_that_was_given_up_for_dead_can_not_settle_what_another_took() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$slow = new Outbox();
		$row  = $slow->take( 100, array() )[0];

		$next = new Outbox();
		$next->recover();
		$slow->settle( (int) $row->id, $user, 'taken' );
		$this->assertSame( array( 'waiting' ), $this->states() );
		$next->take( 100, array() );
		$slow->settle( (int) $row->id, $user, 'taken' );
		$slow->fail( (int) $row->id, 'refused', '' );
		$slow->put_back( (int) $row->id, 0, '' );
		$this->assertSame( array( 'sending' ), $this->states() );
		$next->settle( (int) $row->id, $user, 'taken' );
		$this->assertSame( array( 'delivered' ), $this->states() );
	}

	public function test_clock_that_was_set_back_does_not_hold_a_row_for_ever() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$GLOBALS['wpdb']->query( 'UPDATE ' . Outbox_Table::name() . ' SET due_at = ' . ( time() + DAY_IN_SECONDS ) );
		$this->assertTrue( $this->outbox->is_due() );
		$this->assertSame( 1, $this->deliver_once() );
	}

	/** @dataProvider pauses */
	public function test_pause_grows_to_an_hour( int $tries, int $seconds ) {
		$this->assertSame( $seconds, Outbox::pause( $tries ) );
	}

	public static function pauses(): array {
		return array( array( 0, 30 ), array( 1, 30 ), array( 2, 60 ), array( 7, 1920 ), array( 8, 3600 ), array( 60000, 3600 ) );
	}

	public function test_old_rows_are_pruned_and_younger_ones_kept() {
		global $wpdb;
		foreach ( array( 'delivered' => 3 * DAY_IN_SECONDS, 'failed' => 90 * DAY_IN_SECONDS ) as $state => $age ) {
			foreach ( array( -60, 60 ) as $more ) {
				$wpdb->insert( Outbox_Table::name(), array( 'user_id' => 7, 'slot' => $age + $more, 'state' => $state, 'settled_at' => time() - $age - $more ) );
			}
		}
		$wpdb->insert( Outbox_Table::name(), array( 'user_id' => 7, 'slot' => 0, 'state' => 'waiting', 'noted_at' => 1 ) );
		$this->outbox->prune();
		$this->assertSame( array( 'delivered', 'failed', 'waiting' ), $this->states() );
	}

	public function test_deleted_user_is_told_as_gone() {
		require_once ABSPATH . 'wp-admin/includes/user.php';
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$this->deliver_once();
		add_action( 'deleted_user', array( $this->systems, 'note_deleted' ) );
		wp_delete_user( $user );
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertSame( array( 'member.deleted', array() ), array( $this->gateway->facts[ $user ]['type'], $this->gateway->facts[ $user ]['memberships'] ) );
	}

	public function test_site_without_membership_system_notes_no_deleted_users() {
		$this->shop->is_present = false;
		$this->systems->note_deleted( 7 );
		$this->assertSame( array(), $this->rows() );
	}

	public function test_purchase_completes_and_opens_no_socket_while_the_gateway_never_answers() {
		$server = stream_socket_server( 'tcp://127.0.0.1:0' );
		$this->set_up_plugin( array( 'gateway_url' => 'http://members.cloakroom.localhost:' . explode( ':', stream_socket_get_name( $server, false ) )[1] ) );
		remove_filter( 'pre_http_request', array( $this->gateway, 'answer' ), 10 );
		add_filter( 'http_request_args', static function ( $arguments ) {
			return array( 'timeout' => 1 ) + $arguments;
		} );

		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$let_go = 0;
		$after  = new After_Response( $this->systems, $this->outbox, $this->delivery(), static function () use ( &$let_go ) {
			$let_go++;
		} );
		$this->outbox->note_again();
		$after->run();
		$this->assertSame( 0, $let_go );
		$this->assertSame( 0, self::connections( $server ) );
		$this->assertSame( array( 'waiting' ), $this->states() );

		// Cron does open one, waits no longer than it may, and the row stays.
		$this->assertSame( 0, $this->deliver_once() );
		$this->assertSame( 1, self::connections( $server ) );
		$this->assertSame( array( 'waiting' ), $this->states() );
	}

	public function test_page_that_wrote_nothing_delivers_after_its_visitor_was_let_go() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$order = array();
		$this->gateway->fault = static function () use ( &$order ) {
			$order[] = 'told';
			return null;
		};
		$after = new After_Response( $this->systems, new Outbox(), $this->delivery(), static function () use ( &$order ) {
			$order[] = 'let go';
		} );
		$after->run();
		$this->assertSame( array( 'let go', 'told' ), $order );
		// Not again so soon, though the visitor is let go.
		$this->shop->change( $this->user(), 'gold', 'active' );
		$after->run();
		$this->assertSame( array( 'let go', 'told', 'let go' ), $order );
	}

	/** @dataProvider requests_that_are_no_page */
	public function test_request_that_is_no_page_delivers_nothing( callable $make ) {
		$this->shop->change( $this->user(), 'gold', 'active' );
		$make();
		( new After_Response( $this->systems, new Outbox(), $this->delivery(), static function () {
			throw new \LogicException( 'let go' );
		} ) )->run();
		$this->assertSame( array(), $this->gateway->calls );
	}

	public static function requests_that_are_no_page(): array {
		return array(
			'a form' => array( static function () {
				$_SERVER['REQUEST_METHOD'] = 'POST';
			} ),
			'a call' => array( static function () {
				add_filter( 'wp_doing_ajax', '__return_true' );
			} ),
			'cron'   => array( static function () {
				add_filter( 'wp_doing_cron', '__return_true' );
			} ),
		);
	}

	public function test_site_without_membership_system_lets_nobody_go_early() {
		$this->shop->is_present = false;
		( new After_Response( $this->systems, new Outbox(), $this->delivery(), static function () {
			throw new \LogicException( 'let go' );
		} ) )->run();
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_server_that_can_not_let_go_delivers_nothing_in_a_page() {
		$this->shop->change( $this->user(), 'gold', 'active' );
		( new After_Response( $this->systems, new Outbox(), $this->delivery(), null ) )->run();
		$this->assertSame( array(), $this->gateway->calls );
	}

	/**
	 * Purchases, deliverers that die before and after the gateway took what they sent, gateways that refuse: whatever happens,
	 * the last word at the gateway is the last state of the shop.
	 *
	 * @dataProvider seeds
	 */
	public function test_whatever_happens_the_gateway_ends_with_the_last_state( int $seed ) {
		mt_srand( $seed );
		$users    = array( $this->user(), $this->user(), $this->user() );
		$statuses = array( 'active', 'cancelled', 'revoked', 'paused' );
		for ( $step = 0; $step < 40; $step++ ) {
			$user = $users[ mt_rand( 0, 2 ) ];
			switch ( mt_rand( 0, 6 ) ) {
				case 0:
				case 1:
				case 2:
					// A request of its own each time.
					remove_all_actions( 'shop_changed' );
					$this->outbox = new Outbox();
					$this->start( $this->outbox );
					$this->shop->change( $user, array( 'gold', 'silver' )[ mt_rand( 0, 1 ) ], $statuses[ mt_rand( 0, 3 ) ] );
					break;
				case 3:
					// Dies after it took rows, or after the gateway took the facts.
					$is_late              = (bool) mt_rand( 0, 1 );
					$this->gateway->fault = function ( $call ) use ( $is_late ) {
						$this->gateway->fault = null;
						if ( $is_late ) {
							$this->gateway->answer( false, $call['arguments'] + array( 'method' => 'POST' ), Gateway_Double::URL . $call['path'] );
						}
						throw new \RuntimeException( 'killed' );
					};
					try {
						$this->deliver_once();
					} catch ( \RuntimeException $killed ) {
						// As was said.
					}
					$this->gateway->fault = null;
					break;
				case 4:
					$this->gateway->fault = Gateway_Double::says( array( 500, 429, 400, 200 )[ mt_rand( 0, 3 ) ], '{"results":[' );
					$this->deliver_once();
					$this->gateway->fault = null;
					break;
				default:
					delete_option( 'cloakroom_delivery' );
					$this->deliver_once();
			}
		}
		$this->outbox->retry_all();
		delete_option( 'cloakroom_delivery' );
		$this->deliver_once();
		foreach ( $users as $user ) {
			$expected = array();
			foreach ( $this->shop->held[ $user ] ?? array() as $product => $status ) {
				$expected[ "shop:$product" ] = $status;
			}
			ksort( $expected );
			$this->assertSame( $expected, $this->gateway->known( $user ), "seed $seed" );
		}
	}

	public static function seeds(): array {
		return array_map( static function ( $seed ) {
			return array( $seed );
		}, range( 1, 25 ) );
	}

	private function delivery(): Delivery {
		$settings = new Settings( array() );
		return new Delivery( $settings, new Gateway( $settings ), new Outbox(), new Facts( new Snapshot( $this->systems ) ) );
	}

	/** How many have connected and not been accepted yet. */
	private static function connections( $server ): int {
		$count = 0;
		while ( @stream_socket_accept( $server, 0 ) ) {
			$count++;
		}
		return $count;
	}
}
