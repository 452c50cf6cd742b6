<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Field_Fault;
use Cloakroom\Field_Source;
use Cloakroom\Field_Value;
use Cloakroom\Lock;
use Cloakroom\Moved_Field;
use Cloakroom\Moving_Key;
use Cloakroom\Private_File;

/** Would be made by a reader that makes objects. */
final class Trap {

	public static $sprung = 0;

	public function __wakeup() {
		++self::$sprung;
	}

	public function __destruct() {
		++self::$sprung;
	}
}

final class Export_Fields_Test extends Moving_Test_Case {

	/** What forms, people and attackers leave in a database. */
	const AWKWARD = array( "=HYPERLINK(\"http://evil.test\")", "two\r\nlines\nand a tab\t", '<script>alert(1)</script>', "\\\"\\u0041'; DROP TABLE members; --", 'Zoë 👩‍👩‍👧 ﷽', 'NULL', '0123', "a\x01b\u{2028}c", '+49 30 1', 'a:1:{not serialized' );

	public function test_fixture_that_the_gateways_import_reads_is_what_the_export_writes() {
		$this->members( 700001, array_merge( array(
			array( 'phone' => '030 1', 'allergies' => 'a:2:{i:0;s:4:"nuts";i:1;s:6:"Latéx";}', 'weight' => 'd:62.5;', 'newsletter' => 'b:1;' ),
			array( 'phone' => array( '030 2', '030 3' ), 'allergies' => 'a:2:{s:4:"nuts";s:2:"on";s:5:"latex";s:2:"on";}', 'weight' => '70' ),
			array( 'phone' => '  ', 'allergies' => '' ),
		), array_map( static function ( $text ) {
			return array( 'phone' => $text );
		}, self::AWKWARD ) ) );
		$this->members( 700100, array( array( 'phone' => 'of nobody' ) ), false );
		$lines = $this->export( 'usermeta:phone,usermeta:allergies,usermeta:weight,usermeta:newsletter=member', array( 'to' => "$this->folder/fields.jsonl" ) );
		$this->assertSame( '12 connected users', $lines[0] );
		$this->assertFileEquals( self::FIXTURES . '/fields.jsonl', "$this->folder/fields.jsonl" );
		$this->assertSame( '0600', substr( sprintf( '%o', fileperms( "$this->folder/fields.jsonl" ) ), -4 ) );
		$this->assertSame( array( 'fields.jsonl' ), array_values( array_diff( scandir( $this->folder ), array( '.', '..' ) ) ) );
	}

	public function test_values_are_never_said() {
		$this->members( 700001, array( array( 'phone' => '030 77', 'allergies' => 'O:8:"stdClass":1:{s:1:"x";s:6:"030 78";}' ) ) );
		$this->members( 700010, array( array( 'phone' => '030 79' ) ), false );
		$said = implode( "\n", array_merge( $this->export( 'usermeta:phone,usermeta:allergies', array( 'dry-run' => true ) ), $this->export( 'usermeta:phone,usermeta:allergies', array( 'to' => "$this->folder/x.jsonl" ) ) ) );
		$this->assertDoesNotMatchRegularExpression( '/030 7/', $said );
		$this->assertStringContainsString( 'allergies: 1 left here, an object of PHP, which is not opened (users 700001)', $said );
		$this->assertStringContainsString( '1 users left here, not connected with a member (users 700010). They sign in through the gateway once, or staff connect them: cloakroom memberships link.', $said );
		$this->assertDoesNotMatchRegularExpression( '/030 7/', print_r( array( Field_Value::of( array( '030 77' ) ), Moving_Key::find() ), true ) );
	}

	public function test_dry_run_writes_nothing_and_makes_no_key() {
		delete_option( Moving_Key::OPTION );
		$this->members( 700001, array( array( 'phone' => '030 1' ) ) );
		$this->assertSame( array( '1 connected user', 'phone: 1 value', 'Nothing was written. To do it: the same with --to=FILE.' ), $this->export( 'usermeta:phone', array( 'dry-run' => true ) ) );
		$this->assertSame( array( '.', '..' ), scandir( $this->folder ) );
		$this->assertFalse( get_option( Moving_Key::OPTION ) );
	}

	public function test_key_is_made_once_is_not_loaded_on_pages_and_is_not_told() {
		global $wpdb;
		delete_option( Moving_Key::OPTION );
		$this->members( 700001, array( array( 'phone' => '030 1' ) ) );
		$said = $this->export( 'usermeta:phone', array( 'to' => "$this->folder/a.jsonl" ) );
		$this->export( 'usermeta:phone', array( 'to' => "$this->folder/b.jsonl" ) );
		$this->assertFileEquals( "$this->folder/a.jsonl", "$this->folder/b.jsonl" );
		$key = get_option( Moving_Key::OPTION );
		$this->assertSame( 32, strlen( base64_decode( $key ) ) );
		$this->assertStringNotContainsString( $key, implode( $said ) );
		$this->assertContains( $wpdb->get_var( "SELECT autoload FROM $wpdb->options WHERE option_name = 'cloakroom_moving_key'" ), array( 'no', 'off' ) );
	}

	public function test_exports_that_begin_at_the_same_moment_have_one_key() {
		global $wpdb;
		delete_option( Moving_Key::OPTION );
		$this->assertNull( Moving_Key::find() );
		// Another request makes it, behind the back of this one's cache.
		add_filter( 'query', static function ( $query ) use ( $wpdb ) {
			static $done = false;
			if ( ! $done && false !== strpos( $query, 'cloakroom_' ) && 0 === strpos( $query, 'INSERT' ) ) {
				$done = true;
				$wpdb->query( $wpdb->prepare( "INSERT INTO $wpdb->options (option_name, option_value, autoload) VALUES (%s, %s, 'no')", Moving_Key::OPTION, self::KEY ) );
			}
			return $query;
		} );
		$this->assertSame( self::KEY, Moving_Key::make()->reveal() );
		$this->assertSame( self::KEY, $wpdb->get_var( "SELECT option_value FROM $wpdb->options WHERE option_name = 'cloakroom_moving_key'" ) );
	}

	public function test_export_without_a_key_leaves_no_file() {
		$this->members( 700001, array( array( 'phone' => '030 1' ) ) );
		$lock = new Lock( Moving_Key::LOCK );
		$this->assertTrue( $lock->take() );
		$this->assertSame( array( 'Error: Another export begins at this moment. Run the same once more.' ), $this->export( 'usermeta:phone', array( 'to' => "$this->folder/x.jsonl" ) ) );
		$lock->release();
		delete_option( Moving_Key::OPTION );
		add_filter( 'query', static function ( $query ) {
			return false !== strpos( $query, Moving_Key::OPTION ) && 0 === strpos( $query, 'INSERT' ) ? 'SELECT nothing FROM nowhere' : $query;
		} );
		$GLOBALS['wpdb']->suppress_errors( true );
		try {
			$this->assertSame( array( 'Error: The database did not answer. Run the same once more.' ), $this->export( 'usermeta:phone', array( 'to' => "$this->folder/x.jsonl" ) ) );
		} finally {
			$GLOBALS['wpdb']->suppress_errors( false );
		}
		$this->assertSame( array( '.', '..' ), scandir( $this->folder ) );
	}

	/** @dataProvider stored_forms */
	public function test_stored_form_is_read_or_refused( string $raw, $expected ) {
		try {
			$value = Field_Value::of( array( $raw ) );
			$this->assertSame( $expected, $value->cell() );
		} catch ( Field_Fault $fault ) {
			$this->assertSame( $expected, array( 'fault' => $fault->reason ) );
		}
		$this->assertSame( 0, Trap::$sprung );
	}

	public static function stored_forms(): array {
		$trap = strlen( Trap::class ) . ':"' . Trap::class . '"';
		return array(
			array( 'plain', 'plain' ),
			array( '', '' ),
			array( 's:5:"a:0:{";', 'a:0:{' ),
			array( 'i:-7;', '-7' ),
			array( 'b:0;', 'false' ),
			array( 'd:0.1;', '0.1' ),
			array( 'd:INF;', 'd:INF;' ),
			array( 'N;', '' ),
			array( 'a:0:{}', array() ),
			array( 'a:2:{i:0;s:1:"x";i:1;i:5;}', array( 'x', '5' ) ),
			array( 'a:2:{i:0;s:0:"";i:1;s:1:"y";}', array( 'y' ) ),
			array( 'a:2:{s:1:"p";s:2:"on";i:7;s:2:"on";}', array( 'p', '7' ) ),
			array( 'a:1:{s:4:"city";s:4:"Bonn";}', array( 'fault' => 'nested' ) ),
			array( 'a:1:{i:5;s:4:"Bonn";}', array( 'fault' => 'nested' ) ),
			array( 'a:1:{i:0;a:0:{}}', array( 'fault' => 'nested' ) ),
			array( "a:1:{i:0;s:3:\"x\ny\";}", array( 'fault' => 'two-lines' ) ),
			array( "O:$trap:0:{}", array( 'fault' => 'object' ) ),
			array( "C:$trap:0:{}", 'C:' . $trap . ':0:{}' ),
			array( "a:1:{i:0;O:$trap:0:{}}", array( 'fault' => 'object' ) ),
			array( "a:1:{O:$trap:0:{}i:0;}", array( 'fault' => 'object' ) ),
			array( 'a:2:{i:0;s:1:"x";i:1;R:2;}', array( 'fault' => 'object' ) ),
			array( 'a:999999999:{}', array( 'fault' => 'too-long' ) ),
			array( 'a:1:{i:0;s:999:"x";}', array( 'fault' => 'unclear' ) ),
			array( 'a:2:{i:0;s:1:"x";i:0;s:1:"y";}', array( 'fault' => 'unclear' ) ),
			array( 'a:1:{i:0;s:1:"x";}}', array( 'fault' => 'unclear' ) ),
			array( "caf\xe9", array( 'fault' => 'not-utf8' ) ),
			array( "a:1:{i:0;s:1:\"\xe9\";}", array( 'fault' => 'not-utf8' ) ),
			array( "s:1:\"\xe9\";", array( 'fault' => 'not-utf8' ) ),
			array( str_repeat( 'x', 65537 ), array( 'fault' => 'too-long' ) ),
		);
	}

	/** @dataProvider lengths */
	public function test_value_is_as_long_as_the_gateways_field_takes_and_no_longer( array $rows, bool $is_taken ) {
		try {
			Field_Value::of( $rows );
			$this->assertTrue( $is_taken );
		} catch ( Field_Fault $fault ) {
			$this->assertSame( array( Field_Fault::TOO_LONG, false ), array( $fault->reason, $is_taken ) );
		}
	}

	public static function lengths(): array {
		$half = serialize( array_fill( 0, 5, str_repeat( 'é', 818 ) ) );
		return array(
			'letters'                          => array( array( str_repeat( 'é', 8192 ) ), true ),
			'a letter more'                    => array( array( str_repeat( 'é', 8193 ) ), false ),
			'pairs, each of two units'         => array( array( str_repeat( '👩', 4096 ) ), true ),
			'a pair that begins on the last'   => array( array( 'x' . str_repeat( '👩', 4096 ) ), false ),
			'a pair more'                      => array( array( str_repeat( '👩', 4097 ) ), false ),
			'line ends of two bytes, kept one' => array( array( str_repeat( "\r\n", 8191 ) . 'x' ), true ),
			'one more of them'                 => array( array( str_repeat( "\r\n", 8192 ) . 'x' ), false ),
			// Lists of 4,094 units, and a line end before each row but the first.
			'two rows'                         => array( array( $half, $half, 'xx' ), true ),
			'two rows and a letter'            => array( array( $half, $half, 'xxx' ), false ),
		);
	}

	public function test_one_value_that_is_too_long_leaves_the_others_in_the_row() {
		$this->members( 700001, array( array( 'phone' => '030 1', 'notes' => str_repeat( '👩', 4097 ) ) ) );
		$said = $this->export( 'usermeta:phone,usermeta:notes', array( 'to' => "$this->folder/x.jsonl" ) );
		$this->assertContains( 'notes: 1 left here, longer than a field can be (users 700001)', $said );
		$this->assertSame( array( 'sub', 'id', 'phone', 'cloakroom-proof-key' ), array_keys( self::lines( "$this->folder/x.jsonl" )[0] ) );
	}

	public function test_too_long_value_is_not_even_fetched() {
		$this->members( 700001, array( array( 'phone' => str_repeat( 'é', 32769 ) ) ) );
		$this->assertContains( 'phone: 1 left here, longer than a field can be (users 700001)', $this->export( 'usermeta:phone', array( 'dry-run' => true ) ) );
		$this->assertSame( array( null ), array_values( $this->sources->all()['usermeta']->values( array( 'phone' ), array( 700001 ) )[700001]['phone'] ) );
	}

	public function test_line_that_the_import_would_not_read_is_left() {
		$stored = array();
		for ( $i = 0; $i < 21; $i++ ) {
			$stored[ "f$i" ] = str_repeat( "\x01", 8192 );
		}
		$this->members( 700001, array( $stored ) );
		$this->assertContains( 'f0: 1 left here, longer than a field can be (users 700001)', $this->export( 'usermeta:' . implode( ',usermeta:', array_keys( $stored ) ), array( 'dry-run' => true ) ) );
	}

	public function test_keys_that_the_database_thinks_alike_are_kept_apart() {
		$this->members( 700001, array( array( 'phone' => 'a', 'Phone' => 'b', 'phoné' => 'c' ) ) );
		$this->export( 'usermeta:phone', array( 'to' => "$this->folder/x.jsonl" ) );
		$this->assertSame( 'a', self::lines( "$this->folder/x.jsonl" )[0]['phone'] );
	}

	public function test_two_users_of_one_member_are_both_left() {
		$this->members( 700001, array( array( 'phone' => 'a' ), array( 'phone' => 'b' ), array( 'phone' => 'c' ) ) );
		update_user_meta( 700002, 'cloakroom_sub', 'sub-700001' );
		add_user_meta( 700003, 'cloakroom_sub', 'sub-other' );
		$lines = $this->export( 'usermeta:phone', array( 'dry-run' => true, 'batch' => '1' ) );
		$this->assertSame( '0 connected users', $lines[0] );
		$this->assertStringContainsString( '3 users left here, because it is not clear for which member they stand (users 700001, 700002, 700003)', $lines[1] );
	}

	/** @dataProvider bad_fields */
	public function test_fields_that_must_not_be_moved_are_refused( string $fields ) {
		$lines = $this->export( $fields, array( 'to' => "$this->folder/x.jsonl" ) );
		$this->assertCount( 1, $lines );
		$this->assertStringStartsWith( 'Error: ', $lines[0] );
		$this->assertSame( array( '.', '..' ), scandir( $this->folder ) );
	}

	public static function bad_fields(): array {
		return array_map( static function ( $fields ) {
			return array( $fields );
		}, array( '', 'phone', 'usermeta:', 'wishlist:phone', 'usermeta:session_tokens', 'usermeta:wp_capabilities', 'usermeta:wp_2_user_level', 'usermeta:_application_passwords', 'usermeta:cloakroom_sub', 'usermeta:wp_cloakroom_told', "usermeta:a%1b[31m", "usermeta:a%0Ab", 'usermeta:sub', 'usermeta:phone=id', 'usermeta:phone=cloakroom-proof-key', 'usermeta:phone,usermeta:tel=phone', 'usermeta:%FF', 'usermeta:' . str_repeat( 'x', 256 ), implode( ',', array_map( static function ( $n ) {
			return "usermeta:f$n";
		}, range( 1, 51 ) ) ) ) );
	}

	public function test_fields_are_written_as_they_are_read() {
		$field = Moved_Field::parse( 'usermeta:a%2Cb%3Dc%25=Tel%2C No', $this->sources )[0];
		$this->assertSame( array( 'a,b=c%', 'Tel, No' ), array( $field->key, $field->column ) );
		$this->assertSame( 'usermeta:a%2Cb%3Dc%25=Tel%2C%20No', $field->word() );
		$again = Moved_Field::parse( $field->word(), $this->sources )[0];
		$this->assertSame( array( $field->key, $field->column ), array( $again->key, $again->column ) );
	}

	/** @dataProvider bad_places */
	public function test_file_is_not_made_where_it_must_not_be( string $to ) {
		$before = scandir( ABSPATH );
		$lines  = $this->export( 'usermeta:phone', array( 'to' => strtr( $to, array( '{folder}' => $this->folder, '{site}' => untrailingslashit( ABSPATH ), '{uploads}' => wp_get_upload_dir()['basedir'] ) ) ) );
		$this->assertCount( 1, $lines );
		$this->assertStringStartsWith( 'Error: ', $lines[0] );
		$this->assertSame( $before, scandir( ABSPATH ) );
		$this->assertSame( array( '.', '..' ), scandir( $this->folder ) );
	}

	public static function bad_places(): array {
		return array_map( static function ( $to ) {
			return array( $to );
		}, array( '{folder}/x.csv', '{folder}/.x.jsonl', '{folder}/no/x.jsonl', '{folder}/../x y.jsonl', 'php://stdout/x.jsonl', '{site}/x.jsonl', '{site}/wp-content/x.jsonl', '{site}/wp-content/../x.jsonl', '{folder}/../../{site}/wp-includes/x.jsonl', "{folder}/x\0.jsonl", '{folder}/', '' ) );
	}

	public function test_link_into_the_website_is_followed_before_it_is_judged() {
		symlink( ABSPATH . 'wp-content', "$this->folder/outside" );
		$this->assertStringContainsString( 'below the website', $this->export( 'usermeta:phone', array( 'to' => "$this->folder/outside/x.jsonl" ) )[0] );
		$this->assertTrue( Private_File::is_served( realpath( WP_CONTENT_DIR ) ) );
		$this->assertFalse( Private_File::is_served( realpath( $this->folder ) ) );
	}

	public function test_wordpress_in_a_folder_of_its_own_does_not_hide_the_websites() {
		$name = basename( ABSPATH );
		update_option( 'siteurl', $this->home() . "/$name" );
		update_option( 'home', $this->home() );
		add_filter( 'option_siteurl', function () use ( $name ) {
			return $this->home() . "/$name";
		}, 100 );
		$this->assertTrue( Private_File::is_served( realpath( dirname( ABSPATH ) ) ) );
	}

	public function test_web_root_is_taken_if_it_is_said() {
		$this->members( 700001, array( array( 'phone' => '030 1' ) ) );
		$to = ABSPATH . 'cloakroom-test.jsonl';
		try {
			$this->export( 'usermeta:phone', array( 'to' => $to, 'allow-web-root' => true ) );
			$this->assertCount( 1, self::lines( $to ) );
		} finally {
			unlink( $to );
		}
	}

	public function test_nothing_is_written_over_or_through_a_link() {
		$this->members( 700001, array( array( 'phone' => '030 1' ) ) );
		file_put_contents( "$this->folder/there.jsonl", 'kept' );
		symlink( "$this->folder/nowhere", "$this->folder/link.jsonl" );
		symlink( "$this->folder/nowhere", "$this->folder/other.jsonl.part" );
		foreach ( array( 'there', 'link', 'other' ) as $name ) {
			$this->assertStringStartsWith( 'Error: There is a file already', $this->export( 'usermeta:phone', array( 'to' => "$this->folder/$name.jsonl" ) )[0] );
		}
		$this->assertSame( 'kept', file_get_contents( "$this->folder/there.jsonl" ) );
		$this->assertFileDoesNotExist( "$this->folder/nowhere" );
		// Somebody makes one between the look and the opening.
		$open = new \ReflectionMethod( Private_File::class, 'open' );
		$open->setAccessible( true );
		foreach ( array( 'there.jsonl', 'link.jsonl' ) as $name ) {
			try {
				$open->invoke( null, "$this->folder/$name" );
				$this->fail( 'no fault' );
			} catch ( \RuntimeException $fault ) {
				$this->assertSame( 'The file cannot be made there.', $fault->getMessage() );
			}
		}
		$this->assertSame( 'kept', file_get_contents( "$this->folder/there.jsonl" ) );
		$this->assertFileDoesNotExist( "$this->folder/nowhere" );
		// Somebody makes one while the export runs.
		$file = Private_File::create( "$this->folder/late.jsonl", '.jsonl', false );
		symlink( "$this->folder/nowhere", "$this->folder/late.jsonl" );
		$file->write( 'x' );
		try {
			$file->finish();
			$this->fail( 'no fault' );
		} catch ( \RuntimeException $fault ) {
			$this->assertFileDoesNotExist( "$this->folder/nowhere" );
		}
	}

	public function test_file_that_was_put_in_the_place_of_ours_is_not_deleted() {
		$file = Private_File::create( "$this->folder/x.jsonl", '.jsonl', false );
		rename( "$this->folder/x.jsonl.part", "$this->folder/away" );
		file_put_contents( "$this->folder/x.jsonl.part", 'kept' );
		$file->discard();
		$this->assertSame( 'kept', file_get_contents( "$this->folder/x.jsonl.part" ) );
		// So with a link that led to nowhere when a file was made through it, and leads to something else now.
		$remove = new \ReflectionMethod( Private_File::class, 'remove' );
		$remove->setAccessible( true );
		$made = lstat( "$this->folder/away" );
		$remove->invoke( null, "$this->folder/x.jsonl.part", $made );
		$this->assertSame( 'kept', file_get_contents( "$this->folder/x.jsonl.part" ) );
		$remove->invoke( null, "$this->folder/away", $made );
		$this->assertFileDoesNotExist( "$this->folder/away" );
	}

	public function test_run_that_was_killed_leaves_no_file_of_that_name() {
		$this->members( 700001, array( array( 'phone' => '030 1' ) ) );
		Private_File::create( "$this->folder/x.jsonl", '.jsonl', false )->write( '{"half' );
		$this->assertFileDoesNotExist( "$this->folder/x.jsonl" );
		$this->assertStringContainsString( 'left by a run that was stopped; delete it.', $this->export( 'usermeta:phone', array( 'to' => "$this->folder/x.jsonl" ) )[0] );
		unlink( "$this->folder/x.jsonl.part" );
		$this->export( 'usermeta:phone', array( 'to' => "$this->folder/x.jsonl" ) );
		$this->assertCount( 1, self::lines( "$this->folder/x.jsonl" ) );
	}

	/** @dataProvider questions */
	public function test_database_that_fails_half_way_is_not_taken_for_the_end( string $question ) {
		global $wpdb;
		$this->members( 700001, array_fill( 0, 600, array( 'phone' => '030 1' ) ) );
		$asked = 0;
		add_filter( 'query', static function ( $query ) use ( $question, &$asked ) {
			return false !== strpos( $query, $question ) && 2 === ++$asked ? 'SELECT nothing FROM nowhere' : $query;
		} );
		$wpdb->suppress_errors( true );
		try {
			$this->assertSame( array( 'Error: The database did not answer. Run the same once more.' ), $this->export( 'usermeta:phone', array( 'to' => "$this->folder/x.jsonl" ) ) );
			$this->assertSame( array( '.', '..' ), scandir( $this->folder ) );
			$asked = 0;
			$this->assertSame( array( 'Error: The database did not answer. Run the same once more.' ), $this->export( 'usermeta:phone', array( 'dry-run' => true ) ) );
			$asked = 0;
			ob_start();
			( new \Cloakroom\Moving_Form( $this->sources ) )->send( new \Cloakroom\Field_Export( Moved_Field::parse( 'usermeta:phone', $this->sources ) ), Moving_Key::make() );
			$this->assertStringEndsWith( "{broken off: the database did not answer\n", ob_get_clean() );
		} finally {
			$wpdb->suppress_errors( false );
		}
	}

	public static function questions(): array {
		return array( array( 'ORDER BY ID LIMIT' ), array( "'cloakroom_sub' AND user_id IN" ), array( 'COALESCE(meta_value' ), array( 'HAVING COUNT' ) );
	}

	public function test_options_that_make_no_sense_are_refused() {
		foreach ( array( array(), array( 'to' => true ), array( 'dry-run' => true, 'batch' => '0' ), array( 'dry-run' => true, 'batch' => '2001' ), array( 'dry-run' => true, 'batch' => 'x' ) ) as $options ) {
			$this->assertStringStartsWith( 'Error: ', $this->export( 'usermeta:phone', $options )[0] );
		}
	}

	public function test_ten_thousand_users_need_few_questions_and_little_memory() {
		global $wpdb;
		$this->members( 700001, array_fill( 0, 10000, array( 'phone' => self::long(), 'allergies' => 'a:1:{i:0;s:4:"nuts";}' ) ) );
		$queries = $wpdb->num_queries;
		$peak    = $this->peak();
		$lines = $this->export( 'usermeta:phone,usermeta:allergies', array( 'to' => "$this->folder/x.jsonl" ) );
		$this->assertSame( array( '10,000 connected users', 'phone: 10,000 values', 'allergies: 10,000 values' ), array_slice( $lines, 0, 3 ) );
		$this->assertCount( 10000, file( "$this->folder/x.jsonl" ) );
		$this->assertLessThan( 130, $wpdb->num_queries - $queries );
		$this->assertLessThan( self::PEAK_MAX, $peak() );
	}

	public function test_source_of_somebody_else_is_asked() {
		add_action( 'cloakroom_field_sources', static function ( $sources ) {
			$sources->add( new class() extends Field_Source {
				public function name(): string {
					return 'forms';
				}
				public function keys( int $limit ): array {
					return array( 'phone' => 1 );
				}
				public function may_move( string $key ): bool {
					return 'phone' === $key;
				}
				public function values( array $keys, array $user_ids ): array {
					return in_array( 700001, $user_ids, true ) ? array( 700001 => array( 'phone' => array( 9 => '030 9' ) ) ) : array();
				}
				public function remove( int $user_id, string $key, array $rows ): bool {
					return true;
				}
			} );
		} );
		$this->members( 700001, array( array( 'phone' => '030 1' ) ) );
		$this->export( 'usermeta:phone,forms:phone=tel', array( 'to' => "$this->folder/x.jsonl" ) );
		$this->assertSame( array( 'sub' => 'sub-700001', 'id' => 'wp-700001', 'phone' => '030 1', 'tel' => '030 9', 'cloakroom-proof-key' => self::KEY ), self::lines( "$this->folder/x.jsonl" )[0] );
	}
}

