<?php
/**
 * A link that lets somebody finish her sign-up.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Goes into the mail after a purchase: who opens it connects her account at the gateway with the WordPress user who bought,
 * without being signed in to WordPress. One for a user, seven days, gone when it has served. The database holds its hash.
 */
final class Claim {

	const META      = 'cloakroom_claim';
	const PARAMETER = 'cloakroom_claim';
	const SECONDS   = 7 * DAY_IN_SECONDS;
	const FORM      = '/\A\d{1,19}\.[A-Za-z0-9_-]{43}\z/';

	/**
	 * A new link, in place of an earlier one.
	 *
	 * @param int $user_id A user of this site.
	 * @return string An address; empty if the user cannot be connected, or is already.
	 */
	public static function url( int $user_id ): string {
		$user = get_userdata( $user_id );
		if ( ! $user || ! Connection::is_possible( $user ) ) {
			return '';
		}
		$secret = Bind_Secret::generate()->reveal();
		update_user_meta(
			$user_id,
			self::META,
			array(
				'hash'  => hash( 'sha256', $secret ),
				'until' => time() + self::SECONDS,
			)
		);
		return add_query_arg( self::PARAMETER, "$user_id.$secret", home_url( '/' ) );
	}

	/**
	 * Whose claim it is, if it is good and can still be used.
	 *
	 * @param string $text What came in the address.
	 */
	public static function user( string $text ): ?\WP_User {
		if ( 1 !== preg_match( self::FORM, $text ) ) {
			return null;
		}
		list( $id, $secret ) = explode( '.', $text, 2 );
		$stored              = get_user_meta( (int) $id, self::META, true );
		$is_good             = isset( $stored['hash'], $stored['until'] ) && time() < $stored['until'] && hash_equals( $stored['hash'], hash( 'sha256', $secret ) );
		$user                = $is_good ? get_userdata( (int) $id ) : false;
		return $user && Connection::is_possible( $user ) ? $user : null;
	}

	/**
	 * Takes a user's claim away.
	 *
	 * @param int $user_id A user.
	 */
	public static function forget( int $user_id ) {
		delete_user_meta( $user_id, self::META );
	}
}
