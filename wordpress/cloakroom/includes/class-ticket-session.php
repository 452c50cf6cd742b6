<?php
/**
 * WordPress sessions that a ticket opened.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Their record in WP_Session_Tokens names the gateway's session and its end, and nothing else of ours. Other sessions have no such record, and are never touched.
 */
final class Ticket_Session {

	const RECORD = 'cloakroom';

	/**
	 * Signs a member in to WordPress, no longer than the gateway's session lasts.
	 *
	 * @param \WP_User $user   The member's user.
	 * @param Claims   $claims Who signed in.
	 */
	public function open( \WP_User $user, Claims $claims ) {
		$current = $this->current();
		if ( null !== $current && get_current_user_id() === $user->ID && $current['session_ref'] === $claims->session_ref ) {
			return;
		}
		if ( null !== $current ) {
			wp_destroy_current_session();
		}
		$seconds = self::seconds( $user->ID, $claims->session_end - time() );
		$token   = self::create_token( $user->ID, $claims, time() + $seconds );
		$length  = static function () use ( $seconds ) {
			return $seconds;
		};
		add_filter( 'auth_cookie_expiration', $length, PHP_INT_MAX );
		wp_set_auth_cookie( $user->ID, false, '', $token );
		remove_filter( 'auth_cookie_expiration', $length, PHP_INT_MAX );

		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- Core's own action: others act on it.
		do_action( 'wp_login', $user->user_login, $user );
	}

	/**
	 * The record of the session that this request came with.
	 *
	 * @return array|null Null if nobody is signed in, or not by a ticket. Else session_ref (text) and end (Unix seconds).
	 */
	public function current(): ?array {
		$token = wp_get_session_token();
		if ( ! is_user_logged_in() || '' === $token ) {
			return null;
		}
		$session = \WP_Session_Tokens::get_instance( get_current_user_id() )->get( $token );
		$record  = isset( $session[ self::RECORD ] ) ? $session[ self::RECORD ] : null;
		return is_array( $record ) && isset( $record['session_ref'], $record['end'] ) ? $record : null;
	}

	/**
	 * Gives the record to a session that somebody opens for the same user in place of this one, as WordPress before 6.3
	 * does when a password is changed, and as plugins do: or that session would be nobody's to end.
	 *
	 * @param array $session What is attached to the new session.
	 * @param int   $user_id Whose session it is.
	 */
	public function carry_over( $session, $user_id ) {
		$current = $this->current();
		if ( null !== $current && get_current_user_id() === (int) $user_id && ! isset( $session[ self::RECORD ] ) ) {
			$session[ self::RECORD ] = $current;
		}
		return $session;
	}

	/**
	 * Holds such a session to the end of the gateway's.
	 *
	 * @param int $seconds How long the new session may last.
	 * @param int $user_id Whose session it is.
	 */
	public function limit( $seconds, $user_id ) {
		$current = $this->current();
		return null !== $current && get_current_user_id() === (int) $user_id ? max( 1, min( (int) $seconds, $current['end'] - time() ) ) : $seconds;
	}

	/**
	 * How long the WordPress session may last: others may shorten it, nobody may make it outlive the gateway's.
	 *
	 * @param int $user_id   The member's user.
	 * @param int $remaining Seconds that the gateway's session still has.
	 */
	private static function seconds( int $user_id, int $remaining ): int {
		// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- Core's own filter.
		$wished = (int) apply_filters( 'auth_cookie_expiration', $remaining, $user_id, false );
		return max( 1, min( $wished, $remaining ) );
	}

	/**
	 * Makes the session's record.
	 *
	 * @param int    $user_id The member's user.
	 * @param Claims $claims  Who signed in.
	 * @param int    $end     When the WordPress session ends, as Unix seconds.
	 */
	private static function create_token( int $user_id, Claims $claims, int $end ): string {
		$attach = static function ( $session ) use ( $claims ) {
			$session[ self::RECORD ] = array(
				'session_ref' => $claims->session_ref,
				'end'         => $claims->session_end,
			);
			return $session;
		};
		add_filter( 'attach_session_information', $attach );
		$token = \WP_Session_Tokens::get_instance( $user_id )->create( $end );
		remove_filter( 'attach_session_information', $attach );
		return $token;
	}
}
