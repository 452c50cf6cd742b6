<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Memberships_Section;
use Cloakroom\Outbox;
use Cloakroom\Settings;
use Cloakroom\Settings_Page;
use Cloakroom\Site_Key;

final class Settings_Page_Test extends Plugin_Test_Case {

	public function test_page_shows_the_public_half_for_the_gateway_and_never_the_seed() {
		$html = $this->page( array(), 'administrator' );
		$this->assertStringContainsString( 'sites:
  demo:
    public-key: &quot;' . $this->key->public_half() . '&quot;', $html );
		$this->assertStringNotContainsString( $this->key->secret_half(), $html );
		$this->assertStringContainsString( 'Replace the key…', $html );
		$this->assertStringNotContainsString( 'Make a site key', $html );
	}

	public function test_page_without_key_offers_to_make_one() {
		delete_option( Settings::KEY_OPTION );
		$html = $this->page( array(), 'administrator' );
		$this->assertStringContainsString( 'Make a site key', $html );
		$this->assertStringContainsString( 'value="cloakroom_make_key"', $html );
	}

	public function test_page_values_of_constants_are_shown_as_fixed() {
		$other = Site_Key::generate();
		$html  = $this->page( array( 'gateway_url' => 'https://members.example.com', 'site_id' => 'fixed', 'site_key' => $other->secret_half() ), 'administrator' );
		$this->assertMatchesRegularExpression( '/<input[^>]* name="" value="https:\/\/members.example.com"[^>]* readonly>/', $html );
		$this->assertMatchesRegularExpression( '/<input[^>]* name="" value="fixed"[^>]* readonly>/', $html );
		foreach ( Settings::CONSTANTS as $constant ) {
			$this->assertStringContainsString( "Fixed by $constant in wp-config.php.", $html );
		}
		$this->assertStringContainsString( $other->public_half(), $html );
		$this->assertStringNotContainsString( $other->secret_half(), $html );
		$this->assertStringNotContainsString( 'Replace the key', $html );
	}

	public function test_page_broken_key_in_wp_config_is_named_and_not_shown() {
		$html = $this->page( array( 'site_key' => 'broken-secret' ), 'administrator' );
		$this->assertStringContainsString( 'CLOAKROOM_SITE_KEY in wp-config.php is no site key.', $html );
		$this->assertStringNotContainsString( 'broken-secret', $html );
	}

	public function test_page_replacing_asks_first_and_shows_nothing_else() {
		$html = $this->page( array(), 'administrator', array( 'cloakroom-replace-key' => '1' ) );
		$this->assertStringContainsString( 'Replace the site key?', $html );
		$this->assertStringContainsString( 'name="cloakroom-replace" value="yes"', $html );
		$this->assertStringContainsString( 'Keep the key', $html );
		$this->assertStringNotContainsString( 'Connection test', $html );
	}

	public function test_page_wrong_stored_values_are_escaped() {
		update_option( Settings::OPTION, array( 'version' => 1, 'gateway_url' => '"><script>', 'site_id' => '"><script>' ) );
		$this->assertStringNotContainsString( '"><script>', $this->page( array(), 'administrator' ) );
	}

	public function test_page_editor_sees_nothing() {
		$this->assertSame( '', $this->page( array(), 'editor' ) );
	}

	public function test_menu_and_plugin_link_are_for_those_who_may() {
		$links = 'plugin_action_links_cloakroom/cloakroom.php';
		$this->sign_in_directly( 'editor' );
		$this->assertSame( array( 'x' ), apply_filters( $links, array( 'x' ) ) );
		$this->sign_in_directly( 'administrator' );
		$this->assertStringContainsString( 'options-general.php?page=cloakroom', apply_filters( $links, array( 'x' ) )[0] );
		$this->assertSame( 'manage_options', apply_filters( 'option_page_capability_cloakroom', 'manage_options' ) );
	}

	private function page( array $fixed, string $role, array $query = array() ): string {
		$this->sign_in_directly( $role );
		$_GET = $query;
		ob_start();
		$settings = new Settings( $fixed );
		$outbox   = new Outbox();
		( new Settings_Page( $settings, new Memberships_Section( $settings, $this->systems( $outbox ), $outbox ), new \Cloakroom\Moving_Section( new \Cloakroom\Field_Sources() ) ) )->render();
		return ob_get_clean();
	}
}
