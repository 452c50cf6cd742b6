<?php
/**
 * Where a web page comes from: scheme, host and port.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * An origin in the sense of RFC 6454, http or https only.
 */
final class Web_Origin {

	/**
	 * Either http or https.
	 *
	 * @var string
	 */
	public $scheme;

	/**
	 * Lower-case host name or address; an IPv6 address in brackets.
	 *
	 * @var string
	 */
	public $host;

	/**
	 * The port in use, also if it is the scheme's default.
	 *
	 * @var int
	 */
	public $port;

	/**
	 * Made by parse() alone, so that every instance is checked.
	 *
	 * @param string $scheme Checked scheme.
	 * @param string $host   Checked host.
	 * @param int    $port   Checked port.
	 */
	private function __construct( string $scheme, string $host, int $port ) {
		$this->scheme = $scheme;
		$this->host   = $host;
		$this->port   = $port;
	}

	/**
	 * Takes the origin out of an address.
	 *
	 * @param string $url An absolute http or https address.
	 * @return Web_Origin|null Null if it is none, or if it carries user information.
	 */
	public static function parse( string $url ): ?self {
		if ( strlen( $url ) > 2048 || preg_match( '/[\x00-\x20\x7f\\\\]/', $url ) ) {
			return null;
		}
		$parts = wp_parse_url( $url );
		if ( ! is_array( $parts ) || ! isset( $parts['scheme'], $parts['host'] ) || isset( $parts['user'] ) || isset( $parts['pass'] ) ) {
			return null;
		}
		$scheme = strtolower( $parts['scheme'] );
		$host   = strtolower( rtrim( $parts['host'], '.' ) );
		if ( ! in_array( $scheme, array( 'http', 'https' ), true ) || ! self::is_host( $host ) ) {
			return null;
		}
		$port = isset( $parts['port'] ) ? (int) $parts['port'] : self::default_port( $scheme );
		return $port >= 1 ? new self( $scheme, $host, $port ) : null;
	}

	/**
	 * The origin of this WordPress site's public pages.
	 *
	 * @return Web_Origin|null Null only if the site's own address is broken.
	 */
	public static function of_site(): ?self {
		return self::parse( home_url() );
	}

	/**
	 * The origin as browsers write it: without the default port, without a slash.
	 */
	public function text(): string {
		$port = self::default_port( $this->scheme ) === $this->port ? '' : ':' . $this->port;
		return $this->scheme . '://' . $this->host . $port;
	}

	/**
	 * Whether browsers and networks keep what is sent there to themselves: https, or the same machine.
	 */
	public function is_secure(): bool {
		return 'https' === $this->scheme || $this->is_loopback();
	}

	/**
	 * Whether the host is this very machine, by the names and addresses that browsers trust without TLS.
	 *
	 * @link https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
	 */
	public function is_loopback(): bool {
		return '[::1]' === $this->host
			|| 1 === preg_match( '/(?:\A|\.)localhost\z/', $this->host )
			|| ( 0 === strpos( $this->host, '127.' ) && $this->is_address() );
	}

	/**
	 * Whether the host is an IP address and no name.
	 */
	public function is_address(): bool {
		return false !== filter_var( trim( $this->host, '[]' ), FILTER_VALIDATE_IP );
	}

	/**
	 * Checks the form of a host: DNS name, IPv4 address, or IPv6 address in brackets.
	 *
	 * @param string $host Lower-case host.
	 */
	private static function is_host( string $host ): bool {
		if ( '' !== $host && '[' === $host[0] ) {
			return false !== filter_var( trim( $host, '[]' ), FILTER_VALIDATE_IP, FILTER_FLAG_IPV6 );
		}
		return strlen( $host ) <= 253
			&& 1 === preg_match( '/\A(?!-)[a-z0-9_-]{1,63}(?:\.(?!-)[a-z0-9_-]{1,63})*\z/', $host );
	}

	/**
	 * The port that a scheme means when none is written.
	 *
	 * @param string $scheme Either http or https.
	 */
	private static function default_port( string $scheme ): int {
		return 'https' === $scheme ? 443 : 80;
	}
}
