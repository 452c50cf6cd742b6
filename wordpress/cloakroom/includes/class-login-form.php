<?php
/**
 * Members on WordPress's own sign-in page.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Puts the message and the sign-in button above WordPress's form; the form stays, for those who look after the site.
 */
final class Login_Form {

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
	 * Adds the message and the button.
	 *
	 * @param string $html What stands above the form.
	 */
	public function add_button( $html ) {
		if ( ! $this->is_sign_in() ) {
			return $html;
		}
		$sentence = Login_Page::message();
		if ( '' !== $sentence ) {
			$html .= sprintf( '<div class="message notice notice-info" role="status"><p>%s</p></div>', esc_html( $sentence ) );
		}
		if ( $this->settings->are_complete() ) {
			$html .= $this->button();
		}
		return $html;
	}

	/**
	 * Adds the style sheet.
	 */
	public function add_style() {
		wp_enqueue_style( 'cloakroom-login', plugins_url( 'assets/login.css', PLUGIN_FILE ), array(), VERSION );
	}

	/**
	 * The button, which leaves a frame: WordPress shows this page in one when an editor's session ends.
	 */
	private function button(): string {
		/* translators: %s: the website's name. */
		$label = sprintf( __( 'Sign in with %s', 'cloakroom' ), wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ) );
		$url   = Login_Page::sign_in_url( Return_Path::parse_target( Input::return_address() ) );
		return sprintf(
			'<p class="cloakroom-login"><a class="button button-primary button-hero" target="_top" href="%s">%s</a></p><p class="cloakroom-login-or"><span>%s</span></p>',
			esc_url( $url ),
			esc_html( $label ),
			esc_html__( 'or, if you look after this website', 'cloakroom' )
		);
	}

	/**
	 * Whether the page asks to sign in: it also serves lost passwords and registrations.
	 */
	private function is_sign_in(): bool {
		return ! isset( $GLOBALS['action'] ) || 'login' === $GLOBALS['action'];
	}
}
