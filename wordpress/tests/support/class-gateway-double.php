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

	/** @var callable|null Answers instead of the gateway: takes the call, gives what wp_remote_request() gives. */
	public $fault;

	/** @var string[] Ended sessions. */
	public $ended = array();

	/** @var string[] */
	public $origins = array( 'http://site.cloakroom.localhost:8080' );

	/** @var int Seconds by which the gateway's clock is ahead. */
	public $ahead = 0;

	/** @var string[] Public halves that are accepted, base64. */
	public $public_keys = array();

	/** @var array[] Claims and bind hash by ticket. */
	private $tickets = array();

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
		return $this->fault ? call_user_func( $this->fault, $call ) : $this->route( $call );
	}

	/** Lets somebody sign in: gives the ticket for the browser whose bind hash went to /session/sign-in. */
	public function issue( string $bind_hash, array $claims ): string {
		$ticket                   = self::random();
		$this->tickets[ $ticket ] = array( $bind_hash, $claims );
		return $ticket;
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
	public static function says( int $status, string $body, string $type = 'application/json' ): callable {
		return static function () use ( $status, $body, $type ) {
			return self::response( $status, $body, $type, time() );
		};
	}

	private function route( array $call ) {
		$cards = '/card/' . self::SITE;
		$site  = '/v1/sites/' . self::SITE;
		if ( 'GET' === $call['method'] && $cards === $call['path'] ) {
			return $this->json( 200, $this->cards() );
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

	private function redeem( array $body ) {
		$ticket = $this->tickets[ $body['ticket'] ] ?? null;
		unset( $this->tickets[ $body['ticket'] ] );
		$bind = rtrim( strtr( base64_encode( hash( 'sha256', $body['bind'], true ) ), '+/', '-_' ), '=' );
		return $ticket && $ticket[0] === $bind ? $this->json( 200, $ticket[1] ) : $this->problem( 404, 'not-found' );
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
