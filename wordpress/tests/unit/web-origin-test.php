<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Same_Site;
use Cloakroom\Web_Origin;

final class Web_Origin_Test extends \PHPUnit\Framework\TestCase {

	/** @dataProvider origins */
	public function test_parse_address_gives_its_origin( string $url, ?string $expected ) {
		$origin = Web_Origin::parse( $url );
		$this->assertSame( $expected, $origin ? $origin->text() : null );
	}

	public static function origins(): array {
		return array(
			array( 'https://Members.Example.com', 'https://members.example.com' ),
			array( 'https://members.example.com:443/x?y#z', 'https://members.example.com' ),
			array( 'http://a.test:80', 'http://a.test' ),
			array( 'http://a.test:443', 'http://a.test:443' ),
			array( 'https://a.test.', 'https://a.test' ),
			array( 'http://[::1]:8080/', 'http://[::1]:8080' ),
			array( 'https://user@a.test', null ),
			array( 'https://a.test:0', null ),
			array( 'https://a.test:99999', null ),
			array( 'ftp://a.test', null ),
			array( '//a.test', null ),
			array( 'a.test', null ),
			array( 'https://', null ),
			array( 'https://a b', null ),
			array( 'https://a\\b', null ),
			array( 'https://-a.test', null ),
			array( 'https://a..b', null ),
			array( 'https://[zz]', null ),
			array( 'https://a.test/' . str_repeat( 'x', 2048 ), null ),
			array( '', null ),
		);
	}

	/** @dataProvider hosts */
	public function test_is_secure_by_scheme_or_same_machine( string $url, bool $expected ) {
		$this->assertSame( $expected, Web_Origin::parse( $url )->is_secure() );
	}

	public static function hosts(): array {
		return array(
			array( 'https://a.test', true ),
			array( 'http://a.test', false ),
			array( 'http://localhost', true ),
			array( 'http://a.b.localhost:8081', true ),
			array( 'http://127.0.0.1', true ),
			array( 'http://127.9.9.9', true ),
			array( 'http://[::1]', true ),
			array( 'http://notlocalhost', false ),
			array( 'http://localhost.evil.test', false ),
			array( 'http://127.0.0.1.evil.test', false ),
			array( 'http://10.0.0.1', false ),
		);
	}

	/** @dataProvider pairs */
	public function test_judge_pair_of_hosts( string $site, string $gateway, string $expected ) {
		$this->assertSame( $expected, Same_Site::judge( Web_Origin::parse( $site ), Web_Origin::parse( $gateway ) ) );
	}

	public static function pairs(): array {
		return array(
			array( 'https://www.example.com', 'https://members.example.com', Same_Site::FITS ),
			array( 'https://example.com', 'https://members.example.com', Same_Site::FITS ),
			array( 'https://example.co.uk', 'https://members.example.co.uk', Same_Site::FITS ),
			array( 'http://site.cloakroom.localhost:8080', 'http://members.cloakroom.localhost:8081', Same_Site::FITS ),
			array( 'https://a.co.uk', 'https://b.co.uk', Same_Site::OTHER_DOMAIN ),
			array( 'https://a.github.io', 'https://b.github.io', Same_Site::OTHER_DOMAIN ),
			array( 'https://a.com', 'https://b.com', Same_Site::OTHER_DOMAIN ),
			array( 'https://www.example.com', 'https://members.example.org', Same_Site::OTHER_DOMAIN ),
			array( 'https://example.com', 'https://notexample.com', Same_Site::OTHER_DOMAIN ),
			array( 'http://shop.localhost', 'http://vault.localhost', Same_Site::OTHER_DOMAIN ),
			array( 'http://127.0.0.1', 'http://127.0.0.2', Same_Site::OTHER_DOMAIN ),
			array( 'https://co.uk', 'https://members.co.uk', Same_Site::OTHER_DOMAIN ),
			array( 'http://127.0.0.1:8080', 'http://127.0.0.1:8081', Same_Site::SAME_HOST ),
			array( 'https://example.com', 'https://example.com:8443', Same_Site::SAME_HOST ),
			array( 'http://www.demo.localhost', 'https://members.demo.localhost', Same_Site::OTHER_SCHEME ),
		);
	}
}
