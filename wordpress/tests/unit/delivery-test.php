<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Delivery;
use Cloakroom\Delivery_State;
use Cloakroom\Lock;
use Cloakroom\Outbox;
use Cloakroom\Outbox_Table;
use Cloakroom\Sequence;

final class Delivery_Test extends Outbox_Test_Case {

	public function test_delivery_tells_who_holds_what_and_why_it_is_told() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$this->shop->change( $user, 'silver', 'expired' );
		$this->assertSame( 1, $this->deliver_once() );
		$fact = $this->gateway->facts[ $user ];
		$this->assertSame( array( 'membership.changed', array( 'source' => 'shop', 'event' => 'shop_changed', 'id' => 'order-silver' ) ), array( $fact['type'], $fact['cause'] ) );
		$this->assertSame( array( 'shop:gold' => 'active', 'shop:silver' => 'expired' ), $this->gateway->known( $user ) );
		$this->assertSame( array( 'delivered' ), $this->states() );
		$this->assertEqualsWithDelta( time(), ( new Delivery_State() )->delivered_at(), 5 );
	}

	public function test_nothing_that_is_due_calls_nobody() {
		$this->assertSame( 0, $this->deliver_once() );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public function test_many_go_in_batches_of_a_hundred_in_order() {
		foreach ( $this->users( 201 ) as $user ) {
			$this->shop->change( $user, 'gold', 'active' );
		}
		$this->assertSame( 201, $this->deliver_once() );
		$sizes = array();
		$users = array();
		$seqs  = array();
		foreach ( $this->calls_of_facts() as $call ) {
			$facts   = json_decode( $call['body'], true )['facts'];
			$sizes[] = count( $facts );
			$users   = array_merge( $users, array_column( $facts, 'user' ) );
			$seqs    = array_merge( $seqs, array_column( $facts, 'seq' ) );
		}
		$this->assertSame( array( 100, 100, 1 ), $sizes );
		$this->assertSame( array_column( $this->rows( 'user_id' ), 'user_id' ), $users );
		$sorted = $seqs;
		sort( $sorted );
		$this->assertSame( $sorted, array_values( array_unique( $seqs ) ) );
	}

	public function test_body_stays_below_its_limit() {
		foreach ( $this->users( 12 ) as $user ) {
			for ( $product = 0; $product < 200; $product++ ) {
				$this->shop->held[ $user ][ str_repeat( 'x', 90 ) . $product ] = 'active';
			}
			do_action( 'shop_changed', $user );
		}
		$told = 0;
		for ( $run = 0; $run < 12 && $told < 12; $run++ ) {
			$told += $this->deliver_once();
		}
		$this->assertSame( 12, $told );
		foreach ( $this->calls_of_facts() as $call ) {
			$this->assertLessThanOrEqual( 262144, strlen( $call['body'] ) );
		}
	}

	public function test_more_memberships_than_fit_lose_those_that_open_nothing() {
		$user = $this->user();
		for ( $product = 0; $product < 250; $product++ ) {
			$this->shop->held[ $user ][ "p$product" ] = $product < 240 ? 'expired' : 'active';
		}
		do_action( 'shop_changed', $user );
		$this->deliver_once();
		$counts = array_count_values( $this->gateway->known( $user ) );
		ksort( $counts );
		$this->assertSame( array( 'active' => 10, 'expired' => 190 ), $counts );
	}

	/** @dataProvider faults_of_the_whole */
	public function test_fault_of_the_whole_lets_everything_wait( callable $fault, string $sentence, int $pause ) {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$this->gateway->fault = $fault;
		$this->assertSame( 0, $this->deliver_once() );
		$state = new Delivery_State();
		$this->assertSame( $sentence, $state->sentence() );
		$this->assertEqualsWithDelta( time() + $pause, $state->next_at(), 5 );
		$this->assertSame( array( 'waiting' ), $this->states() );

		// Until then nobody is called.
		$this->gateway->calls = array();
		$this->gateway->fault = null;
		$this->assertSame( 0, $this->deliver_once() );
		$this->assertSame( array(), $this->gateway->calls );

		$state->forget_pause();
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertSame( array( 'shop:gold' => 'active' ), $this->gateway->known( $user ) );
		$this->assertSame( '', ( new Delivery_State() )->sentence() );
	}

	public static function faults_of_the_whole(): array {
		$unreadable = 'The gateway’s answer could not be read.';
		return array(
			'down'             => array( Gateway_Double::unreachable(), 'The gateway does not answer.', 30 ),
			'500'              => array( Gateway_Double::says( 500, '<html>', 'text/html' ), 'The gateway has a fault of its own (status 500).', 30 ),
			'503 says when'    => array( Gateway_Double::says( 503, '', 'text/plain', array( 'retry-after' => '120' ) ), 'The gateway has a fault of its own (status 503).', 120 ),
			'unknown key'      => array( Gateway_Double::says( 401, '{"code":"unauthorized"}', 'application/problem+json' ), 'The gateway does not know this site’s key. Copy the key’s public half into its configuration; it is tried again every hour.', 3600 ),
			'too many'         => array( Gateway_Double::says( 429, '{}', 'application/problem+json', array( 'retry-after' => '77' ) ), 'The gateway asked to wait.', 77 ),
			'too many, for a year' => array( Gateway_Double::says( 429, '{}', 'application/problem+json', array( 'retry-after' => '999999' ) ), 'The gateway asked to wait.', 3600 ),
			'too many, a date' => array( static function () {
				return Gateway_Double::says( 429, '{}', 'application/problem+json', array( 'retry-after' => gmdate( 'D, d M Y H:i:s', time() + 600 ) . ' GMT' ) )();
			}, 'The gateway asked to wait.', 600 ),
			'redirect'         => array( Gateway_Double::says( 302, '', 'text/html', array( 'location' => 'https://evil.test/' ) ), 'The gateway does not take facts from this site (status 302).', 30 ),
			'no such route'    => array( Gateway_Double::says( 404, '{"code":"not-found"}', 'application/problem+json' ), 'The gateway does not take facts from this site (status 404).', 30 ),
			'rubbish'          => array( Gateway_Double::says( 200, 'OK', 'text/html' ), $unreadable, 30 ),
			'other JSON'       => array( Gateway_Double::says( 200, '{"results":{"a":1}}' ), $unreadable, 30 ),
			'answers to others' => array( Gateway_Double::says( 200, '{"results":[{"id":"x","outcome":"taken"},7,null,{"id":[]}]}' ), $unreadable, 30 ),
			'ten megabytes'    => array( Gateway_Double::says( 200, '{"results":[' . str_repeat( '{"id":"x","outcome":"taken"},', 400000 ) . '{}]}' ), $unreadable, 30 ),
		);
	}

	public function test_fault_that_stays_is_tried_ever_more_rarely() {
		$this->shop->change( $this->user(), 'gold', 'active' );
		$this->gateway->fault = Gateway_Double::unreachable();
		$pauses               = array();
		for ( $try = 0; $try < 9; $try++ ) {
			$this->deliver_once();
			$state    = new Delivery_State();
			$pauses[] = $state->next_at() - time();
			$state->forget_pause();
		}
		foreach ( array( 30, 60, 120, 240, 480, 960, 1920, 3600, 3600 ) as $try => $pause ) {
			$this->assertEqualsWithDelta( $pause, $pauses[ $try ], 5 );
		}
	}

	public function test_pause_written_by_a_clock_that_was_set_back_is_none() {
		$this->shop->change( $this->user(), 'gold', 'active' );
		update_option( Delivery_State::OPTION, array( 'fault' => 'busy', 'next_at' => time() + YEAR_IN_SECONDS ), false );
		$this->assertSame( 1, $this->deliver_once() );
	}

	public function test_settings_that_are_not_complete_call_nobody_and_lose_nothing() {
		$this->shop->change( $this->user(), 'gold', 'active' );
		$this->set_up_plugin( array( 'site_id' => '' ) );
		$this->assertSame( 0, $this->deliver_once() );
		$this->assertSame( array( array(), array( 'waiting' ) ), array( $this->gateway->calls, $this->states() ) );
	}

	public function test_refused_fact_has_failed_and_says_why() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$this->gateway->fault = static function ( $call ) {
			$id = json_decode( $call['body'], true )['facts'][0]['id'];
			return Gateway_Double::says( 200, json_encode( array( 'results' => array( array( 'id' => $id, 'outcome' => 'refused', 'detail' => '<b>memberships[0].status</b>' . str_repeat( ' x', 400 ) ) ) ) ) )();
		};
		$this->assertSame( 0, $this->deliver_once() );
		$row = $this->rows( 'state, outcome, detail' )[0];
		$this->assertSame( array( 'failed', 'refused' ), array( $row['state'], $row['outcome'] ) );
		$this->assertStringStartsWith( 'The gateway refused it: memberships[0].status x', $row['detail'] );
		$this->assertSame( 200, mb_strlen( $row['detail'] ) );

		// It is not tried again by itself, a later change is, and then nobody wants to know of it any more.
		$this->gateway->fault = null;
		$this->assertSame( 0, $this->deliver_once() );
		$this->shop->change( $user, 'gold', 'revoked' );
		$this->outbox->note_again();
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertSame( array( 'delivered' ), $this->states() );
	}

	/** @dataProvider good_outcomes */
	public function test_other_outcomes_are_delivered( string $outcome ) {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$this->gateway->outcomes = array( $user => $outcome );
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertSame( array( 'state' => 'delivered', 'outcome' => $outcome ), $this->rows( 'state, outcome' )[0] );
	}

	public static function good_outcomes(): array {
		return array( array( 'taken' ), array( 'unchanged' ), array( 'stale' ), array( 'held' ) );
	}

	public function test_fact_that_the_answer_leaves_out_waits_and_the_others_are_delivered() {
		list( $first, $second ) = array( $this->user(), $this->user() );
		$this->shop->change( $first, 'gold', 'active' );
		$this->shop->change( $second, 'gold', 'active' );
		$this->gateway->outcomes = array( $first => 'perhaps' );
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertSame( array( 'waiting', 'delivered' ), $this->states() );
		$this->assertSame( 'The gateway did not say what became of it.', $this->rows( 'detail' )[0]['detail'] );
	}

	/** @dataProvider statuses_of_too_much */
	public function test_too_much_at_once_is_halved_until_the_one_is_found( int $status ) {
		$users = $this->users( 20 );
		foreach ( $users as $user ) {
			$this->shop->change( $user, 'gold', 'active' );
		}
		$rotten               = (string) $users[13];
		$this->gateway->fault = static function ( $call ) use ( $status, $rotten ) {
			$has = in_array( $rotten, array_column( json_decode( $call['body'], true )['facts'], 'user' ), true );
			return $has ? Gateway_Double::refuses( $status, 'bad-request' )() : null;
		};
		$this->assertSame( 19, $this->deliver_once() );
		$failed = array_values( array_filter( $this->rows(), static function ( $row ) {
			return 'failed' === $row['state'];
		} ) );
		$this->assertSame( array( $rotten ), array_column( $failed, 'user_id' ) );
		$this->assertSame( "The gateway did not take it (status $status).", $failed[0]['detail'] );
		$this->assertLessThan( 14, count( $this->calls_of_facts() ) );
		$ids = array();
		foreach ( $this->calls_of_facts() as $call ) {
			foreach ( json_decode( $call['body'], true )['facts'] as $fact ) {
				$ids[ $fact['user'] ][] = $fact['id'] . $fact['seq'];
			}
		}
		$this->assertCount( 1, array_unique( $ids[ $rotten ] ), 'what is sent again is the same' );
	}

	public static function statuses_of_too_much(): array {
		return array( array( 400 ), array( 413 ) );
	}

	public function test_gateway_that_takes_nothing_at_all_does_not_fail_everything() {
		foreach ( $this->users( 40 ) as $user ) {
			$this->shop->change( $user, 'gold', 'active' );
		}
		$this->gateway->fault = Gateway_Double::refuses( 400, 'bad-request' );
		$this->assertSame( 0, $this->deliver_once() );
		$this->assertSame( array( 'failed' => 2, 'waiting' => 38 ), array_count_values( $this->states() ) );
		$this->assertSame( 'The gateway does not take facts from this site (status 400).', ( new Delivery_State() )->sentence() );
		$this->assertLessThan( 16, count( $this->calls_of_facts() ) );
	}

	public function test_gateway_that_goes_away_between_two_halves_ends_the_run() {
		foreach ( $this->users( 8 ) as $user ) {
			$this->shop->change( $user, 'gold', 'active' );
		}
		$calls                = 0;
		$this->gateway->fault = static function () use ( &$calls ) {
			return ++$calls < 2 ? Gateway_Double::refuses( 413, 'too-large' )() : Gateway_Double::unreachable()();
		};
		$this->deliver_once();
		$this->assertSame( 2, $calls );
		$this->assertSame( array( 'waiting' => 8 ), array_count_values( $this->states() ) );
	}

	public function test_system_that_can_not_tell_holds_back_its_users_whole() {
		list( $first, $second ) = array( $this->user(), $this->user() );
		$this->shop->change( $first, 'gold', 'active' );
		$this->shop->change( $second, 'gold', 'active' );
		$other = new Shop_Double( 'other' );
		$this->systems->add( $other );
		$other->before_telling = static function ( $user ) use ( $first ) {
			if ( $user === $first ) {
				throw new \RuntimeException( 'ada@example.test has a secret' );
			}
		};
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertSame( array(), $this->gateway->known( $first ) );
		$this->assertArrayNotHasKey( $first, $this->gateway->facts );
		$row = $this->rows( 'state, detail, due_at' )[0];
		$this->assertSame( array( 'waiting', 'other: RuntimeException' ), array( $row['state'], $row['detail'] ) );
		$this->assertEqualsWithDelta( time() + 30, (int) $row['due_at'], 5 );
	}

	public function test_system_that_tells_nonsense_is_named_with_the_part() {
		$this->shop->held[7] = array();
		$user                = $this->user();
		$this->shop->change( $user, 'gold', 'sleeping' );
		$this->assertSame( 0, $this->deliver_once() );
		$this->assertSame( 'shop: membership: status', $this->rows( 'detail' )[0]['detail'] );
	}

	public function test_second_deliverer_finds_the_first_at_work() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$second               = 'not asked';
		$this->gateway->fault = function () use ( &$second ) {
			$this->gateway->fault = null;
			$second               = $this->deliver( new Outbox(), $this->systems );
			return null;
		};
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertNull( $second );
	}

	public function test_lock_of_a_deliverer_that_died_is_taken_over() {
		$this->shop->change( $this->user(), 'gold', 'active' );
		( new Lock( Delivery::LOCK ) )->take();
		$this->assertNull( $this->deliver_once() );
		$GLOBALS['wpdb']->query( "UPDATE {$GLOBALS['wpdb']->options} SET option_value = '" . ( time() - 31 ) . ":x' WHERE option_name = 'cloakroom_lock_delivery'" );
		$this->assertSame( 1, $this->deliver_once() );
	}

	public function test_deliverer_that_lost_its_lock_sends_nothing_more() {
		foreach ( $this->users( 101 ) as $user ) {
			$this->shop->change( $user, 'gold', 'active' );
		}
		$this->gateway->fault = static function () {
			$GLOBALS['wpdb']->query( "UPDATE {$GLOBALS['wpdb']->options} SET option_value = '" . time() . ":another' WHERE option_name = 'cloakroom_lock_delivery'" );
			return null;
		};
		$this->assertSame( 100, $this->deliver_once() );
		$this->assertCount( 1, $this->calls_of_facts() );
		$this->assertSame( 1, (int) $GLOBALS['wpdb']->get_var( "SELECT COUNT(*) FROM {$GLOBALS['wpdb']->options} WHERE option_name = 'cloakroom_lock_delivery'" ), 'the other keeps its lock' );
	}

	public function test_change_during_delivery_is_told_by_another_process_and_not_by_this_one() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$this->gateway->fault = function () use ( $user ) {
			$this->gateway->fault = null;
			$this->shop->change( $user, 'gold', 'revoked' );
			$this->outbox->note_again();
			return null;
		};
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertCount( 1, $this->calls_of_facts() );
		$this->assertSame( 1, $this->deliver_once() );
		$this->assertSame( array( 'shop:gold' => 'revoked' ), $this->gateway->known( $user ) );
	}

	public function test_change_while_the_snapshot_is_read_is_not_lost() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		$this->shop->before_telling = function ( $user ) {
			$this->shop->before_telling = null;
			// Too late for what was read, in another request.
			$outbox = new Outbox();
			$outbox->note( $user, 'membership.revoked', 'shop', 'x', '' );
		};
		$this->deliver_once();
		$this->assertSame( array( 'delivered', 'waiting' ), $this->states() );
	}

	public function test_who_is_signed_in_here_waits_for_another_process() {
		$user = $this->user();
		$this->shop->change( $user, 'gold', 'active' );
		wp_set_current_user( $user );
		$this->assertSame( 0, $this->deliver( new Outbox(), $this->systems ) );
		$this->assertSame( 1, $this->deliver_once() );
	}

	public function test_clocks_that_differ_are_told_as_a_key_that_is_not_known() {
		$this->gateway->ahead = 301;
		$this->shop->change( $this->user(), 'gold', 'active' );
		$this->assertSame( 0, $this->deliver_once() );
		$this->assertSame( array( 'waiting' ), $this->states() );
	}

	public function test_sequence_grows_and_is_above_all_that_a_lost_database_told() {
		$before = Sequence::take( 5 );
		$this->assertSame( $before + 5, max( $before + 5, Sequence::take() ) );
		update_option( Sequence::OPTION, '17' );
		wp_cache_flush();
		$now = (int) floor( microtime( true ) * 100 );
		$this->assertGreaterThan( $now, Sequence::take() );
		$this->assertLessThan( 2 ** 53, Sequence::take() );
	}

	public function test_sequence_goes_on_when_the_clock_is_set_back() {
		$ahead = (int) ( microtime( true ) * 100 ) + 100 * YEAR_IN_SECONDS;
		Sequence::take();
		$GLOBALS['wpdb']->update( $GLOBALS['wpdb']->options, array( 'option_value' => (string) $ahead ), array( 'option_name' => Sequence::OPTION ) );
		$this->assertSame( $ahead + 1, Sequence::take( 3 ) );
		$this->assertSame( $ahead + 4, Sequence::take() );
	}

	public function test_no_time_delivers_nothing() {
		$this->shop->change( $this->user(), 'gold', 'active' );
		$this->assertSame( 0, $this->deliver_once( 0 ) );
		$this->assertSame( array( 'waiting' ), $this->states() );
	}

	public function test_cron_delivers_each_minute() {
		$this->assertNotFalse( wp_next_scheduled( Delivery::CRON_HOOK ) );
		$this->assertSame( 60, wp_get_schedules()[ wp_get_schedule( Delivery::CRON_HOOK ) ]['interval'] );
	}
}
