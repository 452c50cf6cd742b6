<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Export_Command;
use Cloakroom\Field_Sources;
use Cloakroom\Moving_Key;
use Cloakroom\Usermeta_Source;

/** Users with fields, some of them members, and a folder outside of the website. */
abstract class Moving_Test_Case extends Plugin_Test_Case {

	const FIXTURES = __DIR__ . '/../fixtures';

	/** The key of the fixtures. */
	const KEY = 'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=';

	/** Ten thousand texts of long() are 30 MB, a portion of 500 is 1.5. */
	const PEAK_MAX = 12 << 20;

	/** @var string */
	protected $folder;

	/** @var Field_Sources */
	protected $sources;

	protected function setUp(): void {
		parent::setUp();
		\WP_CLI::$lines = array();
		$this->sources  = new Field_Sources();
		$this->sources->add( new Usermeta_Source() );
		$this->folder = sys_get_temp_dir() . '/cloakroom-' . bin2hex( random_bytes( 6 ) );
		mkdir( $this->folder );
		// Users of this database with fields of these names are the test's alone.
		update_option( Moving_Key::OPTION, self::KEY, false );
	}

	protected function tearDown(): void {
		foreach ( glob( $this->folder . '/{,.}*', GLOB_BRACE ) as $file ) {
			if ( is_link( $file ) || is_file( $file ) ) {
				unlink( $file );
			}
		}
		rmdir( $this->folder );
		parent::tearDown();
	}

	/** Users with the ids from $first on, members with the names "sub-" and their id, with values as they are stored. */
	protected function members( int $first, array $stored_of_each, bool $are_linked = true ): void {
		global $wpdb;
		$id = $first;
		foreach ( array_chunk( $stored_of_each, 1000 ) as $portion ) {
			$users = array();
			$meta  = array();
			foreach ( $portion as $stored ) {
				$users[] = "($id, 'u$id', 'u$id', 'u$id@example.test', '2026-01-01 00:00:00')";
				$meta[]  = $wpdb->prepare( '(%d, %s, %s)', $id, $wpdb->get_blog_prefix() . 'capabilities', 'a:1:{s:10:"subscriber";b:1;}' );
				if ( $are_linked ) {
					$meta[] = $wpdb->prepare( '(%d, %s, %s)', $id, 'cloakroom_sub', "sub-$id" );
				}
				foreach ( $stored as $key => $raws ) {
					foreach ( (array) $raws as $raw ) {
						$meta[] = $wpdb->prepare( '(%d, %s, %s)', $id, $key, $raw );
					}
				}
				++$id;
			}
			$wpdb->query( "INSERT INTO $wpdb->users (ID, user_login, user_nicename, user_email, user_registered) VALUES " . implode( ',', $users ) );
			$wpdb->query( "INSERT INTO $wpdb->usermeta (user_id, meta_key, meta_value) VALUES " . implode( ',', $meta ) );
		}
		wp_cache_flush();
	}

	protected static function long(): string {
		return str_repeat( '030 1 ', 500 );
	}

	/** What tells by how much memory grew at most from now on, looked at before every question to the database. */
	protected function peak(): callable {
		$before = memory_get_usage();
		$peak   = 0;
		add_filter( 'query', static function ( $query ) use ( $before, &$peak ) {
			$peak = max( $peak, memory_get_usage() - $before );
			return $query;
		} );
		return static function () use ( &$peak ) {
			return $peak;
		};
	}

	/** Runs the export, and gives what it said. */
	protected function export( string $fields, array $options = array() ): array {
		\WP_CLI::$lines = array();
		( new Export_Command( $this->sources ) )->export( array(), $options + array( 'fields' => $fields ) );
		return \WP_CLI::$lines;
	}

	/** What a file says, line by line. */
	protected static function lines( string $file ): array {
		return array_map( static function ( $line ) {
			return json_decode( $line, true );
		}, file( $file, FILE_IGNORE_NEW_LINES ) );
	}

	/** What is stored under a key, as it is stored, by user. */
	protected function stored( string $key ): array {
		global $wpdb;
		$stored = array();
		foreach ( $wpdb->get_results( $wpdb->prepare( "SELECT user_id, meta_value FROM $wpdb->usermeta WHERE meta_key = %s ORDER BY umeta_id", $key ) ) as $row ) {
			$stored[ $row->user_id ][] = $row->meta_value;
		}
		return $stored;
	}
}
