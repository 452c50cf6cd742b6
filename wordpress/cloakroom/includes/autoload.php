<?php
/**
 * Finds the plugin's classes: Cloakroom\Sign_In is in class-sign-in.php, Cloakroom\Roles_System in systems/class-roles-system.php.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

spl_autoload_register(
	static function ( $class_name ) {
		if ( 0 !== strpos( $class_name, __NAMESPACE__ . '\\' ) ) {
			return;
		}
		$name   = substr( $class_name, strlen( __NAMESPACE__ ) + 1 );
		$folder = '_System' === substr( $name, -7 ) && 'Membership_System' !== $name ? '/systems' : '';
		$file   = __DIR__ . $folder . '/class-' . strtolower( str_replace( '_', '-', $name ) ) . '.php';
		if ( is_readable( $file ) ) {
			require $file;
		}
	}
);
