<?php
/**
 * Brings stored settings to the form that this version of the plugin reads.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Each step takes the settings one version further. A newer form than ours is left alone: the plugin was put back.
 */
final class Settings_Migration {

	const VERSION = 1;

	/**
	 * Runs the steps that are missing, once.
	 */
	public function run() {
		$stored = get_option( Settings::OPTION );
		if ( ! is_array( $stored ) ) {
			return;
		}
		$version = isset( $stored['version'] ) ? (int) $stored['version'] : 0;
		if ( $version >= self::VERSION ) {
			return;
		}
		if ( $version < 1 ) {
			$stored = self::from_unversioned( $stored );
		}
		$stored['version'] = self::VERSION;
		update_option( Settings::OPTION, $stored );
	}

	/**
	 * Version 0 is what a provisioning script writes: any spelling of the address, the login page by its path.
	 *
	 * @param array $stored Settings without a version.
	 */
	private static function from_unversioned( array $stored ): array {
		$gateway = Settings::parse_gateway( self::text( $stored, 'gateway_url' ) );
		$page    = self::text( $stored, 'login_page' );
		if ( ! ctype_digit( $page ) ) {
			$found = '' === trim( $page, '/' ) ? null : get_page_by_path( trim( $page, '/' ) );
			$page  = $found ? $found->ID : 0;
		}
		return array(
			'gateway_url' => $gateway ? $gateway->text() : '',
			'site_id'     => self::text( $stored, 'site_id' ),
			'login_page'  => (int) $page,
		) + array_intersect_key( $stored, array_flip( array( 'role_products', 'gateway_only' ) ) );
	}

	/**
	 * A value as trimmed text.
	 *
	 * @param array  $stored Settings.
	 * @param string $name   The setting's name.
	 */
	private static function text( array $stored, string $name ): string {
		return isset( $stored[ $name ] ) && is_scalar( $stored[ $name ] ) ? trim( (string) $stored[ $name ] ) : '';
	}
}
