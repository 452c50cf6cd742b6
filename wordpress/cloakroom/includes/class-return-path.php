<?php
/**
 * Where a member goes back to.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Paths on this site, in the form that the gateway accepts. Everything that could lead elsewhere is refused.
 */
final class Return_Path {

	const CHARACTERS_MAX = 1024;

	/**
	 * Accepts a path, or an absolute address of this very site.
	 *
	 * @param mixed $written What was asked for, without slashes added by WordPress.
	 * @return string|null A path that starts with one slash, in printable ASCII; null if it is none of this site.
	 */
	public static function parse( $written ): ?string {
		if ( ! is_string( $written ) || '' === $written ) {
			return null;
		}
		$path = '/' === $written[0] ? $written : self::path_of_own_address( $written );
		if ( null === $path || self::leads_elsewhere( $path ) || ! self::is_below_home( $path ) ) {
			return null;
		}
		// What browsers leave bare and WordPress would cut out of a redirect is encoded instead.
		$path = preg_replace_callback(
			'/[^A-Za-z0-9\-~+_.?=&;,\/:%!*\[\]()@]/',
			static function ( $character ) {
				return rawurlencode( $character[0] );
			},
			$path
		);
		return strlen( $path ) <= self::CHARACTERS_MAX ? $path : null;
	}

	/**
	 * As parse(), but never a page that would begin another sign-in or sign-out by itself.
	 *
	 * @param mixed  $written  What was asked for, without slashes added by WordPress.
	 * @param string $fallback What to return for anything that is refused; the home page if empty.
	 */
	public static function parse_target( $written, string $fallback = '' ): string {
		$path = self::parse( $written );
		if ( null === $path || preg_match( '~/wp-login\.php(?:[/?]|\z)~i', rawurldecode( $path ) ) ) {
			return '' === $fallback ? self::home() : $fallback;
		}
		return $path;
	}

	/**
	 * The home page's path.
	 */
	public static function home(): string {
		$path = (string) wp_parse_url( home_url( '/' ), PHP_URL_PATH );
		return '' === $path ? '/' : $path;
	}

	/**
	 * The path of the page that is being asked for, without the ticket.
	 *
	 * Falls back to the same page without its query, then to the home page.
	 */
	public static function here(): string {
		$parts = explode( '?', Input::uri(), 2 );
		$query = isset( $parts[1] ) ? self::without_ticket( $parts[1] ) : '';
		$whole = '' === $query ? null : self::parse( $parts[0] . '?' . $query );
		return $whole ?? self::parse( $parts[0] ) ?? self::home();
	}

	/**
	 * Drops every spelling of the ticket that PHP reads as the ticket, or the redirect would never end.
	 *
	 * @param string $query A query without its question mark.
	 */
	private static function without_ticket( string $query ): string {
		$kept = array_filter(
			explode( '&', $query ),
			static function ( $pair ) {
				parse_str( $pair, $parsed );
				return ! array_key_exists( Ticket_Landing::PARAMETER, $parsed );
			}
		);
		return implode( '&', $kept );
	}

	/**
	 * Takes the path out of an absolute address of this site.
	 *
	 * @param string $address An absolute address.
	 */
	private static function path_of_own_address( string $address ): ?string {
		$origin = Web_Origin::parse( $address );
		$site   = Web_Origin::of_site();
		if ( null === $origin || null === $site || $origin->text() !== $site->text() ) {
			return null;
		}
		$parts = wp_parse_url( $address );
		$path  = isset( $parts['path'] ) ? $parts['path'] : '/';
		return isset( $parts['query'] ) ? $path . '?' . $parts['query'] : $path;
	}

	/**
	 * Whether a browser could read the path as another host's, or a server as another path.
	 *
	 * @param string $path Starts with a slash.
	 */
	private static function leads_elsewhere( string $path ): bool {
		return false !== strpos( $path, '//' )
			|| 1 === preg_match( '/[\x00-\x20\x7f\\\\#]|%(?:[01][0-9a-f]|7f|5c)/i', $path )
			|| 1 === preg_match( '~/(?:\.|%2e){1,2}(?:[/?]|\z)~i', $path );
	}

	/**
	 * Whether the path belongs to this site, where several share one host.
	 *
	 * @param string $path Starts with a slash.
	 */
	private static function is_below_home( string $path ): bool {
		$home = rtrim( self::home(), '/' );
		return '' === $home || 1 === preg_match( '~\A' . preg_quote( $home, '~' ) . '(?:[/?]|\z)~', $path );
	}
}
