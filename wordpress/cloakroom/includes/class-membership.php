<?php
/**
 * One membership of a user.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * What a user holds, in the words that all membership systems share. Times are Unix seconds.
 */
final class Membership {

	const PENDING   = 'pending';
	const TRIALING  = 'trialing';
	const ACTIVE    = 'active';
	const PAST_DUE  = 'past_due';
	const PAUSED    = 'paused';
	const CANCELLED = 'cancelled';
	const EXPIRED   = 'expired';
	const REVOKED   = 'revoked';

	// What may still open something comes first: a user with very many has the others cut off.
	const STATUSES = array( self::ACTIVE, self::TRIALING, self::CANCELLED, self::PAST_DUE, self::PAUSED, self::PENDING, self::EXPIRED, self::REVOKED );

	const KEY_MAX     = 160;
	const PRODUCT_MAX = 100;
	const NAME_MAX    = 200;

	const QUANTITY_MAX = 1000000;

	// The end of the year 9999: what is later cannot be written as an instant.
	const TIME_MAX = 253402300799;

	const DETAILS = array(
		'name'         => '',
		'started_at'   => null,
		'period_end'   => null,
		'lifetime'     => false,
		'auto_renew'   => null,
		'trial_end'    => null,
		'cancelled_at' => null,
		'quantity'     => 1,
		'parent_user'  => null,
	);

	/**
	 * What the key, the product and the status are, with all details.
	 *
	 * @var array
	 */
	private $parts;

	/**
	 * Takes a membership as a system tells it.
	 *
	 * @param string $key        Names this holding for good within its system: "sub:31", an order's item, a level's assignment.
	 * @param string $product_id What is held, as the system names it.
	 * @param string $status     One of this class's constants.
	 * @param array  $details    {
	 *     What else is known; all may be left out.
	 *
	 *     @type string    $name         The product's name for people.
	 *     @type int|null  $started_at   Since when.
	 *     @type int|null  $period_end   Until when it is paid for; null if the system knows no end.
	 *     @type bool      $lifetime     Whether it has no end. With neither this nor period_end it opens nothing.
	 *     @type bool|null $auto_renew   Whether it renews itself.
	 *     @type int|null  $trial_end    When the trial ends.
	 *     @type int|null  $cancelled_at When it was cancelled.
	 *     @type int       $quantity     How many.
	 *     @type int|null  $parent_user  Whose team it belongs to, as a WordPress user id.
	 * }
	 * @throws \InvalidArgumentException If a part is not in its form: such a membership is not told at all.
	 */
	public function __construct( string $key, string $product_id, string $status, array $details = array() ) {
		self::must( 1 === preg_match( '/\A[\x21-\x7e]{1,' . self::KEY_MAX . '}\z/', $key ), 'key' );
		self::must( 1 === preg_match( '/\A[^\s:][^\s]{0,' . ( self::PRODUCT_MAX - 1 ) . '}\z/u', $product_id ), 'product_id' );
		self::must( in_array( $status, self::STATUSES, true ), 'status' );
		foreach ( array_keys( $details ) as $name ) {
			self::must( array_key_exists( $name, self::DETAILS ), $name );
		}
		$details = array_merge( self::DETAILS, $details );
		foreach ( array( 'started_at', 'period_end', 'trial_end', 'cancelled_at' ) as $name ) {
			self::must( null === $details[ $name ] || is_int( $details[ $name ] ) && $details[ $name ] >= 0 && $details[ $name ] <= self::TIME_MAX, $name );
		}
		self::must( is_bool( $details['lifetime'] ), 'lifetime' );
		self::must( null === $details['auto_renew'] || is_bool( $details['auto_renew'] ), 'auto_renew' );
		self::must( is_int( $details['quantity'] ) && $details['quantity'] >= 1 && $details['quantity'] <= self::QUANTITY_MAX, 'quantity' );
		self::must( null === $details['parent_user'] || is_int( $details['parent_user'] ) && $details['parent_user'] >= 1, 'parent_user' );
		if ( in_array( $status, array( self::ACTIVE, self::TRIALING, self::PAST_DUE, self::CANCELLED ), true ) && null !== $details['started_at'] ) {
			// What is in force has begun: a later time is one of another zone.
			$details['started_at'] = min( time(), $details['started_at'] );
		}
		$details['name'] = mb_substr( sanitize_text_field( (string) $details['name'] ), 0, self::NAME_MAX );
		$this->parts     = compact( 'key', 'product_id', 'status' ) + $details;
	}

	/**
	 * The status.
	 */
	public function status(): string {
		return $this->parts['status'];
	}

	/**
	 * Whether it gives anything at this moment, as far as this site can tell. The gateway decides by its own clock.
	 *
	 * @param int $now Unix seconds.
	 */
	public function is_open( int $now ): bool {
		return in_array( $this->parts['status'], array( self::ACTIVE, self::TRIALING, self::CANCELLED, self::PAST_DUE ), true )
			&& ( $this->parts['lifetime'] || null !== $this->parts['period_end'] && $now < $this->parts['period_end'] );
	}

	/**
	 * Which of two comes first, if not all can be told.
	 *
	 * @param Membership $one   One.
	 * @param Membership $other Another.
	 */
	public static function compare( self $one, self $other ): int {
		$rank = static function ( self $membership ) {
			$end = $membership->parts['lifetime'] ? PHP_INT_MAX : (int) $membership->parts['period_end'];
			return array( array_search( $membership->parts['status'], self::STATUSES, true ), -$end, $membership->parts['key'] );
		};
		return $rank( $one ) <=> $rank( $other );
	}

	/**
	 * In the form that the gateway reads.
	 *
	 * @param string $source The system's own word.
	 */
	public function for_gateway( string $source ): array {
		return array(
			'key'          => $source . ':' . $this->parts['key'],
			'source'       => $source,
			'product_id'   => $this->parts['product_id'],
			'product_name' => $this->parts['name'],
			'status'       => $this->parts['status'],
			'started_at'   => self::instant( $this->parts['started_at'] ),
			'period_end'   => self::instant( $this->parts['period_end'] ),
			'lifetime'     => $this->parts['lifetime'],
			'auto_renew'   => $this->parts['auto_renew'],
			'trial_end'    => self::instant( $this->parts['trial_end'] ),
			'cancelled_at' => self::instant( $this->parts['cancelled_at'] ),
			'quantity'     => $this->parts['quantity'],
			'parent_user'  => null === $this->parts['parent_user'] ? null : (string) $this->parts['parent_user'],
		);
	}

	/**
	 * Writes an instant in UTC.
	 *
	 * @link https://www.rfc-editor.org/rfc/rfc3339
	 *
	 * @param int|null $seconds Unix seconds.
	 */
	public static function instant( ?int $seconds ): ?string {
		return null === $seconds ? null : gmdate( 'Y-m-d\TH:i:s\Z', $seconds );
	}

	/**
	 * Reads a time as membership systems write it: Unix seconds, or "Y-m-d H:i:s" in UTC without saying so.
	 *
	 * @param mixed              $written What the system holds.
	 * @param \DateTimeZone|null $zone    The zone of texts that name none; null for UTC.
	 * @return int|null Unix seconds; null for every spelling of "never" and "not yet".
	 * @throws \InvalidArgumentException If it is neither: what cannot be read must not pass for "never".
	 */
	public static function time( $written, ?\DateTimeZone $zone = null ): ?int {
		if ( in_array( $written, array( null, false, '', 0, '0', '0000-00-00', '0000-00-00 00:00:00' ), true ) ) {
			return null;
		}
		if ( is_int( $written ) || is_string( $written ) && ctype_digit( $written ) && strlen( $written ) <= 12 ) {
			return (int) $written;
		}
		self::must( is_string( $written ) && 1 === preg_match( '/\A[1-9]\d{3}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?\z/', $written ), 'time' );
		try {
			return ( new \DateTimeImmutable( $written, $zone ?? new \DateTimeZone( 'UTC' ) ) )->getTimestamp();
		} catch ( \Exception $fault ) {
			throw new \InvalidArgumentException( 'membership: time' );
		}
	}

	/**
	 * Refuses.
	 *
	 * @param bool   $holds Whether all is well.
	 * @param string $name  Which part is not.
	 * @throws \InvalidArgumentException If it does not hold.
	 */
	private static function must( bool $holds, string $name ) {
		if ( ! $holds ) {
			// phpcs:ignore WordPress.Security.EscapeOutput.ExceptionNotEscaped -- Shown escaped, on the settings page.
			throw new \InvalidArgumentException( 'membership: ' . substr( (string) preg_replace( '/[^a-z_]/', '', $name ), 0, 30 ) );
		}
	}
}
