<?php
/**
 * One request to admin-ajax.php in a PHP process of its own: php ajax-request.php WORDPRESS
 *
 * Reads form and cookies as a line of JSON. Says "ready" on its standard error when only the action itself is left to be
 * done, and goes on after the next line.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

$request  = json_decode( fgets( STDIN ), true );
$_COOKIE  = $request['cookies'];
$_POST    = $request['form'];
$_REQUEST = $request['form'];
$_SERVER  = array(
	'HTTP_HOST'       => 'site.cloakroom.localhost:8080',
	'REQUEST_URI'     => '/wp-admin/admin-ajax.php',
	'PHP_SELF'        => '/wp-admin/admin-ajax.php',
	'SERVER_PROTOCOL' => 'HTTP/1.1',
	'REQUEST_METHOD'  => 'POST',
	'REMOTE_ADDR'     => '127.0.0.1',
) + $_SERVER;

// As in bootstrap.php.
$GLOBALS['wp_filter'] = array(
	'pre_option_active_plugins' => array(
		10 => array(
			'tests' => array(
				'function'      => static function () {
					return array( 'cloakroom/cloakroom.php' );
				},
				'accepted_args' => 0,
			),
		),
	),
	'admin_init'                => array(
		0 => array(
			'tests' => array(
				'function'      => static function () {
					fwrite( STDERR, "ready\n" );
					fgets( STDIN );
				},
				'accepted_args' => 0,
			),
		),
	),
);
require $argv[1] . '/wp-admin/admin-ajax.php';
