<?php
/**
 * A collection in a page.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Prints the element that gets a collection by "direct" or "relay", and tells script of themes what it needs for the same.
 * No data and no token is in what is printed.
 */
final class Collection {

	const TAG        = 'cloakroom_collection';
	const NONCE      = 'cloakroom_collection';
	const DELIVERIES = array( 'direct', 'relay' );

	/**
	 * The operator's settings.
	 *
	 * @var Settings
	 */
	private $settings;

	/**
	 * The cards that the gateway has for this site; their titles head collections too.
	 *
	 * @var Cards
	 */
	private $cards;

	/**
	 * WordPress sessions that a ticket opened.
	 *
	 * @var Ticket_Session
	 */
	private $session;

	/**
	 * The way out of a session that is over.
	 *
	 * @var Expiry
	 */
	private $expiry;

	/**
	 * Takes what it needs.
	 *
	 * @param Settings       $settings The operator's settings.
	 * @param Cards          $cards    The cards that the gateway has for this site.
	 * @param Ticket_Session $session  WordPress sessions that a ticket opened.
	 * @param Expiry         $expiry   The way out of a session that is over.
	 */
	public function __construct( Settings $settings, Cards $cards, Ticket_Session $session, Expiry $expiry ) {
		$this->settings = $settings;
		$this->cards    = $cards;
		$this->session  = $session;
		$this->expiry   = $expiry;
	}

	/**
	 * The output of [cloakroom_collection collection="contact-details" delivery="direct"].
	 *
	 * @param array|string $attributes The shortcode's attributes.
	 */
	public function shortcode( $attributes ): string {
		$attributes = shortcode_atts(
			array(
				'collection' => '',
				'delivery'   => 'direct',
			),
			$attributes,
			self::TAG
		);
		$collection = $attributes['collection'];
		$delivery   = $attributes['delivery'];
		if ( ! Cards::is_collection( $collection ) || ! $this->can_connect( $delivery ) || is_feed() ) {
			return '';
		}
		Card::enqueue_style();
		$title = $this->cards->one( $collection )['title'];
		if ( Page::is_preview() ) {
			return self::placeholder( $title, $delivery );
		}
		return is_user_logged_in() ? $this->element( $collection, $title, $this->connection( null, $delivery ) ) : self::signed_out( $title );
	}

	/**
	 * What script of a theme's own has to know for connect() of cloakroom-collections.js: the filter cloakroom_connection.
	 *
	 * @param mixed $otherwise What to give where there is nothing to connect to.
	 * @param mixed $delivery  "direct" or "relay".
	 * @return mixed The options by their names.
	 */
	public function connection( $otherwise, $delivery = 'direct' ) {
		if ( ! $this->can_connect( $delivery ) ) {
			return $otherwise;
		}
		$options = array(
			'gateway'    => $this->settings->gateway()->text(),
			'site'       => $this->settings->site_id(),
			'delivery'   => $delivery,
			'login'      => $this->login(),
			'expiredUrl' => $this->expiry->url( Page::path() ),
		);
		if ( is_user_logged_in() ) {
			Page::keep_out_of_caches();
		}
		if ( 'relay' === $delivery ) {
			$options['ajaxUrl'] = admin_url( 'admin-ajax.php', 'relative' );
			$options['nonce']   = is_user_logged_in() ? wp_create_nonce( self::NONCE ) : '';
		}
		return $options;
	}

	/**
	 * Whether there is something to connect to, and by which way.
	 *
	 * @param mixed $delivery "direct" or "relay".
	 */
	private function can_connect( $delivery ): bool {
		return in_array( $delivery, self::DELIVERIES, true ) && null !== $this->settings->gateway() && '' !== $this->settings->site_id();
	}

	/**
	 * A text that differs for every login that a ticket opened, and tells nothing: the page ties its token to it. Other logins
	 * have none, for the gateway's session may change while theirs goes on.
	 */
	private function login(): string {
		return null === $this->session->current() ? '' : substr( hash_hmac( 'sha256', 'cloakroom page|' . wp_get_session_token(), wp_salt( 'nonce' ) ), 0, 32 );
	}

	/**
	 * The element, for somebody who is signed in.
	 *
	 * @param string $collection The collection's id.
	 * @param string $title      Its title, until the gateway tells it.
	 * @param array  $options    What connect() takes.
	 */
	private function element( string $collection, string $title, array $options ): string {
		Script_Module::enqueue( Script_Module::COLLECTION );
		$attributes = array(
			'collection'  => $collection,
			'delivery'    => $options['delivery'],
			'gateway'     => $options['gateway'],
			'site'        => $options['site'],
			'login'       => $options['login'],
			'expired-url' => $options['expiredUrl'],
			'sign-in-url' => Login_Page::sign_in_url( Page::path() ),
			'ajax-url'    => $options['ajaxUrl'] ?? '',
			'ajax-nonce'  => $options['nonce'] ?? '',
			'heading'     => $title,
			// Written so that no sign is left that esc_attr() would take for an entity.
			'texts'       => (string) wp_json_encode( self::texts(), JSON_HEX_AMP | JSON_HEX_TAG ),
		);
		return sprintf(
			'<cloakroom-collection class="cloakroom-collection"%1$s><h2 class="cloakroom-collection__title">%2$s</h2><div class="cloakroom-collection__content"><p class="cloakroom-collection__note">%3$s</p><noscript><p>%4$s</p></noscript></div></cloakroom-collection>',
			self::attributes( array_filter( $attributes, 'strlen' ) ),
			esc_html( $title ),
			esc_html__( 'Loading…', 'cloakroom' ),
			esc_html__( 'This needs JavaScript to show your data.', 'cloakroom' )
		);
	}

	/**
	 * What the element says, by the names under which cloakroom-collection.js has it in English.
	 *
	 * @return string[]
	 */
	private static function texts(): array {
		return array(
			'loading'              => __( 'Loading…', 'cloakroom' ),
			'empty'                => __( 'Nothing is kept here for you yet.', 'cloakroom' ),
			'signed-out'           => __( 'Sign in to see this.', 'cloakroom' ),
			'sign-in'              => __( 'Sign in', 'cloakroom' ),
			'upstream-unavailable' => __( 'Unable to retrieve data at this time.', 'cloakroom' ),
			'upstream-malformed'   => __( 'Malformed response from the API.', 'cloakroom' ),
			'retry'                => __( 'It is tried again by itself.', 'cloakroom' ),
			'more'                 => __( 'Show more', 'cloakroom' ),
			'foot'                 => __( 'Kept by Cloakroom, shown by this website', 'cloakroom' ),
		);
	}

	/**
	 * For a visitor: no script asks the gateway for anything.
	 *
	 * @param string $title The collection's title.
	 */
	private static function signed_out( string $title ): string {
		Left_Tokens::clear();
		return sprintf(
			'<div class="cloakroom-collection"><h2 class="cloakroom-collection__title">%1$s</h2><div class="cloakroom-collection__content"><p class="cloakroom-collection__said">%2$s</p><p><a class="cloakroom-collection__sign-in wp-element-button" href="%3$s" rel="nofollow">%4$s</a></p></div></div>',
			esc_html( $title ),
			esc_html__( 'Sign in to see this.', 'cloakroom' ),
			esc_url( Login_Page::sign_in_url( Page::path() ) ),
			esc_html__( 'Sign in', 'cloakroom' )
		);
	}

	/**
	 * For somebody who edits.
	 *
	 * @param string $title    The collection's title.
	 * @param string $delivery "direct" or "relay".
	 */
	private static function placeholder( string $title, string $delivery ): string {
		/* translators: %s: "direct" or "relay". */
		$sentence = sprintf( __( 'Members see their own data here, by %s. A preview shows none.', 'cloakroom' ), $delivery );
		return sprintf(
			'<div class="cloakroom-collection cloakroom-collection--placeholder"><h2 class="cloakroom-collection__title">%1$s</h2><div class="cloakroom-collection__content"><p class="cloakroom-collection__note">%2$s</p></div></div>',
			esc_html( $title ),
			esc_html( $sentence )
		);
	}

	/**
	 * Attributes as HTML.
	 *
	 * @param string[] $values By name.
	 */
	private static function attributes( array $values ): string {
		$html = '';
		foreach ( $values as $name => $value ) {
			$html .= sprintf( ' %s="%s"', $name, esc_attr( $value ) );
		}
		return $html;
	}
}
