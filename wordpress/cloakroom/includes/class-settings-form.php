<?php
/**
 * Takes in what the operator writes on the settings page.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Keeps the earlier value of a field that is wrong, and says what is wrong with it.
 */
final class Settings_Form {

	const GROUP = 'cloakroom';

	// The field that says that the boxes on memberships were in the form.
	const MEMBERSHIPS = 'memberships_form';

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings $settings The operator's settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Registers the one option that the page's form writes.
	 */
	public function register() {
		register_setting(
			self::GROUP,
			Settings::OPTION,
			array(
				'type'              => 'object',
				'sanitize_callback' => array( $this, 'sanitize' ),
				'show_in_rest'      => false,
			)
		);
	}

	/**
	 * Who may send the form.
	 */
	public function capability(): string {
		return Settings::capability();
	}

	/**
	 * Checks what was written. Applied to every write of the option, so it must leave checked values as they are.
	 *
	 * @param mixed $written What was written.
	 */
	public function sanitize( $written ): array {
		$written = is_array( $written ) ? $written : array();
		$result  = array(
			'version'     => Settings_Migration::VERSION,
			'gateway_url' => $this->gateway_url( $written ),
			'site_id'     => $this->site_id( $written ),
			'login_page'  => isset( $written['login_page'] ) && is_scalar( $written['login_page'] ) ? absint( $written['login_page'] ) : $this->settings->login_page(),
		) + $this->memberships( $written );
		Cards::forget();
		return $result;
	}

	/**
	 * What counts as a membership, and who signs in by a password. Boxes that are not ticked are not sent: so a text says that
	 * the form had them.
	 *
	 * @param array $written What was written.
	 */
	private function memberships( array $written ): array {
		if ( isset( $written[ self::MEMBERSHIPS ] ) ) {
			return array(
				'role_products' => array_values( array_filter( (array) ( $written['role_products'] ?? array() ), array( Settings::class, 'is_role' ) ) ),
				'gateway_only'  => isset( $written['gateway_only'] ),
			);
		}
		// Checked values that are written again stay as they are.
		return array(
			'role_products' => isset( $written['role_products'] ) && is_array( $written['role_products'] ) ? array_values( array_filter( $written['role_products'], array( Settings::class, 'is_role' ) ) ) : $this->settings->role_products(),
			'gateway_only'  => isset( $written['gateway_only'] ) ? true === $written['gateway_only'] : $this->settings->is_gateway_only(),
		);
	}

	/**
	 * The gateway's address in its short form.
	 *
	 * @param array $written What was written.
	 */
	private function gateway_url( array $written ): string {
		$url = self::text( $written, 'gateway_url' );
		if ( null === $url ) {
			return $this->kept( 'gateway_url' );
		}
		$origin = Settings::parse_gateway( $url );
		if ( '' === $url || null !== $origin ) {
			return null === $origin ? '' : $origin->text();
		}
		self::complain( 'gateway_url', __( 'The gateway address was not changed. It has to begin with https and name a host and nothing more, as in https://members.example.com. Plain http is accepted only for this very machine.', 'cloakroom' ) );
		return $this->kept( 'gateway_url' );
	}

	/**
	 * The site id.
	 *
	 * @param array $written What was written.
	 */
	private function site_id( array $written ): string {
		$id = self::text( $written, 'site_id' );
		if ( null === $id ) {
			return $this->kept( 'site_id' );
		}
		if ( '' === $id || Settings::is_site_id( $id ) ) {
			return $id;
		}
		self::complain( 'site_id', __( 'The site id was not changed. It has 1 to 32 small letters, digits and hyphens.', 'cloakroom' ) );
		return $this->kept( 'site_id' );
	}

	/**
	 * The stored value; a constant's value is not written into the option.
	 *
	 * @param string $name The setting's name.
	 */
	private function kept( string $name ): string {
		$stored = get_option( Settings::OPTION, array() );
		return isset( $stored[ $name ] ) && is_string( $stored[ $name ] ) ? $stored[ $name ] : '';
	}

	/**
	 * A written value as trimmed text; null if the form did not have the field.
	 *
	 * @param array  $written What was written.
	 * @param string $name    The setting's name.
	 */
	private static function text( array $written, string $name ): ?string {
		return isset( $written[ $name ] ) && is_scalar( $written[ $name ] ) ? trim( (string) $written[ $name ] ) : null;
	}

	/**
	 * Shows a fault on the settings page; outside wp-admin there is nobody to show it to.
	 *
	 * @param string $name     The setting's name.
	 * @param string $sentence What is wrong.
	 */
	private static function complain( string $name, string $sentence ) {
		if ( function_exists( 'add_settings_error' ) ) {
			add_settings_error( Settings::OPTION, $name, $sentence );
		}
	}
}
