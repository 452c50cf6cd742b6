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
		if ( $site . '/sessions/' . $body['session_ref'] . '/end' === $call['path'] ) {
			$this->ended[] = $body['session_ref'];
			return $this->response( 204, '', '', time() + $this->ahead );
		}
		return $this->problem( 404, 'not-found' );
	}

	private function read( array $call ) {
		$bearer = explode( ' ', $call['headers']['Authorization'] ?? '', 2 );
		$sub    = 'Bearer' === $bearer[0] ? $this->tokens[ $bearer[1] ] ?? null : null;
		return null === $sub ? $this->problem( 401, 'unauthorized' ) : $this->json( 200, self::records( $sub ) );
	}

	private function redeem( array $body ) {
		if ( 'relay' === ( $body['purpose'] ?? '' ) ) {
			return $this->redeem_for_relay( $body );
		}
		$ticket = $this->tickets[ $body['ticket'] ] ?? null;
		unset( $this->tickets[ $body['ticket'] ] );
		$bind = rtrim( strtr( base64_encode( hash( 'sha256', $body['bind'], true ) ), '+/', '-_' ), '=' );
		return $ticket && $ticket[0] === $bind ? $this->json( 200, $ticket[1] ) : $this->problem( 404, 'not-found' );
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
