<?php
/**
 * WishList Member: levels with flags of mixed types under ids that look like times, and hooks that fire more often than levels change.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

final class Wishlist_Double {
	public static $levels = array();
	public static $held = array();

	public static function add( int $user, string $level, array $flags = array() ): void {
		self::$held[ $user ][ $level ] = $flags + array( 'Cancelled' => null, 'CancelDate' => false, 'Pending' => null, 'UnConfirmed' => null, 'Expired' => false, 'ExpiryDate' => false, 'SequentialCancelled' => null, 'Scheduled' => false, 'Timestamp' => time() . '.0217', 'TxnID' => 'WL-1-' . $level );
		do_action( 'wishlistmember_user_registered', $user, array( 'wpm_id' => $level ) );
		do_action( 'wishlistmember_add_user_levels', $user, array( $level ), array() );
		do_action( 'wishlistmember_add_user_levels_shutdown', $user, array( $level ) );
	}

	public static function change( int $user, string $level, array $flags, string $hook ): void {
		self::$held[ $user ][ $level ] = $flags + self::$held[ $user ][ $level ];
		do_action( "wishlistmember_$hook", $user, array( $level ) );
	}

	public static function remove( int $user, string $level ): void {
		do_action( 'wishlistmember_pre_remove_user_levels', $user, array( $level ) );
		unset( self::$held[ $user ][ $level ] );
		do_action( 'wishlistmember_remove_user_levels', $user, array( $level ), array() );
	}
}

function wlmapi_get_member_levels( $member_id ) {
	$levels = array();
	foreach ( Wishlist_Double::$held[ $member_id ] ?? array() as $id => $flags ) {
		$levels[ $id ] = (object) ( array( 'Level_ID' => (string) $id, 'Name' => Wishlist_Double::$levels[ $id ] ) + $flags + array( 'Active' => ! ( $flags['Cancelled'] || $flags['Pending'] || $flags['UnConfirmed'] || $flags['Expired'] || $flags['Scheduled'] ), 'Status' => array( 'Active' ) ) );
	}
	return $levels;
}
