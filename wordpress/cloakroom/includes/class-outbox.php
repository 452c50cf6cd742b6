<?php
/**
 * What the gateway has to be told of memberships.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A row says that a user's memberships may have changed, and why. What they are is read when the row is delivered: then it is
 * the truth of that moment, however many changes there were, in whatever order their hooks fired.
 */
final class Outbox {

	const WAITING   = 'waiting';
	const SENDING   = 'sending';
	const DELIVERED = 'delivered';
	const FAILED    = 'failed';

	// Longest time until another try. A row that is due later than that was written by a clock that has been set back.
	const PAUSE_MAX = HOUR_IN_SECONDS;

	const PAUSE_FIRST     = 30;
	const KEPT_DELIVERED  = 3 * DAY_IN_SECONDS;
	const KEPT_FAILED     = 90 * DAY_IN_SECONDS;
	const PRUNED_AT_ONCE  = 1000;
	const DETAIL_MAX      = 200;
	const USERS_NOTED_MAX = 500;

	/**
	 * What this request wrote last for each user, as the arguments of write(); it is written once more at the end.
	 *
	 * @var array[]
	 */
	private $noted = array();

	/**
	 * Whether this request wrote anything.
	 *
	 * @var bool
	 */
	private $has_written = false;

	/**
	 * Tells the rows that this process took from those that another took, after it had given this one up for dead.
	 *
	 * @var string
	 */
	private $holder = '';

	/**
	 * Writes down that a user's memberships may have changed: one row of this database and nothing else, whoever the caller
	 * is in the middle of something.
	 *
	 * @param int    $user_id   Whose.
	 * @param string $type      What happened, for people.
	 * @param string $source    Which system says so.
	 * @param string $event     At which hook.
	 * @param string $native_id Which object of the system's.
	 */
	public function note( int $user_id, string $type, string $source, string $event, string $native_id ) {
		$this->has_written = true;

		$row = array( $user_id, self::cut( $type, 40 ), self::cut( $source, 32 ), self::cut( $event, 100 ), self::cut( $native_id, 64 ) );
		if ( isset( $this->noted[ $user_id ] ) && $this->noted[ $user_id ] === $row ) {
			return;
		}
		if ( count( $this->noted ) >= self::USERS_NOTED_MAX ) {
			$this->note_again();
		}
		$this->noted[ $user_id ] = $row;
		self::write( ...$row );
	}

	/**
	 * Writes the rows of this request once more, at its end: a deliverer may have taken a row before what followed its hook was
	 * stored.
	 */
	public function note_again() {
		foreach ( $this->noted as $row ) {
			self::write( ...$row );
		}
		$this->noted = array();
	}

	/**
	 * Whether this request wrote anything: then it is somebody's purchase.
	 */
	public function has_written(): bool {
		return $this->has_written;
	}

	/**
	 * Takes rows to be delivered: from now on a change of these users gets a row of its own.
	 *
	 * @param int   $limit  How many at most.
	 * @param int[] $except Users who are not delivered now.
	 * @return \stdClass[] Each with id, user_id, type, source, event, native_id, tries.
	 */
	public function take( int $limit, array $except ): array {
		global $wpdb;
		$name = Outbox_Table::name();
		$now  = time();

		$this->holder = bin2hex( random_bytes( 8 ) );
		// phpcs:ignore WordPress.DB -- A table of ours.
		$rows  = $wpdb->get_results( $wpdb->prepare( "SELECT id, user_id, type, source, event, native_id, tries FROM $name WHERE state = 'waiting' AND (due_at <= %d OR due_at > %d) ORDER BY id LIMIT %d", $now, $now + self::PAUSE_MAX, $limit + count( $except ) ) );
		$taken = array();
		foreach ( $rows as $row ) {
			if ( count( $taken ) < $limit && ! in_array( (int) $row->user_id, $except, true ) && $this->claim( (int) $row->id ) ) {
				$taken[] = $row;
			}
		}
		return $taken;
	}

	/**
	 * Puts rows back that a deliverer took and left behind when it died. Only for who holds the lock of deliverers.
	 */
	public function recover() {
		global $wpdb;
		$name = Outbox_Table::name();
		// phpcs:ignore WordPress.DB -- A table of ours.
		foreach ( $wpdb->get_col( $wpdb->prepare( "SELECT id FROM $name WHERE state = %s LIMIT %d", self::SENDING, self::PRUNED_AT_ONCE ) ) as $id ) {
			self::release( (int) $id, 0, '' );
		}
	}

	/**
	 * Marks a row as delivered. What had failed before it of the same user is of no interest any more.
	 *
	 * @param int    $id      The row.
	 * @param int    $user_id Whose.
	 * @param string $outcome What the gateway did with it.
	 */
	public function settle( int $id, int $user_id, string $outcome ) {
		global $wpdb;
		if ( ! $this->close( $id, self::DELIVERED, $outcome, '' ) ) {
			return;
		}
		$name = Outbox_Table::name();
		// phpcs:ignore WordPress.DB -- A table of ours.
		$wpdb->query( $wpdb->prepare( "DELETE FROM $name WHERE user_id = %d AND state = 'failed' AND id < %d", $user_id, $id ) );
	}

	/**
	 * Marks a row as failed for good.
	 *
	 * @param int    $id      The row.
	 * @param string $outcome What the gateway said.
	 * @param string $detail  Why, for people.
	 */
	public function fail( int $id, string $outcome, string $detail ) {
		$this->close( $id, self::FAILED, $outcome, $detail );
	}

	/**
	 * Lets a row that this process took wait again; drops it if a newer one of the same user waits already.
	 *
	 * @param int    $id     The row.
	 * @param int    $pause  Seconds until it is due.
	 * @param string $detail Why it was not delivered, for people.
	 */
	public function put_back( int $id, int $pause, string $detail ) {
		if ( $this->is_held( $id ) ) {
			self::release( $id, $pause, $detail );
		}
	}

	/**
	 * Lets everything be tried at once that waits or has failed.
	 */
	public function retry_all() {
		global $wpdb;
		$name = Outbox_Table::name();
		// phpcs:ignore WordPress.DB -- A table of ours.
		foreach ( $wpdb->get_col( $wpdb->prepare( "SELECT id FROM $name WHERE state = %s ORDER BY id LIMIT %d", self::FAILED, self::PRUNED_AT_ONCE ) ) as $id ) {
			self::release( (int) $id, 0, '' );
		}
		// phpcs:ignore WordPress.DB -- A table of ours.
		$wpdb->query( $wpdb->prepare( "UPDATE $name SET due_at = %d, tries = 0 WHERE state = 'waiting'", time() ) );
	}

	/**
	 * Whether something is to be delivered now.
	 */
	public function is_due(): bool {
		global $wpdb;
		$name = Outbox_Table::name();
		$now  = time();
		// phpcs:ignore WordPress.DB -- A table of ours.
		return null !== $wpdb->get_var( $wpdb->prepare( "SELECT id FROM $name WHERE state = 'waiting' AND (due_at <= %d OR due_at > %d) LIMIT 1", $now, $now + self::PAUSE_MAX ) );
	}

	/**
	 * How many rows there are.
	 *
	 * @return array waiting and failed (numbers), oldest (Unix seconds since when the oldest waits; 0 if none does).
	 */
	public function counts(): array {
		global $wpdb;
		$name = Outbox_Table::name();
		// phpcs:ignore WordPress.DB -- A table of ours.
		$row = $wpdb->get_row( $wpdb->prepare( "SELECT COUNT(CASE WHEN state IN ('waiting', 'sending') THEN 1 END) AS waiting, COUNT(CASE WHEN state = 'failed' THEN 1 END) AS failed, MIN(CASE WHEN state IN ('waiting', 'sending') THEN noted_at END) AS oldest FROM $name WHERE state <> %s", self::DELIVERED ) );
		return array(
			'waiting' => $row ? (int) $row->waiting : 0,
			'failed'  => $row ? (int) $row->failed : 0,
			'oldest'  => $row ? (int) $row->oldest : 0,
		);
	}

	/**
	 * Rows for the settings page: failed ones first, then those that were tried in vain.
	 *
	 * @param int $limit How many at most.
	 * @return \stdClass[] Each with id, user_id, state, type, source, tries, due_at, settled_at, detail.
	 */
	public function troubled( int $limit ): array {
		global $wpdb;
		$name = Outbox_Table::name();
		// phpcs:ignore WordPress.DB -- A table of ours.
		return $wpdb->get_results( $wpdb->prepare( "SELECT id, user_id, state, type, source, tries, due_at, settled_at, detail FROM $name WHERE state = 'failed' OR state = 'waiting' AND detail <> '' ORDER BY state, id DESC LIMIT %d", $limit ) );
	}

	/**
	 * Drops rows that nobody needs any more.
	 */
	public function prune() {
		global $wpdb;
		$name = Outbox_Table::name();
		foreach ( array( self::DELIVERED => self::KEPT_DELIVERED, self::FAILED => self::KEPT_FAILED ) as $state => $seconds ) {
			// phpcs:ignore WordPress.DB -- A table of ours; a limit in DELETE is not known to every database.
			$ids = array_map( 'intval', $wpdb->get_col( $wpdb->prepare( "SELECT id FROM $name WHERE state = %s AND settled_at < %d LIMIT %d", $state, time() - $seconds, self::PRUNED_AT_ONCE ) ) );
			if ( $ids ) {
				// phpcs:ignore WordPress.DB -- A table of ours; as many placeholders as ids.
				$wpdb->query( $wpdb->prepare( "DELETE FROM $name WHERE id IN (" . implode( ',', array_fill( 0, count( $ids ), '%d' ) ) . ')', $ids ) );
			}
		}
	}

	/**
	 * Drops what was delivered of a user.
	 *
	 * @param int $user_id Whose.
	 * @return int How many rows.
	 */
	public function forget_delivered( int $user_id ): int {
		global $wpdb;
		$name = Outbox_Table::name();
		// phpcs:ignore WordPress.DB -- A table of ours.
		return (int) $wpdb->query( $wpdb->prepare( "DELETE FROM $name WHERE user_id = %d AND state = %s", $user_id, self::DELIVERED ) );
	}

	/**
	 * How long to wait before another try.
	 *
	 * @param int $tries How often it was tried.
	 */
	public static function pause( int $tries ): int {
		return min( self::PAUSE_MAX, self::PAUSE_FIRST << min( 10, max( 0, $tries - 1 ) ) );
	}

	/**
	 * Cuts a text to what a column holds.
	 *
	 * @param string $text   A text.
	 * @param int    $length Characters.
	 */
	public static function cut( string $text, int $length ): string {
		return mb_substr( wp_check_invalid_utf8( $text, true ), 0, $length );
	}

	/**
	 * Writes a user's waiting row, or changes the one that waits already.
	 *
	 * @param int    $user_id   Whose.
	 * @param string $type      What happened.
	 * @param string $source    Which system says so.
	 * @param string $event     At which hook.
	 * @param string $native_id Which object.
	 */
	private static function write( int $user_id, string $type, string $source, string $event, string $native_id ) {
		global $wpdb;
		$name = Outbox_Table::name();
		$now  = time();
		// A purchase goes on even if this database cannot take the row.
		$was_hiding = $wpdb->suppress_errors( true );
		// phpcs:ignore WordPress.DB -- A table of ours.
		$wpdb->query( $wpdb->prepare( "INSERT INTO $name (user_id, slot, state, type, source, event, native_id, noted_at, due_at) VALUES (%d, 0, 'waiting', %s, %s, %s, %s, %d, %d) ON DUPLICATE KEY UPDATE type = VALUES(type), source = VALUES(source), event = VALUES(event), native_id = VALUES(native_id), due_at = VALUES(due_at), tries = 0, detail = ''", $user_id, $type, $source, $event, $native_id, $now, $now ) );
		$wpdb->suppress_errors( $was_hiding );
	}

	/**
	 * Takes one row, if nobody else did.
	 *
	 * @param int $id The row.
	 */
	private function claim( int $id ): bool {
		global $wpdb;
		$name = Outbox_Table::name();
		// phpcs:ignore WordPress.DB -- A table of ours.
		return 1 === $wpdb->query( $wpdb->prepare( "UPDATE $name SET state = %s, slot = id, holder = %s, tries = tries + 1 WHERE id = %d AND state = 'waiting'", self::SENDING, $this->holder, $id ) );
	}

	/**
	 * Whether a row is still the one that this process took.
	 *
	 * @param int $id The row.
	 */
	private function is_held( int $id ): bool {
		global $wpdb;
		$name = Outbox_Table::name();
		// phpcs:ignore WordPress.DB -- A table of ours.
		return null !== $wpdb->get_var( $wpdb->prepare( "SELECT id FROM $name WHERE id = %d AND state = %s AND holder = %s", $id, self::SENDING, $this->holder ) );
	}

	/**
	 * Ends the way of a row that this process took. Only if it still has it: another that took it since has seen more.
	 *
	 * @param int    $id      The row.
	 * @param string $state   How it ended.
	 * @param string $outcome What the gateway said.
	 * @param string $detail  Why, for people.
	 */
	private function close( int $id, string $state, string $outcome, string $detail ): bool {
		global $wpdb;
		$name = Outbox_Table::name();
		// phpcs:ignore WordPress.DB -- A table of ours.
		return 1 === $wpdb->query( $wpdb->prepare( "UPDATE $name SET state = %s, settled_at = %d, outcome = %s, detail = %s WHERE id = %d AND state = 'sending' AND holder = %s", $state, time(), self::cut( $outcome, 10 ), self::cut( $detail, self::DETAIL_MAX ), $id, $this->holder ) );
	}

	/**
	 * Lets a row wait, or drops it if one of the same user waits.
	 *
	 * @param int    $id     The row.
	 * @param int    $pause  Seconds until it is due.
	 * @param string $detail Why it was not delivered.
	 */
	private static function release( int $id, int $pause, string $detail ) {
		global $wpdb;
		$name = Outbox_Table::name();
		// phpcs:ignore WordPress.DB -- A table of ours.
		$wpdb->query( $wpdb->prepare( "UPDATE IGNORE $name SET state = 'waiting', slot = 0, holder = '', due_at = %d, detail = %s WHERE id = %d AND slot <> 0", time() + $pause, self::cut( $detail, self::DETAIL_MAX ), $id ) );
		// phpcs:ignore WordPress.DB -- A table of ours.
		$wpdb->query( $wpdb->prepare( "DELETE FROM $name WHERE id = %d AND slot <> 0", $id ) );
	}
}
