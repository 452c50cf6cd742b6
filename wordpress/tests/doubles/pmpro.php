<?php
/**
 * Paid Memberships Pro as far as it was measured: a second level stands beside the first, cancelling is level 0 with the old one in the third argument, and all changes are told once more at the end of the request.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

final class Pmpro_Double {
	public static $levels = array();
	public static $held = array();
	public static $subscriptions = array();
	public static $changed = array();

	public static function end_of_request() {
		if ( self::$changed ) {
			do_action( 'pmpro_after_all_membership_level_changes', self::$changed );
		}
		self::$changed = array();
	}
}

function pmpro_getMembershipLevelsForUser( $user_id = null, $include_inactive = false ) {
	$found = array();
	foreach ( Pmpro_Double::$held as $id => $row ) {
		if ( (int) $row['user_id'] === (int) $user_id && 'active' === $row['status'] ) {
			// A database's answer: texts, and null for no end.
			$found[] = (object) array( 'ID' => (string) $row['level'], 'id' => (string) $row['level'], 'subscription_id' => (string) $id, 'name' => Pmpro_Double::$levels[ $row['level'] ], 'startdate' => (string) $row['startdate'], 'enddate' => null === $row['enddate'] ? null : (string) $row['enddate'] );
		}
	}
	return $found;
}

function pmpro_changeMembershipLevel( $level, $user_id = null, $old_level_status = 'inactive', $cancel_level = null ) {
	global $wpdb;
	Pmpro_Double::$changed[ $user_id ] = pmpro_getMembershipLevelsForUser( $user_id );
	$level_id = is_array( $level ) ? $level['membership_id'] : $level;
	do_action( 'pmpro_before_change_membership_level', $level_id, $user_id, Pmpro_Double::$changed[ $user_id ], $cancel_level );
	foreach ( Pmpro_Double::$held as $id => $row ) {
		if ( (int) $row['user_id'] === (int) $user_id && (int) $row['level'] === (int) ( $cancel_level ?: $level_id ) ) {
			Pmpro_Double::$held[ $id ]['status'] = $old_level_status;
		}
	}
	if ( (int) $level_id > 0 ) {
		$enddate = is_array( $level ) && ! in_array( $level['enddate'], array( 'NULL', null ), true ) ? strtotime( $level['enddate'] . ' UTC' ) : null;
		Pmpro_Double::$held[ count( Pmpro_Double::$held ) + 1 ] = array( 'user_id' => $user_id, 'level' => (int) $level_id, 'status' => 'active', 'startdate' => time(), 'enddate' => $enddate );
		$wpdb->insert( $wpdb->prefix . 'pmpro_memberships_users', array( 'user_id' => $user_id ) );
	}
	do_action( 'pmpro_after_change_membership_level', (int) $level_id, $user_id, $cancel_level );
	return true;
}

function pmpro_cancelMembershipLevel( $level_id, $user_id = null, $status = 'inactive' ) {
	return pmpro_changeMembershipLevel( 0, $user_id, $status, $level_id );
}

class PMPro_Subscription {
	public static function get_subscriptions_for_user( $user_id = null, $level_id = null, $status = array( 'active' ) ) {
		return array_filter( Pmpro_Double::$subscriptions, static function ( $one ) use ( $user_id, $level_id, $status ) {
			return $one === array( (int) $user_id, (int) $level_id, $status[0] );
		} );
	}
}
