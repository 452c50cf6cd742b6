<?php
/**
 * Sends the browser on.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Every redirect of the plugin: never kept by a cache, and the address it leaves is told to nobody.
 */
final class Redirect {

	/**
	 * Goes to a path of this site and ends the request.
	 *
	 * @param string $path A path from Return_Path.
	 */
	public static function to_site( string $path ) {
		$site = Web_Origin::of_site();
		self::to( ( $site ? $site->text() : '' ) . $path );
	}

	/**
	 * Goes to an address of this site that begins a sign-in, and ends the request.
	 *
	 * @param string $url An address made by Login_Page.
	 */
	public static function to_site_url( string $url ) {
		self::to( $url );
	}

	/**
	 * Goes to the gateway and ends the request.
	 *
	 * @param string     $url     An address made by Gateway_Urls.
	 * @param Web_Origin $gateway The gateway, the one foreign host that is allowed.
	 */
	public static function to_gateway( string $url, Web_Origin $gateway ) {
		self::allow_host( $gateway );
		self::to( $url );
	}

	/**
	 * Lets wp_safe_redirect go to the gateway for the rest of this request.
	 *
	 * @param Web_Origin $gateway The gateway.
	 */
	public static function allow_host( Web_Origin $gateway ) {
		add_filter(
			'allowed_redirect_hosts',
			static function ( $hosts ) use ( $gateway ) {
				$hosts[] = $gateway->host;
				return $hosts;
			}
		);
	}

	/**
	 * Headers for any answer that must not be kept.
	 */
	public static function keep_nothing() {
		self::keep_out_of_caches();
		header( 'Referrer-Policy: no-referrer' );
	}

	/**
	 * Keeps a page that holds a member's data out of caches; as far as it still can, if the page is on its way already.
	 */
	public static function keep_out_of_caches() {
		if ( ! headers_sent() ) {
			nocache_headers();
			header( 'Cache-Control: no-store, private' );
		}
		if ( ! defined( 'DONOTCACHEPAGE' ) ) {
			// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedConstantFound -- The name that page caches agreed on.
			define( 'DONOTCACHEPAGE', true );
		}
	}

	/**
	 * Redirects and ends the request.
	 *
	 * @param string $url An absolute address.
	 */
	private static function to( string $url ) {
		self::keep_nothing();
		wp_safe_redirect( $url, 302, 'Cloakroom' );
		exit;
	}
}
