<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

/**
 * A gateway that keeps the contract, behind WordPress's HTTP API: checks every signature, gives a ticket away once and
 * only for its browser, and can fail in each way that a network and a server know.
 */
final class Gateway_Double {

	const URL  = 'http://members.cloakroom.localhost:8081';
	const SITE = 'demo';

	const INSTANT = '/\A[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ\z/';

	/** @var array[] Method, path, headers, body and arguments of every call. */
	public $calls = array();

	/** @var callable|null Answers instead of the gateway: takes the call, gives what wp_remote_request() gives, or null to let the gateway answer. */
	public $fault;

	/** @var string[] Ended sessions. */
	public $ended = array();

	/** @var string[] */
	public $origins = array( 'http://site.cloakroom.localhost:8080' );

	/** @var int Seconds by which the gateway's clock is ahead. */
	public $ahead = 0;

	/** @var string[] Public halves that are accepted, base64. */
	public $public_keys = array();

	/** @var string[] Members by the access token that opens their records by relay; to take a token back, remove it. */
	public $tokens = array();

	/** @var array[] Facts that were taken, the last of each user, by user. */
	public $facts = array();

	/** @var string[] Outcomes that are given instead of the gateway's own, by user. */
	public $outcomes = array();

	/** @var string[] Members by the site's user they are tied to. */
	public $ties = array();

	/** @var array[] Requests of members that wait: id by sub by kind. */
	public $requests = array();

	/** @var string[] Members by the reference of their live session. */
	public $sessions = array();

	/** @var array[] Claims and bind hash by ticket. */
	private $link_tickets = array();

	/** @var string|null */
	private $own_key;

	/** @var array Ids of facts that were seen. */
	private $seen_facts = array();

	/** @var array[] Claims and bind hash by ticket. */
	private $tickets = array();

	/** @var array[] Answers by relay ticket. */
	private $relay_tickets = array();

	/** @var array Ids of webhooks that were seen. */
	private $seen = array();

	public function answer( $preempt, array $arguments, string $url ) {
		if ( 0 !== strpos( $url, self::URL . '/' ) ) {
			throw new \LogicException( "the plugin called $url" );
		}
		$call = array(
			'method'    => $arguments['method'],
			'path'      => substr( $url, strlen( self::URL ) ),
			'headers'   => $arguments['headers'],
			'body'      => (string) $arguments['body'],
			'arguments' => $arguments,
		);
		$this->calls[] = $call;
		$response = ( $this->fault ? call_user_func( $this->fault, $call ) : null ) ?? $this->route( $call );
		if ( is_array( $response ) ) {
			// As WordPress's transports do.
			$response['body'] = substr( $response['body'], 0, $arguments['limit_response_size'] );
		}
		return $response;
	}

	/** Lets somebody sign in: gives the ticket for the browser whose bind hash went to /session/sign-in. */
	public function issue( string $bind_hash, array $claims ): string {
		$ticket                   = self::random();
		$this->tickets[ $ticket ] = array( $bind_hash, $claims );
		return $ticket;
	}

	/** What the token frame gives a page: a ticket for the gateway's session of these claims. Changes are made to the answer. */
	public function issue_for_relay( array $claims, array $changes = array() ): string {
		$ticket = self::random();
		$token  = self::token();
		$answer = array(
			'sub'          => $claims['sub'],
			'session_ref'  => $claims['session_ref'],
			'access_token' => $token,
			'expires_at'   => gmdate( 'Y-m-d\TH:i:s\Z', time() + $this->ahead + 900 ),
		);
		$this->relay_tickets[ $ticket ] = array( $claims['session_ref'], $changes + $answer );
		$this->tokens[ $token ]         = $claims['sub'];
		return $ticket;
	}

	/** Somebody else was faster with a relay ticket. */
	public function redeem_elsewhere( string $ticket ): void {
		unset( $this->relay_tickets[ $ticket ] );
	}

	/** An access token in form. */
	public static function token(): string {
		return 'eyJhbGciOiJSUzI1NiJ9.' . self::random() . '.' . self::random();
	}

	/** Records as the gateway gives them. */
	public static function records( string $sub = '5e0f3c1e-ada0-4a63-9b52-c0a8012f7f11', $next = null ): array {
		$fields = array( array( 'name' => 'phone', 'title' => 'Phone', 'value' => "of $sub", 'masked' => false ) );
		return array(
			'collection' => 'contact-details',
			'title'      => 'Contact details',
			'member'     => null,
			'records'    => array( array( 'id' => 'self', 'version' => 3, 'fields' => $fields ) ),
			'next'       => $next,
		);
	}

	/** A problem as the gateway tells it. */
	public static function refuses( int $status, string $code, string $detail = 'In the words of the gateway.', array $headers = array() ): callable {
		return self::says( $status, json_encode( array( 'status' => $status, 'code' => $code, 'detail' => $detail, 'message' => 'Forbidden' ) ), 'application/problem+json', $headers );
	}

	/** Lets the ticket through, and answers the reading of records thus. */
	public static function when_read( callable $answer ): callable {
		return static function ( array $call ) use ( $answer ) {
			return 'GET' === $call['method'] ? $answer( $call ) : null;
		};
	}

	public static function random(): string {
		return rtrim( strtr( base64_encode( random_bytes( 32 ) ), '+/', '-_' ), '=' );
	}

	/** A connection that fails, as libcurl tells it. */
	public static function unreachable( string $message = 'cURL error 7: Failed to connect to members.cloakroom.localhost port 8081: Connection refused' ): callable {
		return static function () use ( $message ) {
			return new \WP_Error( 'http_request_failed', $message );
		};
	}

	/** A fixed answer. */
	public static function says( int $status, string $body, string $type = 'application/json', array $headers = array() ): callable {
		return static function () use ( $status, $body, $type, $headers ) {
			$response             = self::response( $status, $body, $type, time() );
			$response['headers'] += $headers;
			return $response;
		};
	}

	private function route( array $call ) {
		$cards = '/card/' . self::SITE;
		$site  = '/v1/sites/' . self::SITE;
		if ( 'GET' === $call['method'] && $cards === $call['path'] ) {
			return $this->json( 200, $this->cards() );
		}
		if ( 'GET' === $call['method'] && preg_match( '~\A/v1/me/collections/contact-details(?:/self)?(?:\?cursor=[^&]+)?\z~', $call['path'] ) ) {
			return $this->read( $call );
		}
		if ( 'GET' === $call['method'] && '/v1/gateway-key' === $call['path'] ) {
			return $this->json( 200, array( 'public_key' => base64_encode( sodium_crypto_sign_publickey( $this->own_key() ) ) ) );
		}
		if ( 'POST' !== $call['method'] || 0 !== strpos( $call['path'], $site . '/' ) ) {
			return $this->problem( 404, 'not-found' );
		}
		if ( ! $this->is_signed( $call ) ) {
			return $this->problem( 401, 'unauthorized' );
		}
		$body = json_decode( $call['body'], true );
		if ( $site . '/tickets/redeem' === $call['path'] ) {
			return $this->redeem( $body );
		}
		if ( $site . '/links' === $call['path'] ) {
			return $this->take_link( $body );
		}
		if ( $site . '/requests' === $call['path'] ) {
			return $this->take_request( $body );
		}
		if ( $site . '/facts' === $call['path'] ) {
			return $this->take_facts( $call['body'], $body );
		}
		if ( $site . '/sessions/' . $body['session_ref'] . '/end' === $call['path'] ) {
			$this->ended[] = $body['session_ref'];
			return $this->response( 204, '', '', time() + $this->ahead );
		}
		return $this->problem( 404, 'not-found' );
	}

	/** The gateway's own key pair. */
	public function own_key(): string {
		return $this->own_key = $this->own_key ?? sodium_crypto_sign_keypair();
	}

	/** The headers of a request that the gateway signs. */
	public function sign( string $body, array $changes = array() ): array {
		$id   = $changes['webhook-id'] ?? 'msg_' . bin2hex( random_bytes( 16 ) );
		$time = $changes['webhook-timestamp'] ?? (string) ( time() + $this->ahead );
		return $changes + array( 'webhook-id' => $id, 'webhook-timestamp' => $time, 'webhook-signature' => 'v1a,' . base64_encode( sodium_crypto_sign_detached( "$id.$time.$body", sodium_crypto_sign_secretkey( $this->own_key() ) ) ) );
	}

	/** What the gateway knows of a user: product and status. */
	public function known( int $user ): array {
		$known = array();
		foreach ( $this->facts[ $user ]['memberships'] ?? array() as $membership ) {
			$known[ $membership['source'] . ':' . $membership['product_id'] ] = $membership['status'];
		}
		ksort( $known );
		return $known;
	}

	private function take_facts( string $text, $body ) {
		if ( strlen( $text ) > 262144 ) {
			return $this->problem( 413, 'too-large' );
		}
		if ( ! isset( $body['facts'] ) || array( 'facts' ) !== array_keys( $body ) || ! $body['facts'] || count( $body['facts'] ) > 100 ) {
			return $this->problem( 400, 'bad-request' );
		}
		return $this->json( 200, array( 'results' => array_map( array( $this, 'take_fact' ), $body['facts'] ) ) );
	}

	private function take_fact( array $fact ): array {
		$fault = self::fault_of_fact( $fact );
		if ( '' !== $fault ) {
			return array( 'id' => $fact['id'] ?? '', 'outcome' => 'refused', 'detail' => $fault );
		}
		$outcome = $this->outcomes[ $fact['user'] ] ?? null;
		$stored  = $this->facts[ $fact['user'] ] ?? null;
		if ( null === $outcome && isset( $this->seen_facts[ $fact['id'] ] ) ) {
			$outcome = 'unchanged';
		}
		if ( null === $outcome && $stored && $stored['seq'] > $fact['seq'] ) {
			$outcome = 'stale';
		}
		$this->seen_facts[ $fact['id'] ] = true;
		if ( null === $outcome ) {
			$outcome                       = $stored && $stored['memberships'] === $fact['memberships'] ? 'unchanged' : 'taken';
			$this->facts[ $fact['user'] ] = $fact;
		}
		return array( 'id' => $fact['id'], 'outcome' => $outcome, 'detail' => '' );
	}

	/** What is wrong with a fact; empty if nothing is. */
	public static function fault_of_fact( array $fact ): string {
		if ( array_diff( array_keys( $fact ), array( 'cause' ) ) !== array( 'id', 'seq', 'user', 'type', 'observed_at', 'memberships' ) ) {
			return 'members: ' . implode( ',', array_keys( $fact ) );
		}
		$forms = array( 'id' => '/\A[0-9a-f]{8}-[0-9a-f-]{27}\z/', 'user' => '/\A[1-9]\d{0,18}\z/', 'type' => '/\A[a-z.-_]{1,40}\z/', 'observed_at' => self::INSTANT );
		foreach ( $forms as $name => $form ) {
			if ( ! is_string( $fact[ $name ] ) || ! preg_match( $form, $fact[ $name ] ) ) {
				return $name;
			}
		}
		if ( ! is_int( $fact['seq'] ) || $fact['seq'] < 1 || $fact['seq'] > 2 ** 53 || array_values( $fact['memberships'] ) !== $fact['memberships'] || count( $fact['memberships'] ) > 200 ) {
			return 'seq or memberships';
		}
		foreach ( isset( $fact['cause'] ) ? array_diff_key( $fact['cause'], array_flip( array( 'source', 'event', 'id' ) ) ) : array() as $name => $unknown ) {
			return "cause.$name";
		}
		foreach ( $fact['memberships'] as $membership ) {
			$fault = self::fault_of_membership( $membership );
			if ( '' !== $fault ) {
				return "memberships.$fault";
			}
		}
		$keys = array_column( $fact['memberships'], 'key' );
		return count( $keys ) === count( array_unique( $keys ) ) ? '' : 'memberships.key twice';
	}

	private static function fault_of_membership( array $membership ): string {
		$names = array( 'key', 'source', 'product_id', 'product_name', 'status', 'started_at', 'period_end', 'lifetime', 'auto_renew', 'trial_end', 'cancelled_at', 'quantity', 'parent_user' );
		if ( array_keys( $membership ) !== $names ) {
			return implode( ',', array_keys( $membership ) );
		}
		$forms = array( 'key' => '/\A[\x21-\x7e]{1,200}\z/', 'source' => '/\A[a-z0-9-]{1,32}\z/', 'product_id' => '/\A\S{1,100}\z/u', 'product_name' => '/\A.{0,200}\z/us', 'status' => '/\A(?:pending|trialing|active|past_due|paused|cancelled|expired|revoked)\z/' );
		foreach ( $forms as $name => $form ) {
			if ( ! is_string( $membership[ $name ] ) || ! preg_match( $form, $membership[ $name ] ) ) {
				return $name;
			}
		}
		foreach ( array( 'started_at', 'period_end', 'trial_end', 'cancelled_at' ) as $name ) {
			if ( null !== $membership[ $name ] && ! ( is_string( $membership[ $name ] ) && preg_match( self::INSTANT, $membership[ $name ] ) ) ) {
				return $name;
			}
		}
		$is_sound = is_bool( $membership['lifetime'] ) && ( null === $membership['auto_renew'] || is_bool( $membership['auto_renew'] ) )
			&& is_int( $membership['quantity'] ) && $membership['quantity'] > 0 && ( null === $membership['parent_user'] || is_string( $membership['parent_user'] ) );
		return $is_sound && 0 === strpos( $membership['key'], $membership['source'] . ':' ) ? '' : 'lifetime, auto_renew, quantity, parent_user or key';
	}

	private function read( array $call ) {
		$bearer = explode( ' ', $call['headers']['Authorization'] ?? '', 2 );
		$sub    = 'Bearer' === $bearer[0] ? $this->tokens[ $bearer[1] ] ?? null : null;
		return null === $sub ? $this->problem( 401, 'unauthorized' ) : $this->json( 200, self::records( $sub ) );
	}

	/** Lets a member agree to connect: gives the ticket for the browser whose bind hash went to /session/link. */
	public function issue_for_link( string $bind_hash, array $claims ): string {
		$ticket                        = self::random();
		$this->link_tickets[ $ticket ] = array( $bind_hash, $claims );
		return $ticket;
	}

	/** Ties a user to a member as the gateway does: one for one, both ways. */
	private function tie( string $user, string $sub ): string {
		if ( ( $this->ties[ $user ] ?? $sub ) !== $sub || ( array_search( $sub, $this->ties, true ) ?: $user ) != $user ) {
			return 'conflict';
		}
		$outcome              = isset( $this->ties[ $user ] ) ? 'already' : 'tied';
		$this->ties[ $user ] = $sub;
		return $outcome;
	}

	/** A request of a member's, which waits for her; the same kind once more is the same request. */
	private function take_request( array $body ) {
		if ( array( 'id', 'sub', 'kind' ) !== array_keys( $body ) || ! wp_is_uuid( $body['id'], 4 ) || ! is_string( $body['sub'] ) || ! in_array( $body['kind'], array( 'export', 'erasure' ), true ) ) {
			return $this->problem( 400, 'bad-request' );
		}
		if ( ! in_array( $body['sub'], $this->ties, true ) ) {
			return $this->problem( 404, 'not-found' );
		}
		$this->requests[ $body['kind'] ][ $body['sub'] ] = $this->requests[ $body['kind'] ][ $body['sub'] ] ?? $body['id'];
		return $this->json( 202, array( 'state' => 'waiting-for-member', 'page' => self::URL . '/app/me?site=' . self::SITE ) );
	}

	private function take_link( array $body ) {
		$sub = $this->sessions[ $body['session_ref'] ] ?? null;
		if ( array( 'session_ref', 'user', 'by' ) !== array_keys( $body ) || ! in_array( $body['by'], array( 'sign-in', 'mail' ), true ) || ! is_string( $body['user'] ) ) {
			return $this->problem( 400, 'bad-request' );
		}
		if ( null === $sub ) {
			return $this->problem( 404, 'not-found' );
		}
		$outcome = $this->tie( $body['user'], $sub );
		return 'conflict' === $outcome ? $this->problem( 409, 'conflict' ) : $this->json( 200, array( 'outcome' => $outcome ) );
	}

	private function redeem_for_link( array $body ) {
		$ticket = $this->link_tickets[ $body['ticket'] ] ?? null;
		unset( $this->link_tickets[ $body['ticket'] ] );
		$bind = rtrim( strtr( base64_encode( hash( 'sha256', $body['bind'], true ) ), '+/', '-_' ), '=' );
		if ( ! $ticket || $ticket[0] !== $bind || ! is_string( $body['user'] ) ) {
			return $this->problem( 404, 'not-found' );
		}
		if ( 'conflict' === $this->tie( $body['user'], $ticket[1]['sub'] ) ) {
			return $this->problem( 409, 'conflict' );
		}
		$this->sessions[ $ticket[1]['session_ref'] ] = $ticket[1]['sub'];
		return $this->json( 200, $ticket[1] );
	}

	private function redeem( array $body ) {
		if ( 'link' === ( $body['purpose'] ?? '' ) ) {
			return $this->redeem_for_link( $body );
		}
		if ( 'relay' === ( $body['purpose'] ?? '' ) ) {
			return $this->redeem_for_relay( $body );
		}
		$ticket = $this->tickets[ $body['ticket'] ] ?? null;
		unset( $this->tickets[ $body['ticket'] ] );
		$bind = rtrim( strtr( base64_encode( hash( 'sha256', $body['bind'], true ) ), '+/', '-_' ), '=' );
		if ( ! $ticket || $ticket[0] !== $bind ) {
			return $this->problem( 404, 'not-found' );
		}
		if ( isset( $ticket[1]['session_ref'], $ticket[1]['sub'] ) && is_string( $ticket[1]['session_ref'] ) ) {
			$this->sessions[ $ticket[1]['session_ref'] ] = $ticket[1]['sub'];
		}
		return $this->json( 200, $ticket[1] );
	}

	/** A ticket of another kind, of another session, or used before is none. */
	private function redeem_for_relay( array $body ) {
		$ticket = $this->relay_tickets[ $body['ticket'] ] ?? null;
		unset( $this->relay_tickets[ $body['ticket'] ] );
		return $ticket && $ticket[0] === $body['bind'] ? $this->json( 200, $ticket[1] ) : $this->problem( 404, 'not-found' );
	}

	private function is_signed( array $call ): bool {
		$id   = $call['headers']['webhook-id'] ?? '';
		$time = $call['headers']['webhook-timestamp'] ?? '';
		$sign = explode( ',', $call['headers']['webhook-signature'] ?? '', 2 );
		if ( ! preg_match( '/\Amsg_[A-Za-z0-9_-]{22,64}\z/', $id ) || isset( $this->seen[ $id ] ) || 'v1a' !== $sign[0] ) {
			return false;
		}
		if ( 'application/json' !== $call['headers']['Content-Type'] || abs( time() + $this->ahead - (int) $time ) > 300 ) {
			return false;
		}
		$this->seen[ $id ] = true;
		foreach ( $this->public_keys as $key ) {
			if ( sodium_crypto_sign_verify_detached( base64_decode( $sign[1] ), "$id.$time.{$call['body']}", base64_decode( $key ) ) ) {
				return true;
			}
		}
		return false;
	}

	private function cards(): array {
		return array(
			'site'    => self::SITE,
			'name'    => 'Alder House',
			'origins' => $this->origins,
			'cards'   => array(
				array( 'collection' => 'medical-profile', 'title' => 'Medical "profile" & more', 'height' => 380 ),
				array( 'collection' => 'training-plan', 'title' => 'Training plan', 'height' => 640 ),
			),
		);
	}

	private function json( int $status, array $body ) {
		return self::response( $status, json_encode( $body ), 'application/json', time() + $this->ahead );
	}

	private function problem( int $status, string $code ) {
		$body = array( 'type' => 'about:blank', 'title' => $code, 'status' => $status, 'code' => $code );
		return self::response( $status, json_encode( $body ), 'application/problem+json', time() + $this->ahead );
	}

	private static function response( int $status, string $body, string $type, int $time ): array {
		return array(
			'headers'  => array( 'content-type' => $type, 'date' => gmdate( 'D, d M Y H:i:s', $time ) . ' GMT' ),
			'body'     => $body,
			'response' => array( 'code' => $status, 'message' => '' ),
			'cookies'  => array(),
			'filename' => null,
		);
	}
}
