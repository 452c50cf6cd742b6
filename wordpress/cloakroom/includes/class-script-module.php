<?php
/**
 * Scripts of pages.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The modules that come into the plugin's folder when it is packed. They import one another by relative addresses with this
 * plugin's version, so the version has to be in these addresses in the same way.
 */
final class Script_Module {

	const CARD        = 'cloakroom-card';
	const COLLECTION  = 'cloakroom-collection';
	const COLLECTIONS = 'cloakroom-collections';
	const SIGN_OUT    = 'cloakroom-sign-out';
	const SIGNED_OUT  = 'cloakroom-signed-out';

	/**
	 * What the footer has to print, where WordPress knows no script modules.
	 *
	 * @var string[]
	 */
	private static $waiting = array();

	/**
	 * Makes known what a theme's own module may import.
	 */
	public static function register() {
		if ( function_exists( 'wp_register_script_module' ) ) {
			wp_register_script_module( self::COLLECTIONS, self::url( self::COLLECTIONS ), array(), VERSION );
		}
	}

	/**
	 * Asks for a module on this page.
	 *
	 * @param string $name One of this class's constants.
	 */
	public static function enqueue( string $name ) {
		if ( ! is_readable( self::file( $name ) ) ) {
			return;
		}
		if ( function_exists( 'wp_enqueue_script_module' ) ) {
			wp_enqueue_script_module( $name, self::url( $name ), array(), VERSION );
			return;
		}
		// WordPress before 6.5 knows no script modules.
		self::$waiting[ $name ] = $name;
		if ( ! has_action( 'wp_footer', array( __CLASS__, 'print_waiting' ) ) ) {
			add_action( 'wp_footer', array( __CLASS__, 'print_waiting' ) );
		}
	}

	/**
	 * Prints the modules for WordPress before 6.5.
	 */
	public static function print_waiting() {
		array_map( array( __CLASS__, 'print_tag' ), self::$waiting );
		self::$waiting = array();
	}

	/**
	 * Prints one at once, for a page on which WordPress prints none.
	 *
	 * @param string $name One of this class's constants.
	 */
	public static function print_tag( string $name ) {
		wp_print_script_tag(
			array(
				'type' => 'module',
				'src'  => add_query_arg( 'ver', VERSION, self::url( $name ) ),
			)
		);
	}

	/**
	 * A module's file.
	 *
	 * @param string $name One of this class's constants.
	 */
	public static function file( string $name ): string {
		return dirname( PLUGIN_FILE ) . '/assets/' . $name . '.js';
	}

	/**
	 * A module's address.
	 *
	 * @param string $name One of this class's constants.
	 */
	private static function url( string $name ): string {
		return plugins_url( 'assets/' . $name . '.js', PLUGIN_FILE );
	}
}
