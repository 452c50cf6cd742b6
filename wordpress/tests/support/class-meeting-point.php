<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

/**
 * A web server in front of the gateway's double that answers nobody before all who are expected have asked. So whoever
 * is answered was not alone, however slow the machine is.
 */
final class Meeting_Point {

	const WAIT_SECONDS = 120;

	/** @var Gateway_Double */
	private $gateway;

	/** @var int */
	private $expected;

	/** @var resource */
	private $server;

	/** @var resource[] By id. */
	private $connections = array();

	/** @var string[] What each has sent so far, by id. */
	private $heard = array();

	public function __construct( Gateway_Double $gateway, int $expected ) {
		$this->gateway  = $gateway;
		$this->expected = $expected;
		$this->server   = stream_socket_server( 'tcp://127.0.0.1:0' );
	}

	/** The address, by a name that the plugin takes for this machine. */
	public function url(): string {
		return 'http://members.cloakroom.localhost:' . explode( ':', stream_socket_get_name( $this->server, false ) )[1];
	}

	/**
	 * Waits until all have asked, and answers them.
	 *
	 * @param callable $is_going_on Whether somebody may still come.
	 * @return string[] What was asked for.
	 */
	public function meet( callable $is_going_on ): array {
		$end = time() + self::WAIT_SECONDS;
		while ( count( $this->whole() ) < $this->expected ) {
			if ( time() > $end || ! $is_going_on() ) {
				throw new \RuntimeException( count( $this->whole() ) . " of $this->expected came" );
			}
			$this->listen();
		}
		$lines = array();
		foreach ( $this->whole() as $id => $request ) {
			$lines[] = strstr( $request, ' HTTP/', true );
			$this->answer( $id, $request );
		}
		return $lines;
	}

	private function listen(): void {
		$ready = array_merge( array( $this->server ), $this->connections );
		$none  = null;
		if ( ! stream_select( $ready, $none, $none, 0, 200000 ) ) {
			return;
		}
		foreach ( $ready as $stream ) {
			if ( $stream === $this->server ) {
				$connection                                 = stream_socket_accept( $this->server );
				$this->connections[ (int) $connection ] = $connection;
				$this->heard[ (int) $connection ]       = '';
			} else {
				$this->heard[ (int) $stream ] .= fread( $stream, 65536 );
			}
		}
	}

	/** Requests that have arrived to their last byte, by the connection's id. */
	private function whole(): array {
		return array_filter( $this->heard, static function ( string $text ) {
			$parts = explode( "\r\n\r\n", $text, 2 );
			return 2 === count( $parts ) && strlen( $parts[1] ) >= (int) ( self::headers( $parts[0] )['Content-Length'] ?? 0 );
		} );
	}

	private function answer( int $id, string $request ): void {
		list( $head, $body )   = explode( "\r\n\r\n", $request, 2 );
		list( $method, $path ) = explode( ' ', $head, 3 );
		$arguments             = array( 'method' => $method, 'headers' => self::headers( $head ), 'body' => $body, 'limit_response_size' => PHP_INT_MAX );
		$response              = $this->gateway->answer( false, $arguments, Gateway_Double::URL . $path );
		$lines                 = array( "HTTP/1.1 {$response['response']['code']} X", 'Connection: close', 'Content-Length: ' . strlen( $response['body'] ) );
		foreach ( $response['headers'] as $name => $value ) {
			$lines[] = "$name: $value";
		}
		fwrite( $this->connections[ $id ], implode( "\r\n", $lines ) . "\r\n\r\n" . $response['body'] );
		fclose( $this->connections[ $id ] );
		unset( $this->connections[ $id ], $this->heard[ $id ] );
	}

	private static function headers( string $head ): array {
		preg_match_all( '/^([A-Za-z0-9-]+): *(.*?)\r?$/m', $head, $found );
		return array_combine( $found[1], $found[2] );
	}
}
