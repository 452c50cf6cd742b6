<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

final class Collection_Test extends Plugin_Test_Case {

	const DIRECT = '[cloakroom_collection collection="medical-profile"]';
	const RELAY  = '[cloakroom_collection collection="medical-profile" delivery="relay"]';

	protected function setUp(): void {
		parent::setUp();
		// What an earlier test asked for.
		$this->forget_modules();
	}

	public function test_visitor_gets_the_button_and_no_element_that_asks() {
		$this->visit( '/my-profile/?tab=2' );
		$html = do_shortcode( self::DIRECT );
		$this->assertStringNotContainsString( '<cloakroom-collection', $html );
		$this->assertStringContainsString( 'Sign in to see this.', $html );
		preg_match( '/href="([^"]+)"/', $html, $found );
		$query = self::query_of( html_entity_decode( $found[1] ) );
		$this->assertSame( array( 'action' => 'cloakroom_sign_in', 'redirect_to' => '/my-profile/?tab=2' ), $query );
		$this->assertSame( array( 'cloakroom-signed-out' ), $this->modules() );
	}

	public function test_member_by_ticket_gets_the_element_by_direct_without_a_nonce() {
		$this->sign_in();
		$this->visit( '/my-profile/' );
		$element = $this->element( self::DIRECT );
		$this->assertSame(
			array( 'class', 'collection', 'delivery', 'gateway', 'site', 'login', 'expired-url', 'sign-in-url', 'heading', 'texts' ),
			array_keys( $element )
		);
		$this->assertSame( array( 'medical-profile', 'direct', Gateway_Double::URL, 'demo' ), array( $element['collection'], $element['delivery'], $element['gateway'], $element['site'] ) );
		$this->assertSame( 'Medical "profile" & more', $element['heading'] );
		$this->assertStringStartsWith( $this->home() . '/wp-login.php?action=cloakroom_expired', $element['expired-url'] );
		$this->assertSame( array( 'cloakroom-collection' ), $this->modules() );
		$this->assertTrue( wp_style_is( 'cloakroom' ) );
	}

	public function test_member_by_ticket_gets_a_nonce_for_relay_that_works() {
		$this->sign_in();
		$element = $this->element( self::RELAY );
		$this->assertSame( '/wp-admin/admin-ajax.php', $element['ajax-url'] );
		$this->assertSame( 1, wp_verify_nonce( $element['ajax-nonce'], 'cloakroom_collection' ) );
	}

	public function test_login_is_the_same_for_one_login_and_another_for_the_next() {
		$this->sign_in();
		$first = $this->element( self::DIRECT )['login'];
		$this->assertMatchesRegularExpression( '/\A[0-9a-f]{32}\z/', $first );
		$this->assertSame( $first, $this->element( self::RELAY )['login'] );
		$token = wp_get_session_token();
		$this->assertStringNotContainsString( $token, do_shortcode( self::DIRECT ) );
		$this->assertNotSame( substr( hash( 'sha256', $token ), 0, 32 ), $first, 'it is not what the database holds' );
		$this->sign_in( array( 'session_ref' => 'ref-ada-2' ) );
		$this->assertNotSame( $first, $this->element( self::DIRECT )['login'] );
	}

	public function test_login_of_somebody_without_a_ticket_is_none_and_so_is_the_way_out() {
		$this->sign_in_directly( 'administrator' );
		$element = $this->element( self::DIRECT );
		$this->assertArrayNotHasKey( 'login', $element );
		$this->assertArrayNotHasKey( 'expired-url', $element );
	}

	public function test_texts_survive_being_an_attribute() {
		$this->sign_in();
		$say = static function ( $text, $of ) {
			return 'Show more' === $of ? 'Mehr "zeigen" &amp; &quot;lesen&quot; <b>' : $text;
		};
		add_filter( 'gettext_cloakroom', $say, 10, 2 );
		$texts = json_decode( $this->element( self::DIRECT )['texts'], true );
		$this->assertSame( 'Mehr "zeigen" &amp; &quot;lesen&quot; <b>', $texts['more'] );
		$this->assertSame( 'Unable to retrieve data at this time.', $texts['upstream-unavailable'] );
	}

	public function test_texts_are_those_that_the_module_knows() {
		$this->sign_in();
		preg_match( '/export const TEXTS = \{(.*?)\n\};/s', file_get_contents( WP_PLUGIN_DIR . '/cloakroom/assets/cloakroom-collection.js' ), $found );
		preg_match_all( "/^  '?([a-z-]+)'?: '(.*)',$/m", $found[1], $pairs );
		$this->assertSame( array_combine( $pairs[1], $pairs[2] ), json_decode( $this->element( self::DIRECT )['texts'], true ) );
	}

	public function test_preview_shows_a_labelled_placeholder() {
		$this->sign_in_directly( 'administrator' );
		$GLOBALS['wp_query']->is_preview = true;
		$html                            = do_shortcode( self::RELAY );
		$GLOBALS['wp_query']->is_preview = false;
		$this->assertStringContainsString( 'Medical &quot;profile&quot; &amp; more', $html );
		$this->assertStringContainsString( 'Members see their own data here, by relay.', $html );
		$this->assertStringNotContainsString( '<cloakroom-collection', $html );
		$this->assertSame( array(), $this->modules() );
	}

	/** @dataProvider nothing */
	public function test_without_what_it_needs_prints_nothing( string $shortcode, array $settings = array() ) {
		$this->sign_in();
		$this->set_up_plugin( $settings );
		$this->assertSame( '', do_shortcode( $shortcode ) );
	}

	public static function nothing(): array {
		return array(
			array( '[cloakroom_collection]' ),
			array( '[cloakroom_collection collection="../x"]' ),
			array( '[cloakroom_collection collection="medical-profile" delivery="card"]' ),
			array( '[cloakroom_collection collection="medical-profile" delivery="Direct"]' ),
			array( '[cloakroom_collection collection="medical-profile" delivery=""]' ),
			array( self::DIRECT, array( 'gateway_url' => '' ) ),
			array( self::DIRECT, array( 'site_id' => '' ) ),
		);
	}

	public function test_in_a_feed_prints_nothing() {
		$this->sign_in();
		$GLOBALS['wp_query']->is_feed = true;
		$html                         = do_shortcode( self::DIRECT );
		$GLOBALS['wp_query']->is_feed = false;
		$this->assertSame( '', $html );
	}

	public function test_connection_gives_themes_the_options_by_their_names() {
		$this->sign_in();
		$this->assertSame( array( 'gateway', 'site', 'delivery', 'login', 'expiredUrl' ), array_keys( apply_filters( 'cloakroom_connection', null, 'direct' ) ) );
		$relay = apply_filters( 'cloakroom_connection', null, 'relay' );
		$this->assertSame( array( 'gateway', 'site', 'delivery', 'login', 'expiredUrl', 'ajaxUrl', 'nonce' ), array_keys( $relay ) );
		$this->assertSame( 1, wp_verify_nonce( $relay['nonce'], 'cloakroom_collection' ) );
	}

	public function test_connection_for_a_visitor_holds_nothing_of_anybody() {
		$this->assertSame( array( '', '', '' ), array_values( array_intersect_key( apply_filters( 'cloakroom_connection', null, 'relay' ), array_flip( array( 'login', 'expiredUrl', 'nonce' ) ) ) ) );
	}

	public function test_connection_that_cannot_be_is_what_the_theme_gave() {
		$this->assertNull( apply_filters( 'cloakroom_connection', null, 'card' ) );
		$this->assertNull( apply_filters( 'cloakroom_connection', null, array( 'direct' ) ) );
		$this->set_up_plugin( array( 'gateway_url' => '' ) );
		$this->assertSame( 'none', apply_filters( 'cloakroom_connection', 'none', 'direct' ) );
	}

	public function test_sign_out_is_watched_on_members_pages_alone() {
		array_map( 'call_user_func', $this->own_callbacks( 'wp_enqueue_scripts' ) );
		$this->assertSame( array(), $this->modules() );
		$this->sign_in_directly( 'administrator' );
		array_map( 'call_user_func', $this->own_callbacks( 'wp_enqueue_scripts' ) );
		$this->assertSame( array(), $this->modules() );
		wp_logout();
		$this->visit( '/' );
		$this->sign_in();
		array_map( 'call_user_func', $this->own_callbacks( 'wp_enqueue_scripts' ) );
		$this->assertSame( array( 'cloakroom-sign-out' ), $this->modules() );
	}

	public function test_sign_in_page_lets_go_of_tokens_for_who_is_signed_out_alone() {
		do_shortcode( '[cloakroom_sign_in]' );
		$this->assertSame( array( 'cloakroom-signed-out' ), $this->modules() );
		$this->assertStringContainsString( '/assets/cloakroom-signed-out.js?ver=' . \Cloakroom\VERSION, $this->login_footer() );
		$this->sign_in();
		$this->forget_modules();
		do_shortcode( '[cloakroom_sign_in]' );
		$this->assertSame( array(), $this->modules() );
		$this->assertSame( '', $this->login_footer() );
	}

	public function test_modules_a_theme_may_import_are_known_to_wordpress() {
		if ( ! function_exists( 'wp_script_modules' ) ) {
			$this->assertFalse( function_exists( 'wp_register_script_module' ) );
			return;
		}
		wp_enqueue_script_module( 'my-plan', 'https://example.test/plan.js', array( 'cloakroom-collections' ) );
		ob_start();
		wp_script_modules()->print_import_map();
		$map = ob_get_clean();
		wp_dequeue_script_module( 'my-plan' );
		$this->assertMatchesRegularExpression( '~"cloakroom-collections":"[^"]*cloakroom-collections\.js\?ver=~', $map );
	}

	public function test_modules_import_one_another_under_the_plugins_version() {
		$files = glob( WP_PLUGIN_DIR . '/cloakroom/assets/cloakroom-*.js' );
		$this->assertGreaterThan( 10, count( $files ) );
		foreach ( $files as $file ) {
			preg_match_all( '/\?ver=([0-9.]+)/', file_get_contents( $file ), $found );
			$this->assertSame( array(), array_diff( $found[1], array( \Cloakroom\VERSION ) ), $file );
		}
	}

	/** The plugin's modules that the page would load. */
	private function modules(): array {
		ob_start();
		function_exists( 'wp_script_modules' ) ? wp_script_modules()->print_enqueued_script_modules() : do_action( 'wp_footer' );
		preg_match_all( '~/assets/(cloakroom-[a-z-]+)\.js\?ver=~', ob_get_clean(), $found );
		return $found[1];
	}

	private function forget_modules(): void {
		if ( ! function_exists( 'wp_script_modules' ) ) {
			return;
		}
		foreach ( array( 'card', 'collection', 'sign-out', 'signed-out' ) as $name ) {
			wp_dequeue_script_module( "cloakroom-$name" );
		}
	}

	private function login_footer(): string {
		ob_start();
		array_map( 'call_user_func', $this->own_callbacks( 'login_footer' ) );
		return ob_get_clean();
	}

	/** The element's attributes. */
	private function element( string $shortcode ): array {
		$document = new \DOMDocument();
		$document->loadHTML( '<?xml encoding="utf-8"?>' . do_shortcode( $shortcode ), LIBXML_NOERROR );
		$elements = $document->getElementsByTagName( 'cloakroom-collection' );
		$this->assertSame( 1, $elements->length );
		$values = array();
		foreach ( $elements->item( 0 )->attributes as $attribute ) {
			$values[ $attribute->name ] = $attribute->value;
		}
		return $values;
	}
}
