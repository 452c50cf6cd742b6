<?php
/**
 * The button for a login page of the site's own.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Prints [cloakroom_sign_in redirect_to="/path/" label="Sign in"]: what happened, and what to do next.
 */
final class Sign_In_Shortcode {

	const TAG = 'cloakroom_sign_in';

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
	 * The shortcode's output.
	 *
	 * @param array|string $attributes Both optional: redirect_to where to go if the address does not say; label of the button.
	 */
	public function render( $attributes ): string {
		$attributes = shortcode_atts(
			array(
				'redirect_to' => '',
				'label'       => __( 'Sign in', 'cloakroom' ),
			),
			$attributes,
			self::TAG
		);
		$target     = Return_Path::parse_target( Input::return_address(), Return_Path::parse_target( $attributes['redirect_to'] ) );
		Card::enqueue_style();
		Left_Tokens::clear();
		return '<div class="cloakroom-sign-in">'
			. ( is_user_logged_in() ? self::signed_in( $target ) : $this->signed_out( $target, $attributes['label'] ) )
			. '</div>';
	}

	/**
	 * For somebody who is signed in: messages of earlier tries no longer matter.
	 *
	 * @param string $target Where to go on.
	 */
	private static function signed_in( string $target ): string {
		/* translators: %s: the member's name. */
		$sentence = sprintf( __( 'You are signed in as %s.', 'cloakroom' ), wp_get_current_user()->display_name );
		return self::sentence( $sentence )
			. self::link( $target, __( 'Continue', 'cloakroom' ) )
			. sprintf( ' <a class="cloakroom-sign-in__other" href="%s">%s</a>', esc_url( wp_logout_url() ), esc_html__( 'Sign out', 'cloakroom' ) );
	}

	/**
	 * For everybody else.
	 *
	 * @param string $target Where to go on after signing in.
	 * @param string $label  The button's label.
	 */
	private function signed_out( string $target, string $label ): string {
		if ( ! $this->settings->are_complete() ) {
			return self::sentence( Login_Page::sentence( Login_Page::UNAVAILABLE ) );
		}
		return self::sentence( Login_Page::message() ) . self::link( Login_Page::sign_in_url( $target ), $label );
	}

	/**
	 * A sentence, or nothing.
	 *
	 * @param string $sentence The sentence.
	 */
	private static function sentence( string $sentence ): string {
		return '' === $sentence ? '' : sprintf( '<p class="cloakroom-sign-in__message" role="status">%s</p>', esc_html( $sentence ) );
	}

	/**
	 * A link in the look of the theme's buttons.
	 *
	 * @param string $url   Where it goes.
	 * @param string $label What it says.
	 */
	private static function link( string $url, string $label ): string {
		return sprintf(
			'<a class="cloakroom-sign-in__button wp-element-button" href="%s" rel="nofollow">%s</a>',
			esc_url( $url ),
			esc_html( $label )
		);
	}
}
