<?php
/**
 * The login connector of MembershipWorks, which ends every session that it did not open.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

function sf_api() {
}

function sf_mfl_init() {
	if ( is_user_logged_in() && '' !== (string) get_user_meta( get_current_user_id(), 'SF_ID', true ) && ! isset( $_COOKIE['SFSF'] ) ) {
		wp_destroy_current_session();
		wp_set_current_user( 0 );
	}
}
