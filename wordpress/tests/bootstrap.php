<?php
/**
 * Brings up the WordPress that CLOAKROOM_WP_LOAD names, with the plugin as it stands beside these tests.
 *
 * The tree is a copy made for the tests: the plugin is put into it. Every test undoes what it wrote to the database.
 *
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

$wp_load = getenv( 'CLOAKROOM_WP_LOAD' );
if ( ! $wp_load || ! is_file( $wp_load ) ) {
	fwrite( STDERR, "CLOAKROOM_WP_LOAD has to name the wp-load.php of an installed WordPress made for tests.\n" );
	exit( 2 );
}
$plugins = dirname( $wp_load ) . '/wp-content/plugins';
passthru( 'sh ' . escapeshellarg( dirname( __DIR__ ) . '/pack.sh' ) . ' ' . escapeshellarg( $plugins ), $failed );
if ( $failed ) {
	exit( 3 );
}

$_SERVER = array_merge(
	$_SERVER,
	array(
		'HTTP_HOST'       => 'site.cloakroom.localhost:8080',
		'REQUEST_URI'     => '/',
		'SERVER_PROTOCOL' => 'HTTP/1.1',
		'REQUEST_METHOD'  => 'GET',
		'REMOTE_ADDR'     => '127.0.0.1',
	)
);

require __DIR__ . '/support/sent-headers.php';
require __DIR__ . '/support/moved-clock.php';
require __DIR__ . '/support/uploaded-files.php';

// Real membership plugins that run.sh found, as folder/file.php, each on a line.
$real = array_filter( explode( "\n", (string) getenv( 'CLOAKROOM_REAL_PLUGINS' ) ) );

// WordPress takes over hooks that are there before it starts. So the plugin is active without a write to the database.
$GLOBALS['wp_filter'] = array(
	'pre_option_active_plugins' => array(
		10 => array(
			'tests' => array(
				'function'      => static function () use ( $real ) {
					return array_merge( array( 'cloakroom/cloakroom.php' ), array_values( $real ) );
				},
				'accepted_args' => 0,
			),
		),
	),
);
// PHPUnit includes this file in a function; what these core files set at their top level has to be global all the same.
global $shortcode_tags, $_wp_switched_stack, $switched, $_wp_sidebars_widgets;
global $wp_registered_sidebars, $wp_registered_widgets, $wp_registered_widget_controls, $wp_registered_widget_updates;
require $wp_load;

foreach ( \Cloakroom\Settings::CONSTANTS as $constant ) {
	if ( defined( $constant ) ) {
		fwrite( STDERR, "$constant is fixed in this tree's wp-config.php; the tests need a tree without it.\n" );
		exit( 2 );
	}
}
require_once ABSPATH . 'wp-admin/includes/admin.php';
require __DIR__ . '/support/class-redirected.php';
require __DIR__ . '/support/class-ended.php';
require __DIR__ . '/support/class-gateway-double.php';
require __DIR__ . '/support/wp-cli-double.php';
require __DIR__ . '/support/class-plugin-test-case.php';
require __DIR__ . '/support/class-moving-test-case.php';
require __DIR__ . '/support/class-relay-test-case.php';
require __DIR__ . '/support/class-shop-double.php';
require __DIR__ . '/support/class-outbox-test-case.php';
require __DIR__ . '/support/class-membership-system-contract.php';

// Doubles stand in for membership plugins only in the suite that is about them, and only for those that are not there.
if ( getenv( 'CLOAKROOM_MEMBERSHIPS' ) ) {
	foreach ( array( 'Memberpress', 'Edd', 'Pmpro', 'Wishlist', 'Thrive', 'Memberful', 'Membershipworks' ) as $name ) {
		$class  = "Cloakroom\\{$name}_System";
		$is_real = ( new $class() )->is_present();
		fwrite( STDERR, $name . ( $is_real ? ": the real plugin\n" : ": a double\n" ) );
		if ( ! $is_real || 'Edd' === $name ) {
			require __DIR__ . '/doubles/' . strtolower( $name ) . '.php';
		}
	}
}
