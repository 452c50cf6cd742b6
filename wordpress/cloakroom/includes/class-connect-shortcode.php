<?php
/**
 * The way to a connection, in pages.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Prints [cloakroom_connect]: what there is to do for who looks at it, or nothing. The same stands above the cards on account
 * pages.
 */
final class Connect_Shortcode {

	const TAG = 'cloakroom_connect';

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * All memberships of a user.
	 *
	 * @var Snapshot
	 */
	private $snapshot;

	/**
	 * Connects by a link in a mail.
	 *
	 * @var Mailed_Link
	 */
	private $mailed_link;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings    $settings    The operator's settings.
	 * @param Snapshot    $snapshot    All memberships of a user.
	 * @param Mailed_Link $mailed_link Connects by a link in a mail.
	 */
	public function __construct( Settings $settings, Snapshot $snapshot, Mailed_Link $mailed_link ) {
		$this->settings    = $settings;
		$this->snapshot    = $snapshot;
		$this->mailed_link = $mailed_link;
	}

	/**
	 * The shortcode's output.
	 */
	public function render(): string {
		$message = Connect::message();
		$html    = '' === $message ? '' : sprintf( '<p class="cloakroom-sign-in__message" role="status">%s</p>', esc_html( $message ) );
		if ( is_user_logged_in() && $this->settings->are_complete() ) {
			Page::keep_out_of_caches();
			$html .= $this->offer( Page::path() );
		}
		if ( '' === $html ) {
			return '';
		}
		Card::enqueue_style();
		return sprintf( '<div class="cloakroom-connect cloakroom-sign-in">%s</div>', self::html( $html ) );
	}

	/**
	 * Prints it, where another plugin's page has room.
	 */
	public function print_it() {
		echo self::html( $this->render() ); // phpcs:ignore WordPress.Security.EscapeOutput -- Escaped part by part.
	}

	/**
	 * What there is to do.
	 *
	 * @param string $here The page's path.
	 */
	private function offer( string $here ): string {
		$user = wp_get_current_user();
		if ( Connection::is_possible( $user ) ) {
			return $this->snapshot->is_member( $user->ID ) ? self::finish( $here ) : self::connect( $here );
		}
		if ( null === $this->mailed_link->twin() ) {
			return '';
		}
		if ( Mailed_Link::was_sent() ) {
			return sprintf( '<p role="status">%s</p>', esc_html__( 'The link is on its way. Open it in this browser within an hour.', 'cloakroom' ) );
		}
		return sprintf( '<p>%s</p>%s', esc_html__( 'This website knows your e-mail address from an earlier account of yours. To use that account from now on, have a link sent to the address.', 'cloakroom' ), Mailed_Link::form( $here ) );
	}

	/**
	 * For a member who has no account at the gateway yet, or has not connected it.
	 *
	 * @param string $here The page's path.
	 */
	private static function finish( string $here ): string {
		return sprintf(
			'<p><strong>%s</strong> %s</p><p><a class="cloakroom-sign-in__button wp-element-button" href="%s" rel="nofollow">%s</a> <a class="cloakroom-sign-in__other" href="%s" rel="nofollow">%s</a></p>',
			esc_html__( 'Finish your sign-up.', 'cloakroom' ),
			esc_html__( 'Your membership includes data that is kept apart from this website. One more step, and you see it here.', 'cloakroom' ),
			esc_url( Connect::url( $here, true ) ),
			esc_html__( 'Finish sign-up', 'cloakroom' ),
			esc_url( Connect::url( $here, false ) ),
			esc_html__( 'I have done that already', 'cloakroom' )
		);
	}

	/**
	 * For anybody else who is signed in to WordPress alone.
	 *
	 * @param string $here The page's path.
	 */
	private static function connect( string $here ): string {
		return sprintf( '<p><a class="cloakroom-sign-in__button wp-element-button" href="%s" rel="nofollow">%s</a></p>', esc_url( Connect::url( $here, false ) ), esc_html__( 'Connect my account', 'cloakroom' ) );
	}

	/**
	 * HTML that was put together here.
	 *
	 * @param string $html The HTML.
	 */
	private static function html( string $html ): string {
		return $html;
	}
}
