<?php
/**
 * The card as a block.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The editor shows a labelled placeholder and never a frame; the page shows the card.
 */
final class Card_Block {

	const EDITOR_SCRIPT = 'cloakroom-card-editor-script';

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
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * Takes what it needs.
	 *
	 * @param Card     $card     A card in a page.
	 * @param Cards    $cards    The cards that the gateway has for this site.
	 * @param Settings $settings The operator's settings.
	 */
	public function __construct( Card $card, Cards $cards, Settings $settings ) {
		$this->card     = $card;
		$this->cards    = $cards;
		$this->settings = $settings;
	}

	/**
	 * Registers the block.
	 */
	public function register() {
		register_block_type( dirname( PLUGIN_FILE ) . '/blocks/card', array( 'render_callback' => array( $this, 'render' ) ) );
		wp_set_script_translations( self::EDITOR_SCRIPT, 'cloakroom', dirname( PLUGIN_FILE ) . '/languages' );
	}

	/**
	 * The block's HTML in a page.
	 *
	 * @param array $attributes The block's attributes.
	 */
	public function render( $attributes ): string {
		$collection = isset( $attributes['collection'] ) ? $attributes['collection'] : '';
		return $this->card->render( $collection, get_block_wrapper_attributes( array( 'class' => 'cloakroom-card' ) ) );
	}

	/**
	 * Tells the editor which cards there are, and what is wrong if there are none.
	 */
	public function tell_editor() {
		$is_set_up = null !== $this->settings->gateway() && '' !== $this->settings->site_id();
		$cards     = $is_set_up ? $this->cards->all() : null;
		$data      = array(
			'cards'    => null === $cards ? array() : $cards,
			'fault'    => $is_set_up ? ( null === $cards ? 'unavailable' : '' ) : 'not-set-up',
			'settings' => current_user_can( Settings::capability() ) ? Settings_Page::url() : '',
		);
		wp_add_inline_script( self::EDITOR_SCRIPT, 'window.cloakroomCards = ' . wp_json_encode( $data, JSON_HEX_TAG | JSON_HEX_AMP ) . ';', 'before' );
	}
}
