<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Membership;
use Cloakroom\Membership_System;

/** A shop that keeps in memory who holds what, says when something changed, and can be out of order. */
final class Shop_Double extends Membership_System {

	/** @var array[] Statuses by product, by user. */
	public $held = array();

	/** @var callable|null Called before it tells what a user holds. */
	public $before_telling;

	/** @var bool */
	public $is_present = true;

	/** @var string */
	private $source;

	public function __construct( string $source = 'shop' ) {
		$this->source = $source;
	}

	public function source(): string {
		return $this->source;
	}

	public function name(): string {
		return 'Shop';
	}

	public function is_present(): bool {
		return $this->is_present;
	}

	public function changes(): array {
		return array(
			"{$this->source}_changed" => array( 'membership.changed', static function ( $user_id, $id = '' ) {
				return array( $user_id, $id );
			} ),
			"{$this->source}_broken"  => array( 'membership.changed', static function () {
				throw new \Error( 'broken' );
			} ),
		);
	}

	public function memberships( int $user_id ): array {
		if ( $this->before_telling ) {
			call_user_func( $this->before_telling, $user_id );
		}
		$memberships = array();
		foreach ( $this->held[ $user_id ] ?? array() as $product => $status ) {
			$memberships[] = new Membership( "order-$product", $product, $status, array( 'lifetime' => true ) );
		}
		return $memberships;
	}

	/** Something is bought, ends, or is given back. */
	public function change( int $user_id, string $product, string $status ): void {
		$this->held[ $user_id ][ $product ] = $status;
		do_action( "{$this->source}_changed", $user_id, "order-$product" );
	}
}
