<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Return_Path;

final class Return_Path_Test extends Plugin_Test_Case {

	/** @dataProvider own_paths */
	public function test_parse_path_of_this_site_is_kept( string $written, string $expected ) {
		$this->assertSame( $expected, Return_Path::parse( $written ) );
	}

	public static function own_paths(): array {
		return array(
			'root'              => array( '/', '/' ),
			'path and query'    => array( '/my/profile/?tab=2&x[]=1', '/my/profile/?tab=2&x[]=1' ),
			'encoded'           => array( '/caf%C3%A9/', '/caf%C3%A9/' ),
			'not encoded'       => array( '/café/', '/caf%C3%A9/' ),
			'what WordPress cuts out of redirects' => array( "/a'b\$c|d{e}/", '/a%27b%24c%7Cd%7Be%7D/' ),
			'markup'            => array( '/<script>', '/%3Cscript%3E' ),
			'dots in a name'    => array( '/a..b/.well-known/...', '/a..b/.well-known/...' ),
			'own address'       => array( 'http://site.cloakroom.localhost:8080/x?y=1', '/x?y=1' ),
			'own address, other case' => array( 'HTTP://Site.Cloakroom.LOCALHOST:8080/x', '/x' ),
			'own address, no path' => array( 'http://site.cloakroom.localhost:8080', '/' ),
			'longest'           => array( '/' . str_repeat( 'a', 1023 ), '/' . str_repeat( 'a', 1023 ) ),
		);
	}

	/** @dataProvider foreign_paths */
	public function test_parse_anything_that_could_lead_elsewhere_is_refused( $written ) {
		$this->assertNull( Return_Path::parse( $written ) );
	}

	public static function foreign_paths(): array {
		$cases = array(
			'', 'x', 'profile/', '?x', '#x', '//evil.test', '//evil.test/x', '///evil.test', '/\\evil.test', '\\\\evil.test', '/\\/evil.test',
			'/x//evil.test', '/x?u=//evil.test', 'http://evil.test/', 'https://site.cloakroom.localhost:8080/x', 'http://site.cloakroom.localhost:8081/x',
			'http://site.cloakroom.localhost/x', 'http://site.cloakroom.localhost:8080@evil.test/', 'http://evil.test#site.cloakroom.localhost:8080',
			'http://site.cloakroom.localhost:8080.evil.test/', 'javascript:alert(1)', 'data:text/html,x', "/x\r\nSet-Cookie: a=b", "/x\0", "/x\ty", '/a b', "/x\x7f",
			'/x%0d%0aSet-Cookie:a', '/x%00', '/x%5cevil', '/x%5Cevil', '/x#y', '/../x', '/x/..', '/x/../..?y', '/./x', '/%2e%2e/x', '/x/%2E./y',
			'/' . str_repeat( 'a', 1024 ), '/' . str_repeat( 'é', 400 ), array( '/x' ), null, 7, true,
		);
		return array_combine( array_map( static function ( $case ) {
			return substr( json_encode( $case, JSON_PARTIAL_OUTPUT_ON_ERROR ), 0, 60 );
		}, $cases ), array_map( static function ( $case ) {
			return array( $case );
		}, $cases ) );
	}

	public function test_target_foreign_address_falls_back_to_home() {
		$this->assertSame( '/', Return_Path::parse_target( '//evil.test' ) );
		$this->assertSame( '/other/', Return_Path::parse_target( 'https://evil.test/', '/other/' ) );
	}

	/** @dataProvider sign_in_pages */
	public function test_target_page_that_would_begin_again_falls_back_to_home( string $path ) {
		$this->assertSame( '/', Return_Path::parse_target( $path ) );
	}

	public static function sign_in_pages(): array {
		return array( array( '/wp-login.php?action=cloakroom_sign_in' ), array( '/wp-login.php' ), array( '/WP-LOGIN.php/x' ), array( '/wp-login%2Ephp?x' ), array( '/sub/wp-login.php' ) );
	}

	public function test_target_name_that_only_resembles_the_sign_in_page_is_kept() {
		$this->assertSame( '/wp-login.phpx', Return_Path::parse_target( '/wp-login.phpx' ) );
	}

	/** @dataProvider addresses_with_tickets */
	public function test_here_every_spelling_of_the_ticket_is_dropped( string $uri, string $expected ) {
		$_SERVER['REQUEST_URI'] = wp_slash( $uri );
		$this->assertSame( $expected, Return_Path::here() );
	}

	public static function addresses_with_tickets(): array {
		return array(
			'only'            => array( '/p/?cloakroom_ticket=x', '/p/' ),
			'first'           => array( '/p/?cloakroom_ticket=x&a=1', '/p/?a=1' ),
			'last'            => array( '/p/?a=1&cloakroom_ticket=x', '/p/?a=1' ),
			'middle, twice'   => array( '/p/?a=1&cloakroom_ticket=x&b&cloakroom_ticket=y', '/p/?a=1&b' ),
			'list'            => array( '/p/?cloakroom_ticket[]=x&a=1', '/p/?a=1' ),
			'dot'             => array( '/p/?cloakroom.ticket=x', '/p/' ),
			'space'           => array( '/p/?cloakroom+ticket=x', '/p/' ),
			'encoded'         => array( '/p/?cloakroom%5Fticket=x', '/p/' ),
			'another name'    => array( '/p/?cloakroom_tickets=x', '/p/?cloakroom_tickets=x' ),
			'no value'        => array( '/p/?cloakroom_ticket', '/p/' ),
			'order is kept'   => array( '/p/?b=2&a=1&b=3', '/p/?b=2&a=1&b=3' ),
		);
	}

	/** @dataProvider odd_addresses */
	public function test_here_odd_address_stays_on_this_site( string $uri, string $expected ) {
		$_SERVER['REQUEST_URI'] = wp_slash( $uri );
		$this->assertSame( $expected, Return_Path::here() );
	}

	public static function odd_addresses(): array {
		return array(
			'another host'        => array( '//evil.test/?cloakroom_ticket=x', '/' ),
			'absolute form'       => array( 'http://evil.test/x?cloakroom_ticket=x', '/' ),
			'query not returnable' => array( '/p/?u=https://evil.test', '/p/' ),
			'nothing'             => array( '', '/' ),
			'quote'               => array( "/p/?q=it's", '/p/?q=it%27s' ),
		);
	}

	public function test_parse_site_in_a_folder_other_paths_are_refused() {
		add_filter( 'home_url', static function ( $url, $path ) {
			return 'http://site.cloakroom.localhost:8080/blog' . ( $path ? '/' . ltrim( $path, '/' ) : '' );
		}, 10, 2 );
		$this->assertSame( '/blog/', Return_Path::home() );
		$this->assertSame( '/blog/x', Return_Path::parse( '/blog/x' ) );
		$this->assertSame( '/blog?x', Return_Path::parse( '/blog?x' ) );
		$this->assertNull( Return_Path::parse( '/blogger' ) );
		$this->assertNull( Return_Path::parse( '/' ) );
	}
}
