<?php
/**
 * Installs WordPress into the database of a tree, without wp-cli: php install.php TREE URL [multisite]
 *
 * @package Cloakroom
 */

// phpcs:disable -- A script for the command line, not shipped.

define( 'WP_INSTALLING', true );
$url = parse_url( $argv[2] );
$_SERVER += array(
	'HTTP_HOST'       => $url['host'] . ':' . $url['port'],
	'REQUEST_URI'     => '/',
	'SERVER_PROTOCOL' => 'HTTP/1.1',
	'REQUEST_METHOD'  => 'GET',
	'REMOTE_ADDR'     => '127.0.0.1',
);
require $argv[1] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
if ( ! is_blog_installed() ) {
	add_filter( 'pre_wp_mail', '__return_true' );
	wp_install( 'Alder House', 'admin', 'admin@example.test', false, '', 'correct horse battery staple' );
	update_option( 'permalink_structure', '/%postname%/' );
	update_option( 'show_avatars', 0 );
}
// Twice: one of them ends the process at its first activation.
require_once ABSPATH . 'wp-admin/includes/plugin.php';
foreach ( array_filter( explode( "\n", (string) getenv( 'CLOAKROOM_REAL_PLUGINS' ) ) ) as $plugin ) {
	if ( ! is_plugin_active( $plugin ) ) {
		$result = activate_plugin( $plugin );
		if ( is_wp_error( $result ) ) {
			fwrite( STDERR, "$plugin: " . $result->get_error_message() . "\n" );
			exit( 1 );
		}
	}
	if ( function_exists( 'edd_run_install' ) ) {
		edd_run_install();
	}
}
if ( isset( $argv[3] ) && 'multisite' === $argv[3] && ! is_multisite() ) {
	foreach ( $wpdb->tables( 'ms_global' ) as $table => $name ) {
		$wpdb->$table = $name;
	}
	install_network();
	$made = populate_network( 1, $url['host'] . ':' . $url['port'], 'admin@example.test', 'Alder Network', '/', false );
	if ( is_wp_error( $made ) && 'no_wildcard_dns' !== $made->get_error_code() ) {
		fwrite( STDERR, $made->get_error_message() . "\n" );
		exit( 1 );
	}
}
