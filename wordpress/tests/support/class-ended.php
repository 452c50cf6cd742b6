<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

/** Thrown where wp_die() would print a page and end the request. */
final class Ended extends \Exception {

	/** @var int */
	public $status;

	/** @var array */
	public $arguments;

	public function __construct( string $text, array $arguments ) {
		parent::__construct( $text );
		$this->status    = (int) ( $arguments['response'] ?? 500 );
		$this->arguments = $arguments;
	}
}
