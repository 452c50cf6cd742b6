<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Deadline;
use Cloakroom\Field_Purge;
use Cloakroom\Moved_Field;
use Cloakroom\Moving_Key;
use Cloakroom\Proof_File;
use Cloakroom\Purge_Command;
use Cloakroom\Purge_Tally;

final class Purge_Test extends Moving_Test_Case {

	const FIELDS = 'usermeta:phone,usermeta:allergies';

	public function test_what_the_gateways_own_test_proves_is_removed_to_the_last_byte() {
		$this->members( 700001, array_merge( array(
			array( 'phone' => '030 1', 'allergies' => 'a:2:{i:0;s:4:"nuts";i:1;s:6:"Latéx";}', 'weight' => 'd:62.5;', 'newsletter' => 'b:1;' ),
			array( 'phone' => array( '030 2', '030 3' ), 'allergies' => 'a:2:{s:4:"nuts";s:2:"on";s:5:"latex";s:2:"on";}', 'weight' => '70' ),
			array( 'phone' => '  ', 'allergies' => '' ),
		), array_map( static function ( $text ) {
			return array( 'phone' => $text );
		}, Export_Fields_Test::AWKWARD ) ) );
		$fields = 'usermeta:phone,usermeta:allergies,usermeta:weight,usermeta:newsletter=member';
		$said   = $this->purge( $fields, self::FIXTURES . '/proven.jsonl' );
		$this->assertSame( array( 'phone: 11 values would be removed', 'allergies: 2 values would be removed' ), array( self::of( 'phone', $said ), self::of( 'allergies', $said ) ) );
		$this->assertCount( 13, $this->stored( 'phone' ) );
		$this->assertContains( 'Nothing was removed. To do it: the same with --yes.', $said );
		$said = $this->purge( $fields, self::FIXTURES . '/proven.jsonl', true );
		// One was rejected by the import, one says nothing.
		$this->assertSame( array( 700003 => array( '  ' ), 700011 => array( "a\x01b\u{2028}c" ) ), $this->stored( 'phone' ) );
		$this->assertSame( array( 700003 => array( '' ) ), $this->stored( 'allergies' ) );
		$this->assertSame( array( array(), array() ), array( $this->stored( 'weight' ), $this->stored( 'newsletter' ) ) );
		$this->assertContains( 'phone: 1 left here, not proven by this report (users 700011)', $said );
		$this->assertStringContainsString( 'Not reached: backups of this database', implode( $said ) );
		$this->assertStringNotContainsString( '030', implode( $said ) );
	}

	public function test_value_that_changed_since_stays_and_is_reported() {
		$this->members( 700001, array( array( 'phone' => 'a' ), array( 'phone' => 'b' ), array( 'phone' => 'c' ), array( 'phone' => 'd' ) ) );
		$report = $this->prove( 'phone', array( 700001 => 'a', 700002 => 'b', 700003 => 'c', 700004 => 'd' ) );
		update_user_meta( 700002, 'phone', 'B' );
		update_user_meta( 700003, 'phone', 'O:8:"stdClass":0:{}' );
		add_user_meta( 700004, 'phone', 'e' );
		$said = $this->purge( 'usermeta:phone', $report, true );
		$this->assertContains( 'phone: 1 value removed', $said );
		$this->assertContains( 'phone: 3 left here, changed since it was exported, or exported with another key (users 700002, 700003, 700004)', $said );
		$this->assertSame( array( 700002, 700003, 700004 ), array_keys( $this->stored( 'phone' ) ) );
	}

	public function test_value_that_changes_while_the_purge_runs_stays() {
		global $wpdb;
		$this->members( 700001, array( array( 'phone' => 'nuts' ) ) );
		add_filter( 'query', static function ( $query ) use ( $wpdb ) {
			static $done = false;
			if ( ! $done && 0 === strpos( $query, 'DELETE' ) ) {
				$done = true;
				$wpdb->query( "UPDATE $wpdb->usermeta SET meta_value = 'Nuts' WHERE user_id = 700001 AND meta_key = 'phone'" );
			}
			return $query;
		} );
		$said = $this->purge( 'usermeta:phone', $this->prove( 'phone', array( 700001 => 'nuts' ) ), true );
		$this->assertSame( array( 700001 => array( 'Nuts' ) ), $this->stored( 'phone' ) );
		$this->assertStringContainsString( 'changed since', implode( $said ) );
	}

	/** @dataProvider failing_deletes */
	public function test_database_that_fails_to_delete_ends_the_purge_and_tells_nobody_the_value( int $failing, array $left ) {
		$this->members( 700001, array( array( 'phone' => array( '030 1', '030 2' ) ), array( 'phone' => '030 3' ) ) );
		$report = $this->prove( 'phone', array( 700001 => "030 1\n030 2", 700002 => '030 3' ) );
		$asked  = 0;
		$filter = static function ( $query ) use ( $failing, &$asked ) {
			return 0 === strpos( $query, 'DELETE' ) && false !== strpos( $query, 'HEX(' ) && ++$asked === $failing ? str_replace( 'umeta_id', 'no_such_column', $query ) : $query;
		};
		$log    = ini_set( 'error_log', "$this->folder/log" );
		$queued = get_user_meta( 700001, 'phone' );
		$told   = array();
		add_action( 'deleted_user_meta', static function ( $ids, $id ) use ( &$told ) {
			$told[] = $id;
		}, 10, 2 );
		add_filter( 'query', $filter );
		try {
			$said = $this->purge( 'usermeta:phone', $report, true );
		} finally {
			remove_filter( 'query', $filter );
			ini_set( 'error_log', $log );
		}
		$this->assertSame( array( 'Error: The database did not answer. Run the same once more.' ), $said );
		$this->assertFileDoesNotExist( "$this->folder/log" );
		$this->assertSame( self::KEY, get_option( Moving_Key::OPTION ) );
		$this->assertSame( $left, $this->stored( 'phone' ) );
		$this->assertSame( array( '030 1', '030 2' ), $queued );
		$this->assertSame( $left[700001] ?? array(), get_user_meta( 700001, 'phone' ) );
		$this->assertSame( $failing > 1 ? array( 700001 ) : array(), $told );
	}

	public static function failing_deletes(): array {
		return array(
			array( 1, array( 700001 => array( '030 1', '030 2' ), 700002 => array( '030 3' ) ) ),
			array( 2, array( 700001 => array( '030 2' ), 700002 => array( '030 3' ) ) ),
			array( 3, array( 700002 => array( '030 3' ) ) ),
		);
	}

	public function test_report_of_another_member_another_user_or_another_column_proves_nothing() {
		$this->members( 700001, array( array( 'phone' => 'a', 'allergies' => 'a' ), array( 'phone' => 'a', 'allergies' => 'a' ) ) );
		$line = json_decode( file( $this->prove( 'phone', array( 700001 => 'a' ) ) )[0], true );
		foreach ( array( array( 'sub' => 'sub-700002' ), array( 'id' => 'wp-700002' ), array( 'sub' => 'sub-700002', 'id' => 'wp-700002' ), array( 'column' => 'allergies' ), array( 'proof' => str_repeat( '0', 64 ) ), array( 'id' => 'wp-1' ) ) as $change ) {
			$said = $this->purge( self::FIELDS, $this->write( array( json_encode( $change + $line ) ) ), true );
			$this->assertContains( 'Nothing here is proven by this report.', $said );
			$this->assertSame( self::KEY, get_option( Moving_Key::OPTION ) );
		}
		$this->assertCount( 2, $this->stored( 'phone' ) );
		$this->assertCount( 2, $this->stored( 'allergies' ) );
	}

	public function test_user_who_is_another_members_since_keeps_the_value() {
		$this->members( 700001, array( array( 'phone' => 'a' ), array( 'phone' => 'b' ), array( 'phone' => 'c' ) ) );
		$report = $this->prove( 'phone', array( 700001 => 'a', 700002 => 'b', 700003 => 'c' ) );
		update_user_meta( 700001, 'cloakroom_sub', 'sub-other' );
		delete_user_meta( 700002, 'cloakroom_sub' );
		$said = $this->purge( 'usermeta:phone', $report, true );
		$this->assertContains( 'phone: 2 left here, of a user who does not stand for that member (users 700001, 700002)', $said );
		$this->assertSame( array( 700001, 700002 ), array_keys( $this->stored( 'phone' ) ) );
	}

	public function test_users_who_are_not_connected_and_values_that_are_not_proven_are_told_apart() {
		$this->members( 700001, array( array( 'phone' => 'a' ), array( 'phone' => 'b', 'allergies' => '' ) ) );
		$this->members( 700010, array( array( 'phone' => 'c' ) ), false );
		$said = $this->purge( self::FIELDS, $this->prove( 'phone', array( 700001 => 'a' ) ) );
		$this->assertContains( 'phone: 1 left here, not proven by this report (users 700002)', $said );
		$this->assertContains( 'phone: 1 left here, of users who are not connected with a member (users 700010)', $said );
		$this->assertStringNotContainsString( 'allergies', implode( $said ) );
	}

	public function test_values_that_say_nothing_are_not_left() {
		$this->members( 700001, array( array( 'phone' => '', 'allergies' => 'a:0:{}' ), array( 'phone' => " \n", 'allergies' => 'N;' ), array( 'phone' => 'a:1:{i:0;s:1:" ";}', 'allergies' => 'O:8:"stdClass":0:{}' ) ) );
		$said = implode( "\n", $this->purge( self::FIELDS, $this->write( array() ) ) );
		$this->assertStringNotContainsString( 'phone', $said );
		$this->assertStringContainsString( 'allergies: 1 left here, not proven by this report (users 700003)', $said );
	}

	public function test_counts_stay_right_however_many_there_are() {
		foreach ( array( false, true ) as $is_meant ) {
			$tally = new Purge_Tally( $is_meant );
			for ( $id = 1; $id <= 240000; $id++ ) {
				$id % 2 ? $tally->removed( $id, 'phone' ) : $tally->kept( $id, 'phone', Purge_Tally::CHANGED );
			}
			for ( $id = $is_meant ? 2 : 1; $id <= 240002; $id += $is_meant ? 2 : 1 ) {
				$tally->left( $id, 'phone', true );
			}
			$said = implode( "\n", $tally->lines() );
			$this->assertStringContainsString( 'phone: 120,000 left here, changed since', $said );
			$this->assertStringContainsString( $is_meant ? 'phone: 1 left here, not proven by this report (users 240002)' : 'phone: 2 left here, not proven by this report (users 240001, 240002)', $said );
		}
	}

	public function test_key_goes_with_the_values_and_the_report_is_noise_from_then_on() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		$report = $this->prove( 'phone', array( 700001 => 'a' ) );
		$this->assertStringContainsString( 'The key of the export is gone.', implode( $this->purge( 'usermeta:phone', $report, true ) ) );
		$this->assertFalse( get_option( Moving_Key::OPTION ) );
		add_user_meta( 700001, 'phone', 'a' );
		$this->assertStringContainsString( 'no key of an export', $this->purge( 'usermeta:phone', $report, true )[0] );
		$this->export( 'usermeta:phone', array( 'to' => "$this->folder/again.jsonl" ) );
		$this->assertContains( 'Nothing here is proven by this report.', $this->purge( 'usermeta:phone', $report, true ) );
		$this->assertCount( 1, $this->stored( 'phone' ) );
	}

	public function test_key_is_kept_by_a_report_that_is_empty_or_of_something_else() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		$report = $this->prove( 'phone', array( 700001 => 'a' ) );
		foreach ( array( array(), array( 'x' ), array( substr( trim( file_get_contents( $report ) ), 0, -2 ) ) ) as $lines ) {
			$this->purge( 'usermeta:phone', $this->write( $lines ), true );
			$this->assertSame( self::KEY, get_option( Moving_Key::OPTION ) );
		}
		// Of users whom this site does not have, or who say nothing there.
		$this->purge( 'usermeta:phone', $this->prove( 'phone', array( 1 => 'a', 799999 => 'a' ) ), true );
		$this->assertSame( self::KEY, get_option( Moving_Key::OPTION ) );
		$this->assertContains( 'phone: 1 value removed', $this->purge( 'usermeta:phone', $report, true ) );
		$this->assertFalse( get_option( Moving_Key::OPTION ) );
	}

	public function test_key_goes_when_all_that_the_report_proves_is_gone_already() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		$report = $this->prove( 'phone', array( 700001 => 'a' ) );
		// The run before was killed behind its last value.
		delete_user_meta( 700001, 'phone' );
		$this->purge( 'usermeta:phone', $report );
		$this->assertSame( self::KEY, get_option( Moving_Key::OPTION ) );
		$this->assertContains( '1 value of the report is gone already.', $this->purge( 'usermeta:phone', $report, true ) );
		$this->assertFalse( get_option( Moving_Key::OPTION ) );
	}

	public function test_key_is_kept_while_the_report_proves_more_columns_and_at_a_look() {
		$this->members( 700001, array( array( 'phone' => 'a', 'allergies' => 'b' ) ) );
		$lines = array_merge( file( $this->prove( 'phone', array( 700001 => 'a' ) ) ), file( $this->prove( 'allergies', array( 700001 => 'b' ) ) ) );
		$both  = $this->write( array_map( 'trim', $lines ) );
		$this->assertContains( 'The report proves more columns, which were not named: allergies. The key of the export is kept for them.', $this->purge( 'usermeta:phone', $both, true ) );
		$this->purge( self::FIELDS, $both );
		$this->assertSame( self::KEY, get_option( Moving_Key::OPTION ) );
		$said = $this->purge( self::FIELDS, $both, true );
		$this->assertContains( '1 value of the report is gone already.', $said );
		$this->assertFalse( get_option( Moving_Key::OPTION ) );
		$this->assertSame( array(), $this->stored( 'allergies' ) );
	}

	public function test_run_that_was_stopped_goes_on_when_it_is_run_again() {
		$this->members( 700001, array_fill( 0, 1200, array( 'phone' => 'a' ) ) );
		$report = $this->prove( 'phone', array_fill( 700001, 1200, 'a' ) );
		$file   = new Proof_File( $report );
		$first  = new Field_Purge( Moved_Field::parse( 'usermeta:phone', $this->sources ), true );
		$this->assertFalse( $first->run( $file, Moving_Key::find(), new Deadline( 0 ) ) );
		$this->assertCount( 700, $this->stored( 'phone' ) );
		$this->assertSame( self::KEY, get_option( Moving_Key::OPTION ) );
		$said = $this->purge( 'usermeta:phone', $report, true );
		$this->assertContains( 'phone: 700 values removed', $said );
		$this->assertContains( '500 values of the report are gone already.', $said );
		$this->assertSame( array(), $this->stored( 'phone' ) );
	}

	public function test_caches_forget_the_value_and_others_are_told_without_it() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		$this->assertSame( 'a', get_user_meta( 700001, 'phone', true ) );
		$told = array();
		add_action( 'deleted_user_meta', static function ( ...$arguments ) use ( &$told ) {
			$told[] = array_slice( $arguments, 1 );
		}, 10, 4 );
		$cleaned = array();
		add_action( 'clean_user_cache', static function ( $id ) use ( &$cleaned ) {
			$cleaned[] = $id;
		} );
		$this->purge( 'usermeta:phone', $this->prove( 'phone', array( 700001 => 'a' ) ), true );
		$this->assertSame( '', get_user_meta( 700001, 'phone', true ) );
		$this->assertSame( array( array( 700001, 'phone', '' ) ), $told );
		$this->assertSame( array( 700001 ), $cleaned );
	}

	public function test_report_that_is_not_in_form_proves_nothing_and_is_counted() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		$good  = trim( file( $this->prove( 'phone', array( 700001 => 'a' ) ) )[0] );
		$lines = array( '', '[]', '{}', 'x', substr( $good, 0, -2 ), str_replace( 'wp-700001', '700001', $good ), str_replace( '"proof":"', '"proof":"zz', $good ), '{"sub":["x"]}', str_repeat( 'y', 9000 ), str_repeat( ' ', 4095 ) . $good, "{\"sub\":\"\xff\"}" );
		$said  = $this->purge( 'usermeta:phone', $this->write( $lines ) );
		$this->assertContains( '11 lines of the report are not in form and prove nothing.', $said );
		$this->assertContains( 'Nothing here is proven by this report.', $said );
	}

	public function test_names_in_a_report_do_not_reach_the_terminal_as_they_are() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		$line = json_decode( file( $this->prove( 'phone', array( 700001 => 'a' ) ) )[0], true );
		$said = implode( $this->purge( 'usermeta:phone', $this->write( array( json_encode( array( 'column' => "\e[2J\u{202e}x" ) + $line ) ) ) ) );
		$this->assertStringContainsString( 'which were not named: [2Jx.', $said );
		$this->assertStringNotContainsString( "\e", $said );
		$this->assertStringNotContainsString( "\u{202e}", $said );
	}

	public function test_report_that_is_no_file_is_refused() {
		foreach ( array( '', "$this->folder/none", $this->folder, 'php://stdin', "data://text/plain,x", "x\0y" ) as $path ) {
			$this->assertSame( array( 'Error: The report is not there or cannot be read.' ), $this->purge( 'usermeta:phone', $path ) );
		}
	}

	public function test_fields_that_must_not_be_removed_are_refused() {
		$report = $this->write( array() );
		$this->assertStringStartsWith( 'Error: One of the keys cannot be moved', $this->purge( 'usermeta:wp_capabilities', $report, true )[0] );
	}

	public function test_ten_thousand_users_are_purged_in_portions() {
		global $wpdb;
		$this->members( 700001, array_fill( 0, 10000, array( 'phone' => self::long() ) ) );
		$report  = $this->prove( 'phone', array_fill( 700001, 10000, self::long() ) );
		$queries = $wpdb->num_queries;
		$peak    = $this->peak();
		$this->assertContains( 'phone: 10,000 values would be removed', $this->purge( 'usermeta:phone', $report ) );
		$this->assertLessThan( 250, $wpdb->num_queries - $queries );
		$this->assertContains( 'phone: 10,000 values removed', $this->purge( 'usermeta:phone', $report, true ) );
		$this->assertLessThan( self::PEAK_MAX, $peak() );
		$this->assertSame( array(), $this->stored( 'phone' ) );
	}

	/** Runs the command, and gives what it said. */
	private function purge( string $fields, string $report, bool $is_meant = false ): array {
		\WP_CLI::$lines = array();
		( new Purge_Command( $this->sources ) )->purge( array(), array( 'fields' => $fields, 'proven-by' => $report ) + ( $is_meant ? array( 'yes' => true ) : array() ) );
		return \WP_CLI::$lines;
	}

	/** A report as the gateway writes it, of values by user. */
	private function prove( string $column, array $values ): string {
		$lines = array();
		foreach ( $values as $id => $value ) {
			$lines[] = json_encode( array( 'collection' => 'contact', 'sub' => "sub-$id", 'id' => "wp-$id", 'field' => $column, 'column' => $column, 'proof' => Moving_Key::find()->mark( "sub-$id", "wp-$id", $column, $value ) ) );
		}
		return $this->write( $lines );
	}

	private function write( array $lines ): string {
		$path = $this->folder . '/' . bin2hex( random_bytes( 4 ) ) . '.jsonl';
		file_put_contents( $path, implode( '', array_map( static function ( $line ) {
			return "$line\n";
		}, $lines ) ) );
		return $path;
	}

	/** The first line about a column. */
	private static function of( string $column, array $said ): string {
		return array_values( array_filter( $said, static function ( $line ) use ( $column ) {
			return 0 === strpos( $line, "$column: " );
		} ) )[0] ?? '';
	}
}
