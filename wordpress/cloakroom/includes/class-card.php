<?php
/**
 * A card in a page.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Prints the frame in which the gateway shows a member's data. Nothing of that data passes through WordPress.
 */
final class Card {

	const TAG   = 'cloakroom_card';
	const STYLE = 'cloakroom';

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * The gateway's addresses.
	 *
	 * @var Gateway_Urls
	 */
	private $urls;

	/**
	 * The cards that the gateway has for this site.
	 *
	 * @var Cards
	 */
	private $cards;

	/**
	 * The way out of a session that is over.
	 *
	 * @var Expiry
	 */
	private $expiry;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings     $settings The operator's settings.
	 * @param Gateway_Urls $urls     The gateway's addresses.
	 * @param Cards        $cards    The cards that the gateway has for this site.
	 * @param Expiry       $expiry   The way out of a session that is over.
	 */
	public function __construct( Settings $settings, Gateway_Urls $urls, Cards $cards, Expiry $expiry ) {
		$this->settings = $settings;
		$this->urls     = $urls;
		$this->cards    = $cards;
		$this->expiry   = $expiry;
	}

	/**
	 * The output of [cloakroom_card collection="medical-profile"].
	 *
	 * @param array|string $attributes The shortcode's attributes.
	 */
	public function shortcode( $attributes ): string {
		$attributes = shortcode_atts( array( 'collection' => '' ), $attributes, self::TAG );
		return $this->render( $attributes['collection'], 'class="cloakroom-card"' );
	}

	/**
	 * A card's HTML; empty where there is nothing to show it with: no gateway, no such id, or a feed.
	 *
	 * @param mixed  $collection The collection's id.
	 * @param string $wrapper    Escaped HTML attributes of the outer element.
	 */
	public function render( $collection, string $wrapper ): string {
		if ( ! Cards::is_collection( $collection ) || null === $this->settings->gateway() || '' === $this->settings->site_id() || is_feed() ) {
			return '';
		}
		self::enqueue_style();
		// Without the script the card works, but does not notice that a session is over.
		Script_Module::enqueue( Script_Module::CARD );
		$card = $this->cards->one( $collection );
		$page = Page::path();
		return sprintf(
			'<cloakroom-card %1$s collection="%2$s"%3$s message-unavailable="%4$s"><iframe src="%5$s" title="%6$s" height="%7$d" loading="eager" referrerpolicy="strict-origin"></iframe></cloakroom-card>',
			$wrapper,
			esc_attr( $collection ),
			$this->expiry_attributes( $page ),
			esc_attr__( 'Unable to retrieve data at this time.', 'cloakroom' ),
			esc_url( $this->urls->card( $collection, $page ) ),
			esc_attr( $card['title'] ),
			(int) $card['height']
		);
	}

	/**
	 * Registers the style sheet once, for shortcode and block alike.
	 */
	public static function register_assets() {
		wp_register_style( self::STYLE, plugins_url( 'assets/cloakroom.css', PLUGIN_FILE ), array(), VERSION );
	}

	/**
	 * Asks for the style sheet on this page.
	 */
	public static function enqueue_style() {
		wp_enqueue_style( self::STYLE );
	}

	/**
	 * What the script needs to end a session that is over: only where a ticket opened it.
	 *
	 * @param string $page Path of the page around the card.
	 */
	private function expiry_attributes( string $page ): string {
		$url = $this->expiry->url( $page );
		if ( '' === $url ) {
			return '';
		}
		// The address holds a nonce of this session.
		Page::keep_out_of_caches();
		return sprintf(
			' expired-url="%s" message-expired="%s"',
			esc_url( $url ),
			esc_attr__( 'Your session has ended. Please sign in again.', 'cloakroom' )
		);
	}
}
