<?php
/**
 * Tells the gateway which user a member is here.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * After a sign-in by ticket the gateway is told whom it signed in, so that what this user holds counts for the member. A user
 * whom the plugin made and who holds nothing is not told of: she may have another one here, to be connected yet.
 */
final class Tie {

	const META      = 'cloakroom_tied';
	const CRON_HOOK = 'cloakroom_tie';

	// Seconds before the second, third and fourth try.
	const PAUSES = array( 60, 300, 1800 );

	/**
	 * Calls to the gateway.
	 *
	 * @var Gateway
	 */
	private $gateway;

	/**
	 * All memberships of a user.
	 *
	 * @var Snapshot
	 */
	private $snapshot;

	/**
	 * Takes what it needs.
	 *
	 * @param Gateway  $gateway  Calls to the gateway.
	 * @param Snapshot $snapshot All memberships of a user.
	 */
	public function __construct( Gateway $gateway, Snapshot $snapshot ) {
		$this->gateway  = $gateway;
		$this->snapshot = $snapshot;
	}

	/**
	 * After a sign-in by ticket.
	 *
	 * @param \WP_User $user   The member's user.
	 * @param Claims   $claims Who signed in.
	 */
	public function after_sign_in( \WP_User $user, Claims $claims ) {
		if ( self::is_done( $user->ID ) || Members::login_name( $claims->sub ) === $user->user_login && ! $this->snapshot->holds_anything( $user->ID ) ) {
			return;
		}
		$this->attempt( $user->ID, $claims->session_ref, $claims->session_end, 0 );
	}

	/**
	 * After the gateway was told what a user holds: she may have bought in a session that is still alive.
	 *
	 * @param int $user_id A user.
	 */
	public function after_told( $user_id ) {
		$user_id = (int) $user_id;
		if ( '' === (string) get_user_meta( $user_id, Members::META, true ) || self::is_done( $user_id ) ) {
			return;
		}
		foreach ( \WP_Session_Tokens::get_instance( $user_id )->get_all() as $session ) {
			$record = $session[ Ticket_Session::RECORD ] ?? null;
			if ( isset( $record['session_ref'], $record['end'] ) && $record['end'] > time() ) {
				$this->attempt( $user_id, $record['session_ref'], (int) $record['end'], count( self::PAUSES ) );
				return;
			}
		}
	}

	/**
	 * Tells the gateway; called by cron for the later tries. While the session lives: it is what proves who she is.
	 *
	 * @param int    $user_id     The member's user.
	 * @param string $session_ref The session's reference.
	 * @param int    $end         When it ends by itself, as Unix seconds.
	 * @param int    $tries       How often it was tried before.
	 */
	public function attempt( $user_id, $session_ref, $end, $tries ) {
		$sub = (string) get_user_meta( (int) $user_id, Members::META, true );
		if ( '' === $sub || time() >= $end || self::is_done( (int) $user_id ) ) {
			return;
		}
		$answer = $this->gateway->tie( (string) $session_ref, (int) $user_id, 'sign-in' );
		if ( 200 === $answer->status ) {
			update_user_meta( (int) $user_id, self::key(), wp_slash( $sub ) );
		} elseif ( ( 0 === $answer->status || $answer->status >= 500 || in_array( $answer->status, array( 401, 408, 429 ), true ) ) && isset( self::PAUSES[ $tries ] ) ) {
			wp_schedule_single_event( time() + self::PAUSES[ $tries ], self::CRON_HOOK, array( (int) $user_id, $session_ref, $end, $tries + 1 ) );
		}
	}

	/**
	 * The name of the user's meta on this site.
	 */
	public static function key(): string {
		global $wpdb;
		return $wpdb->get_blog_prefix() . self::META;
	}

	/**
	 * Whether the gateway knows of this user and this member.
	 *
	 * @param int $user_id A user.
	 */
	private static function is_done( int $user_id ): bool {
		$sub = (string) get_user_meta( $user_id, Members::META, true );
		return '' !== $sub && get_user_meta( $user_id, self::key(), true ) === $sub;
	}
}
