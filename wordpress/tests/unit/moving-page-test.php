<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

use Cloakroom\Field_Export;
use Cloakroom\Input;
use Cloakroom\Lock;
use Cloakroom\Moved_Field;
use Cloakroom\Moving_Form;
use Cloakroom\Moving_Key;
use Cloakroom\Moving_Section;
use Cloakroom\Sent_Headers;
use Cloakroom\Uploaded_Files;

/** Settings > Cloakroom, moving fields out. */
final class Moving_Page_Test extends Moving_Test_Case {

	public function test_keys_are_offered_with_their_numbers_and_nothing_they_are_made_of_gets_through() {
		$this->members( 700001, array( array( 'phone' => '030 77', '"><script>alert(1)</script>' => '<img src=x onerror=alert(2)>', "a,b='c'" => 'x' ), array( 'phone' => '030 78' ) ) );
		$html = $this->page();
		$this->assertMatchesRegularExpression( '~value="usermeta:phone">\s*<code>phone</code>\s*2 values~', $html );
		$this->assertStringContainsString( '<code>&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</code>', $html );
		$this->assertStringContainsString( 'value="usermeta:a%2Cb%3D%27c%27"', $html );
		$this->assertStringNotContainsString( '<script', $html );
		$this->assertStringNotContainsString( '<img', $html );
		$this->assertStringNotContainsString( '030 7', $html );
		foreach ( array( 'capabilities', 'user_level', 'session_tokens', 'cloakroom_sub', 'nickname' ) as $key ) {
			$this->assertDoesNotMatchRegularExpression( "~usermeta:\w*$key\"~", $html );
		}
	}

	public function test_settings_page_has_the_way_there_and_no_list() {
		$this->members( 700001, array( array( 'phone' => '030 77' ) ) );
		unset( $_GET['cloakroom-move'] );
		$html = $this->page( false );
		$this->assertStringContainsString( 'page=cloakroom&#038;cloakroom-move=1', $html );
		$this->assertStringNotContainsString( 'usermeta:phone', $html );
	}

	public function test_look_says_what_would_be_exported_once_and_shows_the_command() {
		$this->members( 700001, array( array( 'phone' => '030 77', '$(id)`' => 'x' ) ) );
		$this->members( 700010, array( array( 'phone' => '030 78' ) ), false );
		$this->assertSame( admin_url( 'options-general.php?page=cloakroom&cloakroom-move=1' ), $this->post( 'look', array( 'usermeta:phone', 'usermeta:$(id)`' ) ) );
		$html = $this->page();
		$this->assertStringContainsString( '1 connected user', $html );
		$this->assertStringContainsString( '1 users left here, not connected with a member (users 700010)', $html );
		$this->assertStringContainsString( '--fields=&#039;usermeta:phone,usermeta:$(id)`&#039; --to=', $html );
		$this->assertStringContainsString( 'value="usermeta:phone" checked', $html );
		$this->assertStringNotContainsString( '030 7', $html );
		$this->assertStringNotContainsString( '030 7', wp_json_encode( $GLOBALS['wpdb']->get_col( "SELECT option_value FROM {$GLOBALS['wpdb']->options} WHERE option_name LIKE '%cloakroom%'" ) ) );
		$this->assertStringNotContainsString( '1 connected user', $this->page() );
	}

	public function test_export_is_a_download_that_no_cache_keeps() {
		$this->members( 700001, array( array( 'phone' => '<b>030</b>' ), array( 'phone' => 'x' ) ) );
		$this->sign_in_directly( 'administrator' );
		ob_start();
		( new Moving_Form( $this->sources ) )->send( new Field_Export( Moved_Field::parse( 'usermeta:phone', $this->sources ) ), Moving_Key::make() );
		$lines = explode( "\n", trim( ob_get_clean() ) );
		$this->assertCount( 2, $lines );
		$this->assertSame( array( 'sub' => 'sub-700001', 'id' => 'wp-700001', 'phone' => '<b>030</b>', 'cloakroom-proof-key' => self::KEY ), json_decode( $lines[0], true ) );
		foreach ( array( 'Cache-Control: no-store, private', 'Content-Type: application/x-ndjson', 'Content-Disposition: attachment; filename="fields.jsonl"', 'X-Content-Type-Options: nosniff' ) as $header ) {
			$this->assertTrue( $this->sent( $header ), $header );
		}
	}

	public function test_export_that_begins_beside_another_is_told_instead_of_downloaded() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		$lock = new Lock( Moving_Key::LOCK );
		$this->assertTrue( $lock->take() );
		$this->post( 'export', array( 'usermeta:phone' ) );
		$lock->release();
		$this->assertStringContainsString( 'Another export begins at this moment.', $this->page() );
	}

	/** @dataProvider steps */
	public function test_form_is_for_those_who_may_and_wants_its_nonce( string $step ) {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		foreach ( array( '' => 403, 'subscriber' => 403, 'editor' => 403, 'administrator' => 403 ) as $role => $status ) {
			$role ? $this->sign_in_directly( $role ) : wp_set_current_user( 0 );
			// Only who may lacks nothing but the nonce.
			$_REQUEST['_wpnonce'] = 'administrator' === $role ? 'wrong' : wp_create_nonce( 'cloakroom_move' );
			$_POST = array( 'cloakroom-do' => $step, 'cloakroom-fields' => array( 'usermeta:phone' ), 'cloakroom-word' => Moving_Form::word() );
			try {
				$this->act();
				$this->fail( 'no end' );
			} catch ( Ended $ended ) {
				$this->assertSame( $status, $ended->status, $role );
			}
		}
		$this->assertSame( array(), array_filter( Sent_Headers::$headers, static function ( $line ) {
			return 0 === strpos( $line, 'Content-Disposition' );
		} ) );
		$this->assertCount( 1, $this->stored( 'phone' ) );
	}

	public static function steps(): array {
		return array( array( 'look' ), array( 'export' ), array( 'look-purge' ), array( 'purge' ) );
	}

	public function test_address_with_everything_in_its_query_does_nothing() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		$this->sign_in_directly( 'administrator' );
		$_GET = array( 'cloakroom-do' => 'export', 'cloakroom-fields' => array( 'usermeta:phone' ) );
		$_REQUEST['_wpnonce'] = wp_create_nonce( 'cloakroom_move' );
		$this->redirected( array( $this, 'act' ) );
		$this->assertStringContainsString( 'Choose one field at least.', $this->page() );
	}

	public function test_fields_that_nobody_offered_are_refused() {
		foreach ( array( array(), 'usermeta:phone', array( array( 'usermeta:phone' ) ) ) as $fields ) {
			$this->post( 'look', $fields );
			$this->assertStringContainsString( 'Choose one field at least.', $this->page() );
		}
		foreach ( array( array( 'usermeta:wp_capabilities' ), array( 'usermeta:phone', 'usermeta:session_tokens' ), array( 'x' ) ) as $fields ) {
			$this->post( 'look', $fields );
			$html = $this->page();
			$this->assertStringNotContainsString( 'Choose one field', $html );
			$this->assertMatchesRegularExpression( '/cannot be moved|begins with where it is kept/', $html );
		}
	}

	public function test_purge_wants_the_word_and_a_report() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		foreach ( array( '', 'yes', 'SITE.cloakroom.localhost' ) as $word ) {
			$this->post( 'purge', array( 'usermeta:phone' ), $word );
			$this->assertStringContainsString( 'Nothing was removed. Write site.cloakroom.localhost into the field before the button.', $this->page() );
		}
		$this->post( 'purge', array( 'usermeta:phone' ), 'site.cloakroom.localhost' );
		$this->assertStringContainsString( 'The report is not there or cannot be read.', $this->page() );
		$this->assertCount( 1, $this->stored( 'phone' ) );
	}

	public function test_file_that_was_not_sent_with_the_form_is_not_read() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		file_put_contents( "$this->folder/report", '' );
		$_FILES['cloakroom-report'] = array( 'tmp_name' => "$this->folder/report" );
		try {
			$this->post( 'purge', array( 'usermeta:phone' ), 'site.cloakroom.localhost' );
		} finally {
			unset( $_FILES['cloakroom-report'] );
		}
		$this->assertStringContainsString( 'The report is not there or cannot be read.', $this->page() );
	}

	public function test_report_that_php_finds_too_large_is_told_what_to_do() {
		$this->members( 700001, array( array( 'phone' => 'a' ) ) );
		$_FILES['cloakroom-report'] = array( 'tmp_name' => '', 'error' => UPLOAD_ERR_INI_SIZE );
		try {
			$this->post( 'purge', array( 'usermeta:phone' ), 'site.cloakroom.localhost' );
		} finally {
			unset( $_FILES['cloakroom-report'] );
		}
		$html = $this->page();
		$this->assertStringContainsString( 'larger than the ' . size_format( wp_convert_hr_to_bytes( ini_get( 'upload_max_filesize' ) ) ) . ' that PHP takes here in one file: raise upload_max_filesize and post_max_size, or run the command', $html );
		$this->assertStringContainsString( '--proven-by=', $html );
	}

	public function test_files_name_is_taken_as_php_gives_it() {
		$_FILES['cloakroom-report'] = array( 'tmp_name' => 'C:\\Temp\\php1.tmp' );
		Uploaded_Files::$paths      = array( 'C:\\Temp\\php1.tmp' );
		try {
			$this->assertSame( 'C:\\Temp\\php1.tmp', Input::uploaded( 'cloakroom-report' ) );
		} finally {
			unset( $_FILES['cloakroom-report'] );
			Uploaded_Files::$paths = array();
		}
	}

	public function test_report_looks_then_removes_and_the_same_once_more_does_nothing() {
		$this->members( 700001, array( array( 'phone' => 'a' ), array( 'phone' => 'b' ) ) );
		$mark = Moving_Key::find()->mark( 'sub-700001', 'wp-700001', 'phone', 'a' );
		file_put_contents( "$this->folder/report", json_encode( array( 'sub' => 'sub-700001', 'id' => 'wp-700001', 'column' => 'phone', 'proof' => $mark ) ) );
		$form   = new Moving_Form( $this->sources );
		$fields = Moved_Field::parse( 'usermeta:phone', $this->sources );
		list( $lines, $is_bad ) = $form->purge( $fields, false, "$this->folder/report" );
		$this->assertFalse( $is_bad );
		$this->assertContains( 'phone: 1 value would be removed', $lines );
		$this->assertCount( 2, $this->stored( 'phone' ) );
		$this->assertContains( 'phone: 1 value removed', $form->purge( $fields, true, "$this->folder/report" )[0] );
		$this->assertSame( array( 700002 => array( 'b' ) ), $this->stored( 'phone' ) );
		// The member, or somebody in her place, writes the same again; the browser sends the form again.
		add_user_meta( 700001, 'phone', 'a' );
		list( $lines, $is_bad ) = $form->purge( $fields, true, "$this->folder/report" );
		$this->assertTrue( $is_bad );
		$this->assertStringContainsString( 'no key of an export', $lines[0] );
		$this->assertCount( 2, $this->stored( 'phone' ) );
	}

	public function test_page_that_has_no_time_for_all_says_what_helps() {
		$this->members( 700001, array_fill( 0, 501, array( 'phone' => 'a' ) ) );
		foreach ( range( 700001, 700501 ) as $id ) {
			$lines[] = json_encode( array( 'sub' => "sub-$id", 'id' => "wp-$id", 'column' => 'phone', 'proof' => Moving_Key::find()->mark( "sub-$id", "wp-$id", 'phone', 'a' ) ) );
		}
		file_put_contents( "$this->folder/report", implode( "\n", $lines ) );
		$form   = new Moving_Form( $this->sources );
		$fields = Moved_Field::parse( 'usermeta:phone', $this->sources );
		$slow   = static function ( $query ) {
			\Cloakroom\Moved_Clock::$ahead += false === strpos( $query, "'cloakroom_sub'" ) ? 0 : 30;
			return $query;
		};
		add_filter( 'query', $slow );
		try {
			list( $looked, $is_bad_look )   = $form->purge( $fields, false, "$this->folder/report" );
			list( $purged, $is_bad_purge ) = $form->purge( $fields, true, "$this->folder/report" );
		} finally {
			remove_filter( 'query', $slow );
			\Cloakroom\Moved_Clock::$ahead = 0.0;
		}
		$this->assertTrue( $is_bad_look && $is_bad_purge );
		$this->assertStringContainsString( 'The command looks at all of it.', end( $looked ) );
		$this->assertStringContainsString( 'Send the same once more', end( $purged ) );
		$this->assertContains( 'phone: 1 value removed', $form->purge( $fields, true, "$this->folder/report" )[0] );
		$this->assertSame( array(), $this->stored( 'phone' ) );
	}

	public function test_large_site_is_sent_to_the_command_except_for_a_look() {
		$this->members( 700001, array_fill( 0, 5001, array( 'phone' => 'a' ) ) );
		foreach ( array( 'export', 'purge', 'look-purge' ) as $step ) {
			$this->post( $step, array( 'usermeta:phone' ), 'site.cloakroom.localhost' );
			$html = $this->page();
			$this->assertStringContainsString( 'more users than a page can go through', $html );
			$this->assertMatchesRegularExpression( '/value="export" disabled/', $html );
		}
		$this->post( 'look', array( 'usermeta:phone' ) );
		$this->assertStringContainsString( '5,001 connected users', $this->page() );
	}

	public function test_commands_are_added() {
		do_action( 'cli_init' );
		$this->assertSame( array( 'added cloakroom deliver', 'added cloakroom export-fields', 'added cloakroom purge' ), \WP_CLI::$lines );
	}

	public function test_uninstall_forgets_key_and_results() {
		Moving_Section::keep( array(), array( 'x' ) );
		( new \Cloakroom\Removal() )->run();
		$this->assertSame( array(), $GLOBALS['wpdb']->get_col( "SELECT option_name FROM {$GLOBALS['wpdb']->options} WHERE option_name LIKE '%cloakroom_mov%'" ) );
	}

	/** Sends the form as who may, and returns where it leads. */
	private function post( string $step, $fields, string $word = '' ): string {
		$this->sign_in_as_before();
		$_REQUEST['_wpnonce'] = wp_create_nonce( 'cloakroom_move' );
		$_POST = wp_slash( array( 'cloakroom-do' => $step, 'cloakroom-fields' => $fields, 'cloakroom-word' => $word ) );
		try {
			return $this->redirected( array( $this, 'act' ) );
		} finally {
			unset( $_REQUEST['_wpnonce'] );
			$_POST = array();
		}
	}

	public function act(): void {
		( new Moving_Form( $this->sources ) )->act();
	}

	private function page( bool $is_view = true ): string {
		$this->sign_in_as_before();
		$_GET = $is_view ? array( 'cloakroom-move' => '1' ) : array();
		$settings = new \Cloakroom\Settings( array() );
		$outbox   = new \Cloakroom\Outbox();
		ob_start();
		( new \Cloakroom\Settings_Page( $settings, new \Cloakroom\Memberships_Section( $settings, $this->systems( $outbox ), $outbox ), new Moving_Section( $this->sources ) ) )->render();
		return ob_get_clean();
	}

	/** The same administrator in each request. */
	private function sign_in_as_before(): void {
		if ( ! current_user_can( 'manage_options' ) ) {
			$this->sign_in_directly( 'administrator' );
		}
	}
}
