<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

/** Thrown where WordPress would send a redirect and the plugin would end the request. */
final class Redirected extends \Exception {

	/** @var string */
	public $location;

	/** @var int */
	public $status;

	public function __construct( string $location, int $status ) {
		parent::__construct( "redirected to $location" );
		$this->location = $location;
		$this->status   = $status;
	}
}
