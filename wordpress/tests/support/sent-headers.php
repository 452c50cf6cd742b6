<?php
/**
 * PHP on the command line sends no headers. The plugin's calls find these functions first, as they share its namespace.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom;

/** What the plugin sent since the list was last emptied. */
final class Sent_Headers {

	/** @var string[] */
	public static $headers = array();

	/** @var array[] Each with value and the options of setcookie(), by name. */
	public static $cookies = array();
}

function header( $line ) {
	Sent_Headers::$headers[] = $line;
}

function setcookie( $name, $value, array $options ) {
	Sent_Headers::$cookies[ $name ] = array( 'value' => $value ) + $options;
	return true;
}
