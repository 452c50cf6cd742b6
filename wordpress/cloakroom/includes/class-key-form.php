<?php
/**
 * Makes the site key.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * A key is made on this server and stays here. One that is there is replaced only by somebody who said so twice.
 */
final class Key_Form {

	const ACTION   = 'cloakroom_make_key';
	const QUESTION = 'cloakroom-replace-key';
	const CONFIRM  = 'cloakroom-replace';

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
	 * Prints the form.
	 *
	 * @param string $label    The button's label.
	 * @param string $classes  The button's classes.
	 * @param bool   $replaces Whether it may replace a key.
	 */
	public static function render( string $label, string $classes, bool $replaces ) {
		?>
		<form action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>" method="post">
			<input type="hidden" name="action" value="<?php echo esc_attr( self::ACTION ); ?>">
			<?php wp_nonce_field( self::ACTION ); ?>
			<?php if ( $replaces ) : ?>
				<input type="hidden" name="<?php echo esc_attr( self::CONFIRM ); ?>" value="yes">
			<?php endif; ?>
			<p><button class="<?php echo esc_attr( $classes ); ?>"><?php echo esc_html( $label ); ?></button></p>
		</form>
		<?php
	}

	/**
	 * Address of the question before a key is replaced.
	 */
	public static function question_url(): string {
		return add_query_arg( self::QUESTION, '1', Settings_Page::url() );
	}

	/**
	 * Whether this page is the question.
	 */
	public static function asks_to_replace(): bool {
		return Input::has( self::QUESTION );
	}

	/**
	 * Answers the form.
	 */
	public function make() {
		if ( ! current_user_can( Settings::capability() ) ) {
			wp_die( esc_html__( 'You are not allowed to do this.', 'cloakroom' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( self::ACTION );
		if ( $this->settings->is_fixed( 'site_key' ) ) {
			self::back( Settings_Page::url() );
		}
		if ( null !== $this->settings->site_key() && 'yes' !== Input::posted( self::CONFIRM ) ) {
			self::back( self::question_url() );
		}
		update_option( Settings::KEY_OPTION, Site_Key::generate()->secret_half(), false );
		self::back( add_query_arg( 'cloakroom-key', 'made', Settings_Page::url() ) );
	}

	/**
	 * Says that a key was made.
	 */
	public function confirm() {
		$screen = get_current_screen();
		if ( ! $screen || 'settings_page_' . Settings_Page::SLUG !== $screen->id || 'made' !== Input::text( 'cloakroom-key' ) || null === $this->settings->site_key() ) {
			return;
		}
		printf( '<div class="notice notice-success is-dismissible"><p>%s</p></div>', esc_html__( 'A new site key was made. Copy its public half into the gateway’s cloakroom.yaml, restart the gateway, then test the connection.', 'cloakroom' ) );
	}

	/**
	 * Goes back to the settings page and ends the request.
	 *
	 * @param string $url Where to.
	 */
	private static function back( string $url ) {
		wp_safe_redirect( $url );
		exit;
	}
}
