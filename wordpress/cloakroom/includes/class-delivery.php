<?php
/**
 * Delivers the outbox to the gateway.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * One deliverer at a time. Two at once, or one that died half-way, do no harm all the same: every try has a number and an id of
 * its own, and the gateway keeps what has the highest number.
 */
final class Delivery {

	const LOCK      = 'delivery';
	const CRON_HOOK = 'cloakroom_deliver';
	const SCHEDULE  = 'cloakroom_minute';

	// For WP-Cron, which other tasks wait for.
	const CRON_SECONDS = 20;

	const BATCH_MAX = 100;

	// So many facts refused one by one, and none taken: it is not the facts.
	const REFUSED_MAX = 3;

	// The frame of a body around its facts, and the comma behind each.
	const FRAME_BYTES = 16;

	const DELIVERED = array( 'taken', 'unchanged', 'stale', 'held' );
	const REFUSED   = 'refused';

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Calls to the gateway.
	 *
	 * @var Gateway
	 */
	private $gateway;

	/**
	 * The rows.
	 *
	 * @var Outbox
	 */
	private $outbox;

	/**
	 * What is told.
	 *
	 * @var Facts
	 */
	private $facts;

	/**
	 * The lock of deliverers, while this one is at work.
	 *
	 * @var Lock
	 */
	private $lock;

	/**
	 * How delivering goes.
	 *
	 * @var Delivery_State
	 */
	private $state;

	/**
	 * How many facts the gateway took in this run.
	 *
	 * @var int
	 */
	private $taken;

	/**
	 * How many it did not take one by one.
	 *
	 * @var int
	 */
	private $refused;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings $settings The operator's settings.
	 * @param Gateway  $gateway  Calls to the gateway.
	 * @param Outbox   $outbox   The rows.
	 * @param Facts    $facts    What is told.
	 */
	public function __construct( Settings $settings, Gateway $gateway, Outbox $outbox, Facts $facts ) {
		$this->settings = $settings;
		$this->gateway  = $gateway;
		$this->outbox   = $outbox;
		$this->facts    = $facts;
	}

	/**
	 * For WP-Cron.
	 */
	public function run_by_cron() {
		$this->run( self::CRON_SECONDS );
	}

	/**
	 * Delivers what is due.
	 *
	 * Nobody is delivered twice in one process: what membership plugins keep in memory of a user may be older than a change
	 * that another process made since. For the same reason, whoever is signed in here waits for another process.
	 *
	 * @param int $seconds When to take no further batch.
	 * @return int|null How many facts the gateway took; null if another deliverer is at work.
	 */
	public function run( int $seconds ): ?int {
		$this->lock = new Lock( self::LOCK );
		if ( ! $this->lock->take() ) {
			return null;
		}
		try {
			$this->state   = new Delivery_State();
			$this->taken   = 0;
			$this->refused = 0;
			$this->run_alone( new Deadline( $seconds ) );
			return $this->taken;
		} finally {
			$this->lock->release();
		}
	}

	/**
	 * Keeps the cron event there while the plugin is active; one more look at an option that is loaded anyway.
	 */
	public static function schedule() {
		if ( ! wp_next_scheduled( self::CRON_HOOK ) ) {
			wp_schedule_event( time() + MINUTE_IN_SECONDS, self::SCHEDULE, self::CRON_HOOK );
		}
	}

	/**
	 * Adds the schedule.
	 *
	 * @param array[] $schedules Schedules of WP-Cron.
	 */
	public static function add_schedule( $schedules ) {
		$schedules[ self::SCHEDULE ] = array(
			'interval' => MINUTE_IN_SECONDS,
			'display'  => __( 'Every minute', 'cloakroom' ),
		);
		return $schedules;
	}

	/**
	 * Delivers while the time lasts, nothing stands in the way, and the lock is ours.
	 *
	 * @param Deadline $deadline When to take no further batch.
	 */
	private function run_alone( Deadline $deadline ) {
		$this->outbox->recover();
		$this->outbox->prune();
		$done = array( get_current_user_id() );
		while ( $this->settings->are_complete() && $this->may_go_on() && $deadline->left() > 0 ) {
			$rows = $this->outbox->take( self::BATCH_MAX, $done );
			if ( ! $rows ) {
				return;
			}
			$done = array_merge( $done, array_map( 'intval', array_column( $rows, 'user_id' ) ) );
			self::forget_what_was_read();
			$this->send( $this->facts_of( $rows ) );
		}
	}

	/**
	 * Whether nothing stands in the way and this is still the one deliverer.
	 */
	private function may_go_on(): bool {
		return $this->state->is_due() && $this->lock->renew();
	}

	/**
	 * Sends facts, in halves if the whole is too much for the gateway. What is sent again is what was read: same number, same
	 * snapshot.
	 *
	 * @param array[] $facts By the fact's id: the row and the fact.
	 */
	private function send( array $facts ) {
		if ( ! $facts ) {
			return;
		}
		if ( ! $this->may_go_on() ) {
			$this->put_back( $facts );
			return;
		}
		$answer  = $this->gateway->tell_facts( array_column( $facts, 'fact' ) );
		$results = 200 === $answer->status ? self::results( $facts, $answer ) : array();
		if ( $results ) {
			$this->state->went_well();
			$this->settle( $facts, $results );
		} elseif ( ! in_array( $answer->status, array( 400, 413 ), true ) ) {
			$this->give_up( $facts, $answer );
		} elseif ( count( $facts ) > 1 ) {
			foreach ( array_chunk( $facts, (int) ceil( count( $facts ) / 2 ), true ) as $half ) {
				$this->send( $half );
			}
		} else {
			$this->refuse_one( $facts, $answer );
		}
	}

	/**
	 * The facts of rows, as many as one body holds. Rows that cannot be told now wait.
	 *
	 * @param \stdClass[] $rows Rows that were taken.
	 * @return array[] By the fact's id: the row and the fact.
	 */
	private function facts_of( array $rows ): array {
		$sequence = Sequence::take( count( $rows ) );
		$bytes    = self::FRAME_BYTES;
		$facts    = array();
		foreach ( $rows as $row ) {
			try {
				$fact = $this->facts->of_row( $row, $sequence++ );
			} catch ( Snapshot_Fault $fault ) {
				$this->outbox->put_back( (int) $row->id, Outbox::pause( 1 + (int) $row->tries ), $fault->getMessage() );
				continue;
			}
			$size = strlen( (string) wp_json_encode( $fact ) ) + 1;
			if ( $size + self::FRAME_BYTES > Gateway::FACTS_BYTES_MAX ) {
				$this->outbox->fail( (int) $row->id, self::REFUSED, __( 'This user’s memberships are more than the gateway takes.', 'cloakroom' ) );
			} elseif ( $bytes + $size > Gateway::FACTS_BYTES_MAX ) {
				$this->outbox->put_back( (int) $row->id, 0, '' );
			} else {
				$bytes                += $size;
				$facts[ $fact['id'] ] = compact( 'row', 'fact' );
			}
		}
		return $facts;
	}

	/**
	 * What the gateway says of each fact: outcome and detail by the fact's id. Of others it may say what it likes.
	 *
	 * @param array[]        $facts  By the fact's id: the row and the fact.
	 * @param Gateway_Answer $answer The gateway's answer.
	 */
	private static function results( array $facts, Gateway_Answer $answer ): array {
		$results = array();
		foreach ( isset( $answer->json['results'] ) && is_array( $answer->json['results'] ) ? $answer->json['results'] : array() as $result ) {
			$id = isset( $result['id'] ) && is_string( $result['id'] ) ? $result['id'] : '';
			if ( isset( $facts[ $id ], $result['outcome'] ) && is_string( $result['outcome'] ) ) {
				$results[ $id ] = array( $result['outcome'], isset( $result['detail'] ) && is_string( $result['detail'] ) ? sanitize_text_field( $result['detail'] ) : '' );
			}
		}
		return $results;
	}

	/**
	 * Does as the gateway says, fact by fact.
	 *
	 * @param array[] $facts   By the fact's id: the row and the fact.
	 * @param array[] $results Outcome and detail by the fact's id.
	 */
	private function settle( array $facts, array $results ) {
		foreach ( $facts as $id => list( 'row' => $row ) ) {
			list( $outcome, $detail ) = $results[ $id ] ?? array( '', '' );
			if ( in_array( $outcome, self::DELIVERED, true ) ) {
				Facts::mark_told( (int) $row->user_id );
				$this->outbox->settle( (int) $row->id, (int) $row->user_id, $outcome );
				++$this->taken;
				/**
				 * Fires when the gateway took what it was told of a user.
				 *
				 * @param int $user_id The user.
				 */
				do_action( 'cloakroom_told', (int) $row->user_id );
			} elseif ( self::REFUSED === $outcome ) {
				/* translators: %s: the gateway's words. */
				$this->outbox->fail( (int) $row->id, $outcome, sprintf( __( 'The gateway refused it: %s', 'cloakroom' ), $detail ) );
			} else {
				$this->outbox->put_back( (int) $row->id, Outbox::pause( 1 + (int) $row->tries ), __( 'The gateway did not say what became of it.', 'cloakroom' ) );
			}
		}
	}

	/**
	 * The gateway does not take one fact by itself: it has failed for good, unless the gateway takes none at all.
	 *
	 * @param array[]        $facts  By the fact's id: the row and the fact.
	 * @param Gateway_Answer $answer The gateway's answer.
	 */
	private function refuse_one( array $facts, Gateway_Answer $answer ) {
		if ( 0 === $this->taken && ++$this->refused >= self::REFUSED_MAX ) {
			$this->give_up( $facts, $answer );
			return;
		}
		foreach ( $facts as list( 'row' => $row ) ) {
			/* translators: %d: an HTTP status. */
			$this->outbox->fail( (int) $row->id, self::REFUSED, sprintf( __( 'The gateway did not take it (status %d).', 'cloakroom' ), $answer->status ) );
		}
	}

	/**
	 * Nothing can be delivered now.
	 *
	 * @param array[]        $facts  By the fact's id: the row and the fact.
	 * @param Gateway_Answer $answer The gateway's answer.
	 */
	private function give_up( array $facts, Gateway_Answer $answer ) {
		$this->put_back( $facts );
		if ( 0 === $answer->status ) {
			$this->state->failed( Delivery_State::UNREACHABLE, 0 );
		} elseif ( 401 === $answer->status ) {
			$this->state->failed( Delivery_State::UNAUTHORIZED, 401, Outbox::PAUSE_MAX );
		} elseif ( 429 === $answer->status ) {
			$this->state->failed( Delivery_State::BUSY, 429, self::seconds_until( $answer->retry_after ) );
		} elseif ( $answer->status >= 500 ) {
			$this->state->failed( Delivery_State::FAILING, $answer->status, self::seconds_until( $answer->retry_after ) );
		} elseif ( 200 === $answer->status ) {
			$this->state->failed( Delivery_State::MALFORMED, 200 );
		} else {
			$this->state->failed( Delivery_State::REFUSED, $answer->status );
		}
	}

	/**
	 * Lets rows wait again.
	 *
	 * @param array[] $facts By the fact's id: the row and the fact.
	 */
	private function put_back( array $facts ) {
		foreach ( $facts as list( 'row' => $row ) ) {
			$this->outbox->put_back( (int) $row->id, 0, '' );
		}
	}

	/**
	 * Lets what this process read earlier be read anew: another task of cron may have read what has changed since.
	 */
	private static function forget_what_was_read() {
		if ( function_exists( 'wp_cache_supports' ) && wp_cache_supports( 'flush_runtime' ) ) {
			wp_cache_flush_runtime();
		}
	}

	/**
	 * How long the gateway asks to wait.
	 *
	 * @param string $retry_after Seconds, a date, or an empty text.
	 * @return int Seconds; 0 if it did not say.
	 */
	private static function seconds_until( string $retry_after ): int {
		if ( ctype_digit( $retry_after ) ) {
			return (int) $retry_after;
		}
		$date = strtotime( $retry_after );
		return false === $date ? 0 : max( 0, $date - time() );
	}
}
