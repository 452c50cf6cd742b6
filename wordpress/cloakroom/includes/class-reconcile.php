<?php
/**
 * Tells the gateway of everybody, page by page.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Answers POST /?rest_route=/cloakroom/v1/memberships, which only the gateway can sign. Changes nothing here.
 */
final class Reconcile {

	const ROUTE        = '/cloakroom/v1/memberships';
	const CLOCK_DIFFER = 300;
	const LIMIT_MAX    = 200;
	const BODY_MAX     = 4096;

	// The gateway takes a mebibyte and waits for twenty seconds.
	const BYTES_MAX = 900000;
	const SECONDS   = 12;

	// As much as the gateway lets a sequence leap.
	const LEAP_MAX = 1000000000;

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * The gateway's own key.
	 *
	 * @var Gateway_Key
	 */
	private $key;

	/**
	 * The membership systems of this site.
	 *
	 * @var Membership_Systems
	 */
	private $systems;

	/**
	 * What is told.
	 *
	 * @var Facts
	 */
	private $facts;

	/**
	 * Where a user is noted whom a system cannot tell of now.
	 *
	 * @var Outbox
	 */
	private $outbox;

	/**
	 * The answer, byte for byte as it was signed.
	 *
	 * @var string|null
	 */
	private $json;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings           $settings The operator's settings.
	 * @param Gateway_Key        $key      The gateway's own key.
	 * @param Membership_Systems $systems  The membership systems of this site.
	 * @param Facts              $facts    What is told.
	 * @param Outbox             $outbox   Where a user is noted whom a system cannot tell of now.
	 */
	public function __construct( Settings $settings, Gateway_Key $key, Membership_Systems $systems, Facts $facts, Outbox $outbox ) {
		$this->settings = $settings;
		$this->key      = $key;
		$this->systems  = $systems;
		$this->facts    = $facts;
		$this->outbox   = $outbox;
	}

	/**
	 * Registers the route.
	 */
	public function register() {
		register_rest_route(
			'cloakroom/v1',
			'/memberships',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'answer' ),
				'permission_callback' => array( $this, 'is_from_gateway' ),
				'show_in_index'       => false,
			)
		);
	}

	/**
	 * Whether the gateway signed the request, just now and for the first time.
	 *
	 * @param \WP_REST_Request $request The request.
	 */
	public function is_from_gateway( \WP_REST_Request $request ): bool {
		$id   = (string) $request->get_header( 'webhook_id' );
		$time = (string) $request->get_header( 'webhook_timestamp' );
		if ( null === $this->settings->site_key() || 1 !== preg_match( '/\A[A-Za-z0-9_-]{8,128}\z/', $id ) || 1 !== preg_match( '/\A\d{1,12}\z/', $time ) || abs( time() - (int) $time ) > self::CLOCK_DIFFER || strlen( $request->get_body() ) > self::BODY_MAX ) {
			return false;
		}
		return $this->key->has_signed( "$id.$time." . $request->get_body(), (string) $request->get_header( 'webhook_signature' ) ) && Seen_Messages::note( $id );
	}

	/**
	 * Tells of the next users.
	 *
	 * @param \WP_REST_Request $request The request.
	 * @return \WP_REST_Response|\WP_Error
	 */
	public function answer( \WP_REST_Request $request ) {
		$body = json_decode( $request->get_body(), true, 4 );
		if ( ! is_array( $body ) ) {
			return self::refusal();
		}
		self::follow( $body['after_seq'] ?? 0 );
		if ( isset( $body['user'] ) ) {
			return is_string( $body['user'] ) && 1 === preg_match( '/\A[1-9]\d{0,18}\z/', $body['user'] ) ? $this->signed( $request, array( 'total' => 1 ) + $this->page( array( (int) $body['user'] ), 2 ) ) : self::refusal();
		}
		$after = isset( $body['cursor'] ) ? self::read_cursor( $body['cursor'] ) : 0;
		$limit = isset( $body['limit'] ) && is_int( $body['limit'] ) ? $body['limit'] : 0;
		if ( null === $after || $limit < 1 || $limit > self::LIMIT_MAX ) {
			return self::refusal();
		}
		try {
			$users = $this->users( $after, $limit );
		} catch ( \RuntimeException $fault ) {
			// No page would be taken for the last one.
			return new \WP_Error( 'unavailable', $fault->getMessage(), array( 'status' => 503 ) );
		}
		return $this->signed( $request, $this->page( $users, $limit ) );
	}

	/**
	 * Prints the answer as it was signed: what WordPress would print, others may change.
	 *
	 * @param bool              $served  Whether somebody printed it already.
	 * @param \WP_HTTP_Response $result  The answer.
	 * @param \WP_REST_Request  $request The request.
	 */
	public function serve( $served, $result, $request ) {
		if ( $served || null === $this->json || self::ROUTE !== $request->get_route() || 200 !== $result->get_status() ) {
			return $served;
		}
		echo $this->json(); // phpcs:ignore WordPress.Security.EscapeOutput -- JSON, sent as such.
		return true;
	}

	/**
	 * Facts of users, as many as there is room and time for.
	 *
	 * @param int[] $users Users in order.
	 * @param int   $limit How many were asked for.
	 * @return array facts, next, total.
	 */
	private function page( array $users, int $limit ): array {
		$deadline = new Deadline( self::SECONDS );
		$sequence = $users ? Sequence::take( count( $users ) ) : 0;
		$facts    = array();
		$bytes    = 0;
		$last     = count( $users ) < $limit || array() === $users ? null : end( $users );
		foreach ( $users as $index => $user_id ) {
			if ( $index > 0 && ( $bytes > self::BYTES_MAX || $deadline->left() <= 0 ) ) {
				$last = $users[ $index - 1 ];
				break;
			}
			try {
				$facts[] = $this->facts->of_user( $user_id, $sequence++ );
				$bytes  += strlen( (string) wp_json_encode( end( $facts ) ) );
			} catch ( Snapshot_Fault $fault ) {
				// Delivering it will show why.
				$this->outbox->note( $user_id, Facts::RECONCILED, 'cloakroom', 'reconcile', '' );
			}
		}
		return array(
			'facts' => $facts,
			'next'  => null === $last ? null : self::write_cursor( $last ),
			'total' => Site_Users::count(),
		);
	}

	/**
	 * The next users of whom there may be something to tell: those that a system knows, and those that the gateway was told of.
	 *
	 * @param int $after Only ids above this one.
	 * @param int $limit How many.
	 * @return int[]
	 */
	private function users( int $after, int $limit ): array {
		$users = Site_Users::with_meta( Facts::told_key(), $after, $limit );
		foreach ( $this->systems->present() as $system ) {
			$users = array_merge( $users, array_map( 'intval', $system->users( $after, $limit ) ) );
		}
		$users = array_unique( $users );
		sort( $users );
		return array_slice( $users, 0, $limit );
	}

	/**
	 * Signs an answer. It carries the id of the question, so that no other answer can take its place.
	 *
	 * @param \WP_REST_Request $request The request.
	 * @param array            $answer  The answer.
	 */
	private function signed( \WP_REST_Request $request, array $answer ): \WP_REST_Response {
		$this->json = (string) wp_json_encode( $answer );
		$id         = (string) $request->get_header( 'webhook_id' );
		$time       = (string) time();
		$response   = new \WP_REST_Response( $answer );
		$response->header( 'Cache-Control', 'no-store' );
		$response->header( 'webhook-id', $id );
		$response->header( 'webhook-timestamp', $time );
		$response->header( 'webhook-signature', 'v1a,' . $this->settings->site_key()->sign( "$id.$time.$this->json" ) );
		return $response;
	}

	/**
	 * The answer that was signed.
	 */
	private function json(): string {
		return (string) $this->json;
	}

	/**
	 * Numbers go on above what the gateway has seen, after this database was put back from a backup.
	 *
	 * @param mixed $sequence The highest that the gateway has seen.
	 */
	private static function follow( $sequence ) {
		if ( is_int( $sequence ) && $sequence > 0 ) {
			Sequence::follow( $sequence, self::LEAP_MAX );
		}
	}

	/**
	 * A place in the order of users that only this site can write.
	 *
	 * @param int $user_id The last user who was told of.
	 */
	private static function write_cursor( int $user_id ): string {
		return $user_id . '.' . self::seal( (string) $user_id );
	}

	/**
	 * Reads a place.
	 *
	 * @param mixed $cursor What the gateway gave back.
	 * @return int|null Null for one that this site did not write.
	 */
	private static function read_cursor( $cursor ): ?int {
		$parts = is_string( $cursor ) ? explode( '.', $cursor, 2 ) : array();
		return 2 === count( $parts ) && hash_equals( self::seal( $parts[0] ), $parts[1] ) ? (int) $parts[0] : null;
	}

	/**
	 * What tells this site's cursors from others.
	 *
	 * @param string $text What is sealed.
	 */
	private static function seal( string $text ): string {
		return hash_hmac( 'sha256', "cloakroom-cursor\n$text", wp_salt() );
	}

	/**
	 * For a question that cannot be read.
	 */
	private static function refusal(): \WP_Error {
		return new \WP_Error( 'bad-request', 'The question could not be read.', array( 'status' => 400 ) );
	}
}
