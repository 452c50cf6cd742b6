<?php
/**
 * What the plugin's commands ask of WP-CLI. An error ends a command there; here it is a line like others.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

final class WP_CLI {

	/** @var string[] */
	public static $lines = array();

	public static function add_command( $name, $command ) {
		self::$lines[] = "added $name";
	}

	public static function log( $line ) {
		self::$lines[] = $line;
	}

	public static function error( $line ) {
		self::$lines[] = "Error: $line";
	}
}
