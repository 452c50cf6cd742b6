<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Account_Cards;
use Cloakroom\Bind_Secret;
use Cloakroom\Card;
use Cloakroom\Cards;
use Cloakroom\Delivery;
use Cloakroom\Expiry;
use Cloakroom\Facts;
use Cloakroom\Gateway;
use Cloakroom\Gateway_Urls;
use Cloakroom\Login_Bridge;
use Cloakroom\Login_Page;
use Cloakroom\Membership_System;
use Cloakroom\Membership_Systems;
use Cloakroom\Outbox;
use Cloakroom\Sent_Headers;
use Cloakroom\Settings;
use Cloakroom\Site_Key;
use Cloakroom\Snapshot;
use Cloakroom\Ticket_Session;

/**
 * A browser, a WordPress whose writes are undone after each test, and a gateway that keeps the contract.
 */
abstract class Plugin_Test_Case extends \PHPUnit\Framework\TestCase {

	protected $backupGlobals = false;

	/** @var Gateway_Double */
	protected $gateway;

	/** @var Site_Key */
	protected $key;

	/** @var string[] Tables that the plugin dropped. */
	protected $dropped;

	/** @var \WP_Hook[] */
	private $hooks;

	/** @var string|null What the next request brings as the sign-in cookie, after WordPress sent one; empty if it cleared it. */
	private $sent_cookie;

	protected function setUp(): void {
		global $wpdb, $wp_filter;
		$this->hooks = array_map( static function ( $hook ) {
			return clone $hook;
		}, $wp_filter );
		$wpdb->query( 'START TRANSACTION' );
		wp_cache_flush();
		$_GET    = array();
		$_POST   = array();
		$_COOKIE = array();
		wp_set_current_user( 0 );
		unset( $GLOBALS['action'] );
		$_SERVER['REQUEST_METHOD'] = 'GET';
		$_SERVER['REQUEST_URI']    = '/';
		Sent_Headers::$headers     = array();
		Sent_Headers::$cookies     = array();

		// MariaDB ends a transaction before it drops a table: the table stays, and what is in it goes.
		$this->dropped = array();
		add_filter( 'query', function ( $query ) {
			if ( preg_match( '/\ADROP TABLE IF EXISTS (\w+_cloakroom_outbox)\z/', $query, $found ) ) {
				$this->dropped[] = $found[1];
				return "DELETE FROM {$found[1]}";
			}
			return $query;
		} );
		$this->key     = Site_Key::generate();
		$this->gateway = new Gateway_Double();
		$this->gateway->public_keys = array( $this->key->public_half() );
		add_filter( 'pre_http_request', array( $this->gateway, 'answer' ), 10, 3 );
		add_filter( 'wp_redirect', static function ( $location, $status ) {
			throw new Redirected( $location, $status );
		}, 10, 2 );
		foreach ( array( 'wp_die_handler', 'wp_die_ajax_handler' ) as $handler ) {
			add_filter( $handler, static function () {
				return static function ( $text, $title, $arguments ) {
					throw new Ended( is_wp_error( $text ) ? $text->get_error_message() : (string) $text, is_array( $arguments ) ? $arguments : array() );
				};
			} );
		}
		add_filter( 'pre_wp_mail', '__return_true' );
		// What WordPress would send comes back with the next request, and not before.
		$this->sent_cookie = null;
		add_filter( 'send_auth_cookies', '__return_false' );
		add_action( 'set_logged_in_cookie', function ( $cookie ) {
			$this->sent_cookie = $cookie;
		} );
		add_action( 'clear_auth_cookie', function () {
			$this->sent_cookie = '';
		} );
		$this->set_up_plugin();
	}

	protected function tearDown(): void {
		global $wpdb, $wp_filter;
		$wpdb->query( 'ROLLBACK' );
		wp_cache_flush();
		$wp_filter = $this->hooks;
	}

	protected function set_up_plugin( array $settings = array() ): void {
		update_option( Settings::OPTION, $settings + array( 'version' => 1, 'gateway_url' => Gateway_Double::URL, 'site_id' => Gateway_Double::SITE, 'login_page' => 0 ) );
		update_option( Settings::KEY_OPTION, $this->key->secret_half(), false );
	}

	/** The browser asks for a page: the plugin's early hooks run as WordPress would run them. */
	protected function visit( string $uri, string $method = 'GET' ): void {
		$_SERVER['REQUEST_METHOD'] = $method;
		$_SERVER['REQUEST_URI']    = wp_slash( $uri );
		parse_str( (string) parse_url( $uri, PHP_URL_QUERY ), $query );
		$_GET = wp_slash( $query );
		if ( null !== $this->sent_cookie ) {
			$_COOKIE[ LOGGED_IN_COOKIE ] = $this->sent_cookie;
			$this->sent_cookie           = null;
		}
		wp_set_current_user( (int) wp_validate_logged_in_cookie( false ) );
		foreach ( $this->own_callbacks( 'init' ) as $callback ) {
			if ( in_array( $callback[1], array( 'notice', 'land', 'begin_by_claim', 'open' ), true ) ) {
				call_user_func( $callback );
			}
		}
	}

	/** What the plugin itself hooked, in order. */
	protected function own_callbacks( string $hook ): array {
		$functions = array_column( array_merge( ...array_values( array_map( 'array_values', $GLOBALS['wp_filter'][ $hook ]->callbacks ) ) ), 'function' );
		return array_values( array_filter( $functions, static function ( $function ) {
			return is_array( $function ) && 0 === strpos( is_object( $function[0] ) ? get_class( $function[0] ) : $function[0], 'Cloakroom\\' );
		} ) );
	}

	/** Visits a page that has to redirect, and returns where to. */
	protected function visit_redirected( string $uri ): string {
		return $this->redirected( function () use ( $uri ) {
			$this->visit( $uri );
		} );
	}

	/** Visits wp-login.php with an action of the plugin, and returns where it redirects to. */
	protected function visit_login_action( string $action, array $query = array() ): string {
		$uri = '/wp-login.php?' . http_build_query( array( 'action' => $action ) + $query, '', '&', PHP_QUERY_RFC3986 );
		return $this->redirected( function () use ( $uri, $action ) {
			$this->visit( $uri );
			do_action( 'login_form_' . $action );
		} );
	}

	protected function redirected( callable $act ): string {
		try {
			$act();
		} catch ( Redirected $redirected ) {
			$this->assertSame( 302, $redirected->status );
			return $redirected->location;
		}
		$this->fail( 'no redirect' );
	}

	/** What a redirect told of itself, as names and values. */
	protected static function query_of( string $url ): array {
		parse_str( (string) parse_url( $url, PHP_URL_QUERY ), $query );
		return $query;
	}

	/** Gives the browser a bind secret and returns its hash, as a finished first half of a sign-in would. */
	protected function bind(): string {
		$bind                             = Bind_Secret::generate();
		$_COOKIE[ Bind_Secret::COOKIE ] = $bind->reveal();
		return $bind->hash();
	}

	protected function claims( array $claims = array() ): array {
		return $claims + array(
			'sub'          => '5e0f3c1e-ada0-4a63-9b52-c0a8012f7f11',
			'email'        => 'ada@example.test',
			'display_name' => 'Ada Byron',
			'locale'       => 'en',
			'session_ref'  => 'ref-ada-1',
			'session_end'  => gmdate( 'Y-m-d\TH:i:s\Z', time() + 3600 ),
		);
	}

	/** Signs a member in through a ticket, start to end, and leaves the browser on a page as the next request. */
	protected function sign_in( array $claims = array() ): \WP_User {
		$ticket = $this->gateway->issue( $this->bind(), $this->claims( $claims ) );
		$this->assertSame( $this->home() . '/profile/', $this->visit_redirected( '/profile/?cloakroom_ticket=' . $ticket ) );
		$this->visit( '/profile/' );
		$this->assertTrue( is_user_logged_in() );
		return wp_get_current_user();
	}

	/** Signs somebody in as WordPress itself does. */
	public function sign_in_directly( string $role ): \WP_User {
		$id = wp_insert_user( array( 'user_login' => uniqid( 'u' ), 'user_pass' => 'secret', 'role' => $role, 'user_email' => uniqid() . '@example.test' ) );
		wp_set_auth_cookie( $id );
		$this->visit( '/' );
		return get_userdata( $id );
	}

	/** Membership systems of this site: those that are given, and no other. */
	protected function systems( Outbox $outbox, Membership_System ...$given ): Membership_Systems {
		$settings = new Settings( array() );
		$gateway  = new Gateway( $settings );
		$login    = new Login_Page( $settings );
		$cards    = new Cards( $gateway );
		$card     = new Card( $settings, new Gateway_Urls( $settings ), $cards, new Expiry( new Ticket_Session(), $login ) );
		$systems  = new Membership_Systems( $outbox, new Account_Cards( $card, $cards ), new Login_Bridge( $settings, $login ) );
		foreach ( $given as $system ) {
			$this->assertTrue( $systems->add( $system ) );
		}
		return $systems;
	}

	/** Delivers what waits, as cron would do; null if another is at work. */
	protected function deliver( Outbox $outbox, Membership_Systems $systems, int $seconds = 20 ): ?int {
		return ( new Delivery( new Settings( array() ), new Gateway( new Settings( array() ) ), $outbox, new Facts( new Snapshot( $systems ) ) ) )->run( $seconds );
	}

	protected function home(): string {
		return 'http://site.cloakroom.localhost:8080';
	}

	/** The record of the plugin in the session that the browser holds now. */
	protected function session_record(): ?array {
		$session = \WP_Session_Tokens::get_instance( get_current_user_id() )->get( wp_get_session_token() );
		return $session['cloakroom'] ?? null;
	}

	protected function sent( string $line ): bool {
		return in_array( $line, Sent_Headers::$headers, true );
	}
}
