<?php
/**
 * A member's cards on the account pages of membership systems.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * All cards that the gateway has for this site, one below the other.
 */
final class Account_Cards {

	/**
	 * The name of the tab in addresses.
	 */
	const TAB = 'cloakroom';

	/**
	 * A card in a page.
	 *
	 * @var Card
	 */
	private $card;

	/**
	 * The cards that the gateway has for this site.
	 *
	 * @var Cards
	 */
	private $cards;

	/**
	 * The way to a connection.
	 *
	 * @var Connect_Shortcode|null
	 */
	private $connect;

	/**
	 * Takes what it needs.
	 *
	 * @param Card  $card  A card in a page.
	 * @param Cards $cards The cards that the gateway has for this site.
	 */
	public function __construct( Card $card, Cards $cards ) {
		$this->card  = $card;
		$this->cards = $cards;
	}

	/**
	 * Shows the way to a connection above the cards.
	 *
	 * @param Connect_Shortcode $connect The way.
	 */
	public function show_above( Connect_Shortcode $connect ) {
		$this->connect = $connect;
	}

	/**
	 * What the tab is called.
	 */
	public static function title(): string {
		return __( 'My data', 'cloakroom' );
	}

	/**
	 * Prints the cards; nothing where the gateway did not tell of any.
	 */
	public function print_all() {
		echo $this->html(); // phpcs:ignore WordPress.Security.EscapeOutput -- Escaped part by part.
	}

	/**
	 * The cards' HTML.
	 */
	public function html(): string {
		$html = null === $this->connect ? '' : $this->connect->render();
		foreach ( is_user_logged_in() ? (array) $this->cards->all() : array() as $card ) {
			$html .= sprintf( '<h3>%s</h3>%s', esc_html( $card['title'] ), $this->card->render( $card['collection'], 'class="cloakroom-card"' ) );
		}
		return '' === $html ? '' : '<div class="cloakroom-account">' . $html . '</div>';
	}
}
