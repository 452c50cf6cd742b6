<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Membership_System;
use Cloakroom\Thrive_System;

final class Thrive_Test extends Membership_System_Contract {

	protected function setUp(): void {
		parent::setUp();
		if ( ! has_filter( 'authenticate', 'tva_filter_authenticate' ) ) {
			add_filter( 'authenticate', 'tva_filter_authenticate', 100, 3 );
		}
		$GLOBALS['wpdb']->query( "DELETE FROM {$GLOBALS['wpdb']->prefix}tva_access_history" );
		$this->system->read_history();
	}

	protected function system(): Membership_System {
		return new Thrive_System();
	}

	protected function tables(): array {
		global $wpdb;
		$auto = $wpdb instanceof \WP_SQLite_DB ? 'ID integer primary key autoincrement' : 'ID bigint auto_increment primary key';
		return array( 'tva_access_history' => "$auto, user_id bigint, product_id bigint, course_id bigint, source varchar(20), status int, reason varchar(20), created datetime" );
	}

	protected function product( string $name ): string {
		register_taxonomy( 'tva_product', 'post' );
		return (string) wp_insert_term( $name . ' ' . wp_rand(), 'tva_product' )['term_id'];
	}

	protected function name_of( array $told ): string {
		return explode( ' ', $told['product_name'] )[0];
	}

	protected function buy( int $user, string $product, ?int $until ) {
		\Thrive_Double::history( $user, (int) $product, 1 );
		if ( null !== $until ) {
			update_user_meta( $user, "tva_product_{$product}_access_expiry", wp_date( 'Y-m-d H:i:s', $until ) );
		}
		// By id or by object, as it comes.
		do_action( 'tva_user_receives_product_access', get_userdata( $user ), (int) $product );
		return array( $user, (int) $product );
	}

	protected function give_back( $bought ): void {
		// No hook tells: our cron reads the history.
		\Thrive_Double::history( $bought[0], $bought[1], -1, 'refund' );
		foreach ( $this->system->changes()['cloakroom_deliver'][1]() as list( $user ) ) {
			$this->outbox->note( $user, 'membership.changed', 'thrive', 'cloakroom_deliver', '' );
		}
	}

	protected function expire( $bought ): void {
		update_user_meta( $bought[0], "tva_product_{$bought[1]}_access_expiry", wp_date( 'Y-m-d H:i:s', time() - 1 ) );
	}

	public function test_history_is_read_on_and_each_row_once() {
		list( $user, $product ) = array( $this->user(), (int) $this->product( 'Gold' ) );
		\Thrive_Double::history( $user, $product, 1 );
		do_action( 'cloakroom_deliver' );
		$this->assertNoted( $user );
		$this->forget_rows();
		do_action( 'cloakroom_deliver' );
		$this->assertSame( array(), $this->rows() );
	}

	public function test_end_is_in_the_zone_of_the_site() {
		update_option( 'timezone_string', 'America/New_York' );
		list( $user, $product ) = array( $this->user(), $this->product( 'Gold' ) );
		\Thrive_Double::history( $user, (int) $product, 1 );
		update_user_meta( $user, "tva_product_{$product}_access_expiry", '2099-07-01 12:00:00' );
		$this->assertSame( '2099-07-01T16:00:00Z', $this->told( $user )[0]['period_end'] );
	}

	/** @dataProvider names */
	public function test_api_token_is_no_password_in_a_form( string $name ) {
		$this->sign_in();
		wp_logout();
		$name = str_replace( 'MEMBER', 'm-' . substr( hash( 'sha256', $this->claims()['sub'] ), 0, 12 ), $name );
		$this->assertTrue( is_wp_error( wp_authenticate( $name, 'thrive-api-token' ) ) );
	}

	public static function names(): array {
		return array( array( 'admin' ), array( 'MEMBER' ), array( 'ada@example.test' ), array( 'nobody' ), array( 'admin@example.test' ) );
	}

	public function test_api_token_works_in_thrives_own_routes_alone() {
		if ( ! defined( 'REST_REQUEST' ) ) {
			define( 'REST_REQUEST', true );
		}
		foreach ( array( '/tva/v1/newOrder' => true, '/jwt-auth/v1/token' => false, '/x/tva/' => false ) as $route => $is_let_in ) {
			$GLOBALS['wp']->query_vars['rest_route'] = $route;
			$this->assertSame( $is_let_in, ! is_wp_error( wp_authenticate( 'admin', 'thrive-api-token' ) ), $route );
		}
		unset( $GLOBALS['wp']->query_vars['rest_route'] );
	}

	public function test_right_password_works_as_ever() {
		$id = wp_insert_user( array( 'user_login' => 'staff', 'user_pass' => 'secret', 'role' => 'editor' ) );
		$this->assertSame( $id, wp_authenticate( 'staff', 'secret' )->ID );
		$this->assertSame( 'incorrect_password', wp_authenticate( 'staff', 'wrong' )->get_error_code() );
	}

	public function test_table_that_is_gone_is_a_fault_and_not_nothing() {
		$user = $this->user();
		add_filter( 'query', static function ( $query ) {
			return str_replace( 'tva_access_history', 'no_such_table', $query );
		} );
		$GLOBALS['wpdb']->suppress_errors( true );
		try {
			$this->expectException( \Cloakroom\Snapshot_Fault::class );
			$this->told( $user );
		} finally {
			$GLOBALS['wpdb']->suppress_errors( false );
		}
	}
}
