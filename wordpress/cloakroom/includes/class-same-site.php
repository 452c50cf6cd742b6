<?php
/**
 * Whether two host names belong together in a browser's eyes.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The card's frame gets the member's cookie only if site and gateway are same-site, and only two hosts keep their cookies apart.
 *
 * @link https://html.spec.whatwg.org/multipage/browsers.html#same-site
 */
final class Same_Site {

	const FITS         = 'fits';
	const OTHER_DOMAIN = 'other-domain';
	const OTHER_SCHEME = 'other-scheme';
	const SAME_HOST    = 'same-host';

	// Domains of hosting companies whose customers are strangers to one another. A short cut of the Public Suffix List.
	const SHARED_DOMAINS = array(
		'amazonaws.com',
		'appspot.com',
		'azurewebsites.net',
		'cloudfront.net',
		'firebaseapp.com',
		'fly.dev',
		'github.io',
		'gitlab.io',
		'herokuapp.com',
		'kinsta.cloud',
		'myshopify.com',
		'netlify.app',
		'ngrok-free.app',
		'ngrok.io',
		'onrender.com',
		'pages.dev',
		'pantheonsite.io',
		'run.app',
		'vercel.app',
		'web.app',
		'workers.dev',
		'wpengine.com',
		'wpenginepowered.com',
	);

	/**
	 * Compares two origins.
	 *
	 * @param Web_Origin $site    The WordPress site.
	 * @param Web_Origin $gateway The gateway.
	 * @return string One of the constants above.
	 */
	public static function judge( Web_Origin $site, Web_Origin $gateway ): string {
		if ( $site->host === $gateway->host ) {
			return self::SAME_HOST;
		}
		if ( $site->is_address() || $gateway->is_address() ) {
			return self::OTHER_DOMAIN;
		}
		$domain = self::registrable_domain( $site->host );
		if ( '' === $domain || self::registrable_domain( $gateway->host ) !== $domain ) {
			return self::OTHER_DOMAIN;
		}
		return $site->scheme === $gateway->scheme ? self::FITS : self::OTHER_SCHEME;
	}

	/**
	 * The part of a host name that somebody registered, or an empty text if it is a public suffix itself.
	 *
	 * @param string $host Lower-case host name.
	 */
	private static function registrable_domain( string $host ): string {
		$labels = explode( '.', $host );
		$suffix = self::is_shared( implode( '.', array_slice( $labels, -2 ) ) ) ? 2 : 1;
		return count( $labels ) > $suffix ? implode( '.', array_slice( $labels, -$suffix - 1 ) ) : '';
	}

	/**
	 * Whether a domain of two labels is shared by strangers, as co.uk is.
	 *
	 * @param string $domain Two labels.
	 */
	private static function is_shared( string $domain ): bool {
		return in_array( $domain, self::SHARED_DOMAINS, true )
			|| 1 === preg_match( '/\A(?:ac|co|com|edu|gob|gov|ltd|ne|net|nhs|nom|or|org|plc)\.[a-z]{2}\z/', $domain );
	}
}
