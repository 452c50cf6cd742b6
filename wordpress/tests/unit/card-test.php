<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Cards;
use Cloakroom\Settings;

final class Card_Test extends Plugin_Test_Case {

	public function test_shortcode_prints_a_frame_that_works_without_script() {
		$this->visit( '/my-profile/?tab=2' );
		$frame = $this->frame( do_shortcode( '[cloakroom_card collection="medical-profile"]' ) );
		$this->assertSame(
			array(
				'src'            => Gateway_Double::URL . '/card/demo/medical-profile?page=%2Fmy-profile%2F%3Ftab%3D2',
				'title'          => 'Medical "profile" & more',
				'height'         => '380',
				'loading'        => 'eager',
				'referrerpolicy' => 'strict-origin',
			),
			$this->attributes( $frame )
		);
		$this->assertSame( 'cloakroom-card', $frame->parentNode->nodeName );
	}

	public function test_shortcode_visitor_gets_no_address_that_ends_a_session() {
		$card = $this->frame( do_shortcode( '[cloakroom_card collection="medical-profile"]' ) )->parentNode;
		$this->assertSame( array( 'class', 'collection', 'message-unavailable' ), array_keys( $this->attributes( $card ) ) );
	}

	public function test_shortcode_administrator_gets_no_address_that_ends_a_session() {
		$this->sign_in_directly( 'administrator' );
		$this->assertStringNotContainsString( 'expired-url', do_shortcode( '[cloakroom_card collection="medical-profile"]' ) );
	}

	public function test_shortcode_member_by_ticket_gets_the_address_with_a_nonce_that_works() {
		$this->sign_in();
		$this->visit( '/my-profile/?tab=2' );
		$card  = $this->attributes( $this->frame( do_shortcode( '[cloakroom_card collection="medical-profile"]' ) )->parentNode );
		$this->assertStringStartsWith( $this->home() . '/wp-login.php?', $card['expired-url'] );
		$query = self::query_of( $card['expired-url'] );
		$this->assertSame( array( 'cloakroom_expired', '/my-profile/?tab=2' ), array( $query['action'], $query['redirect_to'] ) );
		unset( $query['action'] );
		$this->assertStringContainsString( 'message=session_expired', $this->visit_login_action( 'cloakroom_expired', $query ) );
		$this->assertSame( 'Your session has ended. Please sign in again.', $card['message-expired'] );
	}

	public function test_shortcode_page_is_never_the_ticket() {
		$_SERVER['REQUEST_URI'] = '/p/?cloakroom_ticket=secret&a=1';
		$this->assertStringContainsString( '?page=%2Fp%2F%3Fa%3D1"', do_shortcode( '[cloakroom_card collection="medical-profile"]' ) );
	}

	/** @dataProvider no_collections */
	public function test_shortcode_without_a_proper_collection_prints_nothing( string $shortcode ) {
		$this->assertSame( '', do_shortcode( $shortcode ) );
		$this->assertSame( array(), $this->gateway->calls );
	}

	public static function no_collections(): array {
		return array(
			array( '[cloakroom_card]' ),
			array( '[cloakroom_card collection=""]' ),
			array( '[cloakroom_card collection="../x"]' ),
			array( '[cloakroom_card collection="Medical"]' ),
			array( '[cloakroom_card collection="a b"]' ),
			array( "[cloakroom_card collection='a\"onload=x']" ),
			array( '[cloakroom_card collection="' . str_repeat( 'a', 65 ) . '"]' ),
		);
	}

	public function test_collection_longest_id_is_printed() {
		$this->assertStringContainsString( '<iframe', do_shortcode( '[cloakroom_card collection="' . str_repeat( 'a', 64 ) . '"]' ) );
	}

	public function test_shortcode_not_set_up_prints_nothing() {
		$this->set_up_plugin( array( 'gateway_url' => '' ) );
		$this->assertSame( '', do_shortcode( '[cloakroom_card collection="medical-profile"]' ) );
	}

	public function test_shortcode_in_a_feed_prints_nothing() {
		$GLOBALS['wp_query']->is_feed = true;
		$html                         = do_shortcode( '[cloakroom_card collection="medical-profile"]' );
		$GLOBALS['wp_query']->is_feed = false;
		$this->assertSame( '', $html );
	}

	/** @dataProvider faults */
	public function test_shortcode_gateway_that_fails_prints_the_frame_with_stand_ins( callable $fault ) {
		$this->gateway->fault = $fault;
		$frame                = $this->attributes( $this->frame( do_shortcode( '[cloakroom_card collection="medical-profile"]' ) ) );
		$this->assertSame( array( 'Medical profile', '420' ), array( $frame['title'], $frame['height'] ) );
	}

	public static function faults(): array {
		return array(
			'down'      => array( Gateway_Double::unreachable() ),
			'page'      => array( Gateway_Double::says( 200, '<html>', 'text/html' ) ),
			'garbage'   => array( Gateway_Double::says( 200, 'garbage' ) ),
			'502'       => array( Gateway_Double::says( 502, '<html>', 'text/html' ) ),
			'no cards'  => array( Gateway_Double::says( 200, '{"site":"demo"}' ) ),
			'bad cards' => array( Gateway_Double::says( 200, '{"cards":[7,{},{"collection":"../x","title":"T"},{"collection":"medical-profile","title":["T"]}]}' ) ),
		);
	}

	public function test_shortcode_prints_style_and_module() {
		do_shortcode( '[cloakroom_card collection="medical-profile"]' );
		$this->assertTrue( wp_style_is( 'cloakroom' ) );
		ob_start();
		function_exists( 'wp_script_modules' ) ? wp_script_modules()->print_enqueued_script_modules() : do_action( 'wp_footer' );
		$html = ob_get_clean();
		$this->assertMatchesRegularExpression( '~<script(?=[^>]* type="module")(?=[^>]* src="[^"]*/plugins/cloakroom/assets/cloakroom-card\.js\?ver=)~', $html );
		$this->assertFileExists( WP_PLUGIN_DIR . '/cloakroom/assets/cloakroom-card.js' );
	}

	public function test_block_prints_the_same_frame_with_its_own_classes() {
		$html  = do_blocks( '<!-- wp:cloakroom/card {"collection":"medical-profile","align":"wide"} /-->' );
		$card  = $this->frame( $html )->parentNode;
		$this->assertSame( array( 'alignwide', 'cloakroom-card', 'wp-block-cloakroom-card' ), self::sorted( explode( ' ', $card->getAttribute( 'class' ) ) ) );
		$this->assertSame( 'medical-profile', $card->getAttribute( 'collection' ) );
	}

	public function test_block_without_collection_prints_nothing() {
		$this->assertSame( '', do_blocks( '<!-- wp:cloakroom/card /-->' ) );
	}

	public function test_cards_list_is_kept_for_a_minute() {
		$cards = $this->cards();
		$this->assertSame( array( 'medical-profile', 'training-plan' ), array_column( $cards->all(), 'collection' ) );
		$cards->all();
		$cards->one( 'medical-profile' );
		$this->assertCount( 1, $this->gateway->calls );
		$this->assertEqualsWithDelta( time() + 60, get_transient( 'cloakroom_cards' )['until'], 5 );
		$this->let_it_age();
		$cards->all();
		$this->assertCount( 2, $this->gateway->calls );
	}

	public function test_cards_failure_is_kept_for_some_seconds_so_that_pages_do_not_wait() {
		$this->gateway->fault = Gateway_Double::unreachable( 'cURL error 28: Operation timed out' );
		$cards                = $this->cards();
		$this->assertNull( $cards->all() );
		$this->assertNull( $cards->all() );
		$this->assertCount( 1, $this->gateway->calls );
		$this->assertEqualsWithDelta( time() + 15, get_transient( 'cloakroom_cards' )['until'], 5 );
	}

	public function test_cards_failure_later_keeps_the_last_list_for_pages_and_tells_the_editor() {
		$cards = $this->cards();
		$cards->all();
		$this->let_it_age();
		$this->gateway->fault = Gateway_Double::unreachable();
		$this->assertNull( $cards->all() );
		$this->assertSame( 380, $cards->one( 'medical-profile' )['height'] );
		$this->gateway->fault = null;
		$this->let_it_age();
		$this->assertCount( 2, $cards->all() );
	}

	public function test_cards_request_in_the_meantime_does_not_ask_as_well() {
		$cards                = $this->cards();
		$meantime             = null;
		$this->gateway->fault = function () use ( $cards, &$meantime ) {
			$meantime = $meantime ?? $cards->one( 'medical-profile' );
			return call_user_func( Gateway_Double::says( 200, '{"cards":[{"collection":"medical-profile","title":"T","height":200}]}' ) );
		};
		$this->assertSame( 200, $cards->one( 'medical-profile' )['height'] );
		$this->assertSame( 420, $meantime['height'] );
		$this->assertCount( 1, $this->gateway->calls );
	}

	public function test_cards_transient_that_is_not_ours_is_asked_for_anew() {
		set_transient( 'cloakroom_cards', 'garbage', 60 );
		$this->assertCount( 2, $this->cards()->all() );
	}

	private function cards(): Cards {
		return new Cards( new \Cloakroom\Gateway( new Settings( array() ) ) );
	}

	private function let_it_age(): void {
		set_transient( 'cloakroom_cards', array( 'until' => time() ) + get_transient( 'cloakroom_cards' ), 60 );
	}

	/** @dataProvider heights */
	public function test_cards_height_is_held_within_limits( $height, int $expected ) {
		$cards = Cards::parse( array( 'cards' => array( array( 'collection' => 'c', 'title' => 'T', 'height' => $height ) ) ) );
		$this->assertSame( $expected, $cards[0]['height'] );
	}

	public static function heights(): array {
		return array( array( 119, 120 ), array( 120, 120 ), array( 2000, 2000 ), array( 2001, 2000 ), array( '500', 420 ), array( null, 420 ), array( 1.5, 420 ) );
	}

	public function test_editor_is_told_the_cards_safely() {
		$this->assertStringContainsString( '"collection":"medical-profile"', $told = $this->told_to_editor() );
		$this->assertStringContainsString( '"fault":""', $told );
		$this->assertStringContainsString( 'Medical \\"profile\\" \\u0026 more', $told );
		$this->assertStringContainsString( '"settings":""', $told );
	}

	public function test_editor_gateway_down_is_told() {
		$this->gateway->fault = Gateway_Double::unreachable();
		$this->assertStringContainsString( '{"cards":[],"fault":"unavailable"', $this->told_to_editor() );
	}

	public function test_editor_not_set_up_is_told_and_administrator_gets_the_link() {
		$this->sign_in_directly( 'administrator' );
		$this->set_up_plugin( array( 'site_id' => '' ) );
		$told = $this->told_to_editor();
		$this->assertStringContainsString( '"fault":"not-set-up"', $told );
		$this->assertStringContainsString( 'options-general.php?page=cloakroom', $told );
	}

	private function told_to_editor(): string {
		$script                  = wp_scripts()->registered['cloakroom-card-editor-script'];
		$script->extra['before'] = array();
		array_map( 'call_user_func', $this->own_callbacks( 'enqueue_block_editor_assets' ) );
		return implode( '', array_filter( $script->extra['before'] ) );
	}

	private function frame( string $html ): \DOMElement {
		$document = new \DOMDocument();
		$document->loadHTML( '<?xml encoding="utf-8"?>' . $html, LIBXML_NOERROR );
		$frames = $document->getElementsByTagName( 'iframe' );
		$this->assertSame( 1, $frames->length, $html );
		return $frames->item( 0 );
	}

	private function attributes( \DOMElement $element ): array {
		$values = array();
		foreach ( $element->attributes as $attribute ) {
			$values[ $attribute->name ] = $attribute->value;
		}
		return $values;
	}

	private static function sorted( array $values ): array {
		sort( $values );
		return $values;
	}
}
