<?php
/**
 * Why the relay gives no data.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The one place for codes, statuses and sentences of refusals and failures, for pages and themes alike.
 */
final class Relay_Fault {

	const STATUSES = array(
		'bad-request'          => 400,
		'unauthorized'         => 401,
		'bad-nonce'            => 403,
		'membership-required'  => 403,
		'delivery-not-allowed' => 403,
		'not-found'            => 404,
		'ticket-wanted'        => 409,
		'rate-limited'         => 429,
		'upstream-malformed'   => 502,
		'upstream-unavailable' => 503,
	);

	// What the gateway says of a reader's request, and the reader is told.
	const TOLD = array( 'bad-request', 'membership-required', 'delivery-not-allowed', 'not-found' );

	const DETAIL_CHARACTERS_MAX = 500;

	/**
	 * A fault in its own words.
	 *
	 * @param string   $code One of STATUSES.
	 * @param string[] $more What else the caller is told, by name.
	 */
	public static function of( string $code, array $more = array() ): \WP_Error {
		return self::saying( $code, self::sentence( $code ), $more );
	}

	/**
	 * Nobody is signed in as a member, or no longer.
	 *
	 * @param string $expired_url Where the session is ended; empty if no ticket opened it.
	 */
	public static function unauthorized( string $expired_url ): \WP_Error {
		if ( '' === $expired_url ) {
			return self::of( 'unauthorized' );
		}
		return self::saying( 'unauthorized', __( 'Your session has ended. Please sign in again.', 'cloakroom' ), array( 'expired_url' => $expired_url ) );
	}

	/**
	 * What the gateway's answer means, if it is not the one that was asked for.
	 *
	 * @param Gateway_Answer $answer The answer.
	 */
	public static function from( Gateway_Answer $answer ): \WP_Error {
		if ( 429 === $answer->status ) {
			return self::of( 'rate-limited', '' === $answer->retry_after ? array() : array( 'retry_after' => $answer->retry_after ) );
		}
		$code = $answer->problem();
		if ( in_array( $code, self::TOLD, true ) && self::STATUSES[ $code ] === $answer->status ) {
			return self::saying( $code, 403 === $answer->status ? self::detail( $answer, $code ) : self::sentence( $code ), array() );
		}
		$is_failure = 0 === $answer->status || $answer->status >= 500;
		return self::of( $is_failure && 'upstream-malformed' !== $code ? 'upstream-unavailable' : 'upstream-malformed' );
	}

	/**
	 * What the gateway says of a refusal, in the collection's own words.
	 *
	 * @param Gateway_Answer $answer The answer.
	 * @param string         $code   Its code.
	 */
	private static function detail( Gateway_Answer $answer, string $code ): string {
		$detail = isset( $answer->json['detail'] ) && is_string( $answer->json['detail'] ) ? sanitize_text_field( $answer->json['detail'] ) : '';
		return '' === $detail ? self::sentence( $code ) : mb_substr( $detail, 0, self::DETAIL_CHARACTERS_MAX );
	}

	/**
	 * A fault with these words.
	 *
	 * @param string   $code    One of STATUSES.
	 * @param string   $message The sentence.
	 * @param string[] $more    What else the caller is told, by name.
	 */
	private static function saying( string $code, string $message, array $more ): \WP_Error {
		return new \WP_Error( $code, $message, array( 'status' => self::STATUSES[ $code ] ) + $more );
	}

	/**
	 * A sentence for a visitor.
	 *
	 * @param string $code One of STATUSES.
	 */
	private static function sentence( string $code ): string {
		switch ( $code ) {
			case 'bad-request':
				return __( 'This request is not in its form.', 'cloakroom' );
			case 'unauthorized':
				return __( 'Please sign in as a member to see this.', 'cloakroom' );
			case 'bad-nonce':
				return __( 'This page is out of date. Load it again.', 'cloakroom' );
			case 'membership-required':
				return __( 'This asks for a membership that you do not have at this time.', 'cloakroom' );
			case 'delivery-not-allowed':
				return __( 'This is not shown in this way.', 'cloakroom' );
			case 'not-found':
				return __( 'There is no such data.', 'cloakroom' );
			case 'ticket-wanted':
				return __( 'The page has to fetch a ticket first.', 'cloakroom' );
			case 'rate-limited':
				return __( 'Too many requests. Please try again in a moment.', 'cloakroom' );
			case 'upstream-malformed':
				return __( 'Malformed response from the API.', 'cloakroom' );
			default:
				return __( 'Unable to retrieve data at this time.', 'cloakroom' );
		}
	}
}
