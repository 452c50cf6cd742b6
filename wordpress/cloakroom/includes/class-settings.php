<?php
/**
 * What the operator has set.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Gateway address, site id, site key and login page. A constant in wp-config.php wins over the option.
 */
final class Settings {

	const OPTION = 'cloakroom_settings';

	// Apart from the other settings, because those are loaded on every page and the key must not be.
	const KEY_OPTION = 'cloakroom_site_key';

	const CONSTANTS = array(
		'gateway_url' => 'CLOAKROOM_GATEWAY_URL',
		'site_id'     => 'CLOAKROOM_SITE_ID',
		'site_key'    => 'CLOAKROOM_SITE_KEY',
	);

	const DEFAULTS = array(
		'version'       => Settings_Migration::VERSION,
		'gateway_url'   => '',
		'site_id'       => '',
		'login_page'    => 0,
		'role_products' => array(),
		'gateway_only'  => false,
	);

	/**
	 * Values fixed in wp-config.php by the setting's name.
	 *
	 * @var string[]
	 */
	private $fixed;

	/**
	 * Takes the values that win over the options.
	 *
	 * @param string[] $fixed Values by the setting's name.
	 */
	public function __construct( array $fixed ) {
		$this->fixed = $fixed;
	}

	/**
	 * The settings with the constants of wp-config.php.
	 */
	public static function with_constants(): self {
		$fixed = array();
		foreach ( self::CONSTANTS as $name => $constant ) {
			if ( defined( $constant ) ) {
				$fixed[ $name ] = (string) constant( $constant );
			}
		}
		return new self( $fixed );
	}

	/**
	 * Whether wp-config.php decides this setting.
	 *
	 * @param string $name The setting's name.
	 */
	public function is_fixed( string $name ): bool {
		return isset( $this->fixed[ $name ] );
	}

	/**
	 * The gateway's origin, or null if there is none that may be used.
	 */
	public function gateway(): ?Web_Origin {
		return self::parse_gateway( $this->written( 'gateway_url' ) );
	}

	/**
	 * This site's id at the gateway, or an empty text.
	 */
	public function site_id(): string {
		$id = $this->written( 'site_id' );
		return self::is_site_id( $id ) ? $id : '';
	}

	/**
	 * This site's key, or null if there is none that may be used.
	 */
	public function site_key(): ?Site_Key {
		return Site_Key::parse( $this->written( 'site_key' ) );
	}

	/**
	 * The page that carries the sign-in shortcode; 0 is WordPress's own sign-in page.
	 */
	public function login_page(): int {
		return (int) $this->options()['login_page'];
	}

	/**
	 * Roles that count as memberships.
	 *
	 * @return string[]
	 */
	public function role_products(): array {
		$roles = $this->options()['role_products'];
		return is_array( $roles ) ? array_values( array_filter( $roles, array( __CLASS__, 'is_role' ) ) ) : array();
	}

	/**
	 * Whether nobody without power over this site signs in by a password of WordPress, connected to the gateway or not.
	 */
	public function is_gateway_only(): bool {
		return true === $this->options()['gateway_only'];
	}

	/**
	 * Whether members can be sent to the gateway and back.
	 */
	public function are_complete(): bool {
		return null !== $this->gateway() && '' !== $this->site_id() && null !== $this->site_key();
	}

	/**
	 * A setting as it was written, right or wrong. For the site key: never to be shown.
	 *
	 * @param string $name The setting's name.
	 */
	public function written( string $name ): string {
		if ( $this->is_fixed( $name ) ) {
			return $this->fixed[ $name ];
		}
		if ( 'site_key' === $name ) {
			$key = get_option( self::KEY_OPTION, '' );
			return is_string( $key ) ? $key : '';
		}
		$value = $this->options()[ $name ];
		return is_scalar( $value ) ? (string) $value : '';
	}

	/**
	 * Who may change the settings. On a network all sites share one table of users, and whoever names the gateway
	 * decides who signs in as whom: so only those who run the network.
	 */
	public static function capability(): string {
		return is_multisite() ? 'manage_network_options' : 'manage_options';
	}

	/**
	 * Accepts a gateway address: an origin and nothing more, with TLS unless it is this machine.
	 *
	 * @param string $url The address as written.
	 */
	public static function parse_gateway( string $url ): ?Web_Origin {
		$origin = Web_Origin::parse( $url );
		if ( null === $origin || ! $origin->is_secure() ) {
			return null;
		}
		$rest = array_diff_key( (array) wp_parse_url( $url ), array_flip( array( 'scheme', 'host', 'port' ) ) );
		return array() === $rest || array( 'path' => '/' ) === $rest ? $origin : null;
	}

	/**
	 * Whether a text has the form of a site id.
	 *
	 * @param string $id The id as written.
	 */
	public static function is_site_id( string $id ): bool {
		return 1 === preg_match( '/\A[a-z0-9-]{1,32}\z/', $id );
	}

	/**
	 * Whether a value has the form of a role that can be a product.
	 *
	 * @param mixed $role A value.
	 */
	public static function is_role( $role ): bool {
		return is_string( $role ) && 1 === preg_match( '/\A[a-z0-9_-]{1,60}\z/', $role );
	}

	/**
	 * The stored settings with defaults for what is not stored.
	 */
	private function options(): array {
		$stored = get_option( self::OPTION, array() );
		return array_merge( self::DEFAULTS, is_array( $stored ) ? $stored : array() );
	}
}
