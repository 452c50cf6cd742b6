<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Membership_Systems;
use Cloakroom\Outbox;
use Cloakroom\Outbox_Table;

/** A shop whose changes go into the outbox. */
abstract class Outbox_Test_Case extends Plugin_Test_Case {

	/** @var Shop_Double */
	protected $shop;

	/** @var Outbox */
	protected $outbox;

	/** @var Membership_Systems */
	protected $systems;

	protected function setUp(): void {
		parent::setUp();
		$this->shop   = new Shop_Double();
		$this->outbox = new Outbox();
		$this->start( $this->outbox );
	}

	/** Systems listen, as when a request begins. */
	protected function start( Outbox $outbox ): void {
		$this->systems = $this->systems( $outbox, $this->shop );
		$this->systems->start();
	}

	protected function user( string $role = 'subscriber' ): int {
		static $number = 0;
		return wp_insert_user( array( 'user_login' => 'buyer' . ++$number, 'user_pass' => 'secret', 'role' => $role, 'user_email' => "buyer$number@example.test" ) );
	}

	/** Users in the database without WordPress's work for each. */
	protected function users( int $count ): array {
		global $wpdb;
		$first  = 1 + (int) $wpdb->get_var( "SELECT MAX(ID) FROM $wpdb->users" );
		$values = array();
		for ( $id = $first; $id < $first + $count; $id++ ) {
			$values[] = "($id, 'u$id', 'u$id', 'u$id@example.test', '2026-01-01 00:00:00')";
		}
		$wpdb->query( "INSERT INTO $wpdb->users (ID, user_login, user_nicename, user_email, user_registered) VALUES " . implode( ',', $values ) );
		return range( $first, $first + $count - 1 );
	}

	protected function rows( string $columns = '*' ): array {
		global $wpdb;
		return $wpdb->get_results( "SELECT $columns FROM " . Outbox_Table::name() . ' ORDER BY id', ARRAY_A );
	}

	protected function states(): array {
		return array_column( $this->rows( 'state' ), 'state' );
	}

	/** Delivers as a process of its own would: with nothing in memory. */
	protected function deliver_once( int $seconds = 20 ): ?int {
		wp_set_current_user( 0 );
		return $this->deliver( new Outbox(), $this->systems, $seconds );
	}

	/** Calls to the facts route. */
	protected function calls_of_facts(): array {
		return array_values( array_filter( $this->gateway->calls, static function ( array $call ) {
			return '/v1/sites/demo/facts' === $call['path'];
		} ) );
	}
}
