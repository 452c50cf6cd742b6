<?php
/**
 * What Site Health says about the plugin.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Three tests, and a section of debug information without secrets.
 */
final class Site_Health {

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Calls to the gateway.
	 *
	 * @var Gateway
	 */
	private $gateway;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings $settings The operator's settings.
	 * @param Gateway  $gateway  Calls to the gateway.
	 */
	public function __construct( Settings $settings, Gateway $gateway ) {
		$this->settings = $settings;
		$this->gateway  = $gateway;
	}

	/**
	 * Adds the tests.
	 *
	 * @param array $tests Site Health's tests.
	 */
	public function add_tests( $tests ) {
		$tests['direct']['cloakroom_gateway']   = array(
			'label' => __( 'Cloakroom gateway', 'cloakroom' ),
			'test'  => array( $this, 'test_gateway' ),
		);
		$tests['direct']['cloakroom_site_key']  = array(
			'label' => __( 'Cloakroom site key', 'cloakroom' ),
			'test'  => array( $this, 'test_site_key' ),
		);
		$tests['direct']['cloakroom_no_tokens'] = array(
			'label' => __( 'Cloakroom keeps no tokens', 'cloakroom' ),
			'test'  => array( $this, 'test_no_tokens' ),
		);
		return $tests;
	}

	/**
	 * Whether the gateway answers for this site.
	 */
	public function test_gateway(): array {
		$answer = $this->gateway->cards();
		if ( 200 === $answer->status && null !== Cards::parse( $answer->json ) ) {
			return self::result( 'cloakroom_gateway', 'good', __( 'The Cloakroom gateway answers', 'cloakroom' ), __( 'Members can sign in and see their data.', 'cloakroom' ) );
		}
		return self::result( 'cloakroom_gateway', 'critical', __( 'The Cloakroom gateway does not answer for this site', 'cloakroom' ), __( 'Members cannot sign in or see their data. The connection test on the settings page names the fault.', 'cloakroom' ) );
	}

	/**
	 * Whether there is a site key.
	 */
	public function test_site_key(): array {
		if ( null === $this->settings->site_key() ) {
			return self::result( 'cloakroom_site_key', 'critical', __( 'Cloakroom has no site key', 'cloakroom' ), __( 'Nobody can sign in until a site key is made on the settings page and its public half stands in the gateway’s configuration.', 'cloakroom' ) );
		}
		if ( ! $this->settings->is_fixed( 'site_key' ) ) {
			return self::result( 'cloakroom_site_key', 'good', __( 'Cloakroom has a site key', 'cloakroom' ), __( 'It is kept in the database. It opens nobody’s data; who wants it out of database backups as well fixes it in wp-config.php.', 'cloakroom' ) );
		}
		return self::result( 'cloakroom_site_key', 'good', __( 'Cloakroom has a site key', 'cloakroom' ), __( 'It is fixed in wp-config.php and not in the database.', 'cloakroom' ) );
	}

	/**
	 * Whether the plugin's rows hold anything that looks like a token.
	 */
	public function test_no_tokens(): array {
		$names = $this->rows_like_tokens();
		if ( array() === $names ) {
			return self::result( 'cloakroom_no_tokens', 'good', __( 'Cloakroom’s settings hold no tokens', 'cloakroom' ), __( 'No option, cache or session record of Cloakroom holds anything that looks like an access token.', 'cloakroom' ) );
		}
		/* translators: %s: a list of names. */
		return self::result( 'cloakroom_no_tokens', 'critical', __( 'Something that looks like a token is stored under Cloakroom’s name', 'cloakroom' ), sprintf( __( 'Cloakroom itself stores none that can be read: another plugin or a script wrote it. Delete it, and sign the member out at the gateway. Found in: %s.', 'cloakroom' ), implode( ', ', $names ) ) );
	}

	/**
	 * Adds debug information.
	 *
	 * @param array $sections Site Health's sections.
	 */
	public function add_debug_information( $sections ) {
		$gateway               = $this->settings->gateway();
		$key                   = $this->settings->site_key();
		$sections['cloakroom'] = array(
			'label'  => __( 'Cloakroom', 'cloakroom' ),
			'fields' => array(
				'version'    => self::field( __( 'Version', 'cloakroom' ), VERSION ),
				'gateway'    => self::field( __( 'Gateway address', 'cloakroom' ), $gateway ? $gateway->text() : __( 'not set', 'cloakroom' ) ),
				'site_id'    => self::field( __( 'Site id', 'cloakroom' ), '' === $this->settings->site_id() ? __( 'not set', 'cloakroom' ) : $this->settings->site_id() ),
				'public_key' => self::field( __( 'Public half of the site key', 'cloakroom' ), $key ? $key->public_half() : __( 'not set', 'cloakroom' ) ),
				'fixed'      => self::field( __( 'Fixed in wp-config.php', 'cloakroom' ), implode( ', ', array_filter( array_keys( Settings::CONSTANTS ), array( $this->settings, 'is_fixed' ) ) ) ),
				'login_page' => self::field( __( 'Login page', 'cloakroom' ), (string) $this->settings->login_page() ),
			),
		);
		return $sections;
	}

	/**
	 * Names of the plugin's rows with a JWT, or with the name of a token, in their value.
	 *
	 * @return string[]
	 */
	private function rows_like_tokens(): array {
		global $wpdb;
		$like = $wpdb->esc_like( 'cloakroom_' ) . '%';
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- Looks at what is stored, past every cache and filter.
		$rows  = $wpdb->get_results( $wpdb->prepare( "SELECT option_name AS name, option_value AS value FROM {$wpdb->options} WHERE option_name LIKE %s OR option_name LIKE %s UNION ALL SELECT meta_key, meta_value FROM {$wpdb->usermeta} WHERE meta_key LIKE %s", $like, $wpdb->esc_like( '_transient_' ) . $like, $like ) );
		$names = array();
		foreach ( $rows as $row ) {
			if ( preg_match( '/eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.|(?:access|refresh|id)_?token/i', $row->value ) ) {
				$names[] = $row->name;
			}
		}
		return array_unique( $names );
	}

	/**
	 * A field of the debug information.
	 *
	 * @param string $label What it is.
	 * @param string $value Its value.
	 */
	private static function field( string $label, string $value ): array {
		return array(
			'label' => $label,
			'value' => $value,
		);
	}

	/**
	 * A result in Site Health's form.
	 *
	 * @param string $test   The test's name.
	 * @param string $status Either good or critical.
	 * @param string $label  What was found.
	 * @param string $about  What it means.
	 */
	private static function result( string $test, string $status, string $label, string $about ): array {
		return array(
			'test'        => $test,
			'status'      => $status,
			'label'       => $label,
			'badge'       => array(
				'label' => __( 'Cloakroom', 'cloakroom' ),
				'color' => 'blue',
			),
			'description' => '<p>' . esc_html( $about ) . '</p>',
			'actions'     => sprintf( '<a href="%s">%s</a>', esc_url( Settings_Page::url() ), esc_html__( 'Cloakroom settings', 'cloakroom' ) ),
		);
	}
}
