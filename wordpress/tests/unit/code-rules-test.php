<?php
/**
 * @package Cloakroom
 */

// phpcs:disable -- Test code, not shipped.

namespace Cloakroom\Tests;

require_once __DIR__ . '/../support/class-code-rules.php';

final class Code_Rules_Test extends \PHPUnit\Framework\TestCase {

	const PLUGIN = __DIR__ . '/../../cloakroom';

	/** Hooks that live for a moment, or belong to a page that is being made; all others stand in class-hooks.php. */
	const ELSEWHERE = array(
		// What the systems that are there say of themselves.
		'class-membership-systems.php' => array( '*', '*', '*' ),
		'class-members.php'        => array( 'send_email_change_email' ),
		'class-redirect.php'       => array( 'allowed_redirect_hosts' ),
		'class-script-module.php'  => array( 'wp_footer' ),
		'class-settings-page.php'  => array( 'admin_print_styles-*' ),
		'class-ticket-session.php' => array( 'auth_cookie_expiration', 'attach_session_information' ),
	);

	/** @dataProvider rules */
	public function test_shipped_php_keeps_the_rule( callable $rule ) {
		foreach ( self::files( 'php' ) as $file ) {
			$code = file_get_contents( $file );
			if ( 'class-mailed-link.php' === basename( $file ) ) {
				// The one place that writes letters writes one.
				$code = preg_replace( '/\bwp_mail\(/', 'a_letter(', $code, 1 );
			}
			if ( in_array( basename( $file ), array( 'class-private-file.php', 'class-proof-file.php' ), true ) ) {
				// One makes a file that must be new, one reads a large file line by line: WordPress has no function for either.
				$code = preg_replace( '/\bfopen\(/', 'a_file(', $code, 1 );
			}
			$this->assertSame( array(), $rule( $code ), $file );
		}
	}

	public static function rules(): array {
		return array(
			'escaped output' => array( array( Code_Rules::class, 'unescaped' ) ),
			'forbidden calls' => array( array( Code_Rules::class, 'forbidden_calls' ) ),
			'input'          => array( array( Code_Rules::class, 'raw_input' ) ),
			'PHP 7.4'        => array( array( Code_Rules::class, 'newer_than_php_7_4' ) ),
			'queries'        => array( array( Code_Rules::class, 'unprepared_queries' ) ),
		);
	}

	/** @dataProvider breaches */
	public function test_rule_sees_a_breach( string $rule, string $code ) {
		$this->assertNotSame( array(), call_user_func( array( Code_Rules::class, $rule ), '<?php ' . $code ) );
	}

	public static function breaches(): array {
		return array(
			array( 'unescaped', 'echo $name;' ),
			array( 'unescaped', 'echo __( "x" );' ),
			array( 'unescaped', 'echo esc_html( $a ) . $b;' ),
			array( 'unescaped', 'echo $ok ? esc_html( $a ) : $b;' ),
			array( 'unescaped', '?><p><?= $name ?></p><?php' ),
			array( 'unescaped', 'print $name;' ),
			array( 'unescaped', 'exit( $name );' ),
			array( 'unescaped', 'printf( "%s", $name );' ),
			array( 'unescaped', 'printf( "%s", esc_html( $a ), get_the_title() );' ),
			array( 'unescaped', 'return sprintf( "<a href=%s>", $url );' ),
			array( 'forbidden_calls', 'session_start();' ),
			array( 'forbidden_calls', 'SESSION_START();' ),
			array( 'forbidden_calls', 'error_log( $ticket );' ),
			array( 'forbidden_calls', 'eval( $code );' ),
			array( 'raw_input', '$a = $_GET["x"];' ),
			array( 'raw_input', '$a = sanitize_text_field( $_GET["x"] );' ),
			array( 'raw_input', '$a = wp_unslash( $_POST["x"] );' ),
			array( 'raw_input', 'foo( $_SERVER );' ),
			array( 'raw_input', '$a = $_FILES["x"]["tmp_name"];' ),
			array( 'raw_input', '$a = $_GET["x"] ?? "";' ),
			array( 'raw_input', '$a = isset( $_GET["x"] ) ? $_GET["x"] : "";' ),
			array( 'newer_than_php_7_4', '$a = $b?->c;' ),
			array( 'newer_than_php_7_4', 'function f( int|string $a ) {}' ),
			array( 'newer_than_php_7_4', 'class A { function __construct( private $a ) {} }' ),
			array( 'newer_than_php_7_4', '$a = match ( $b ) { 1 => 2 };' ),
			array( 'newer_than_php_7_4', 'f( a: 1 );' ),
			array( 'newer_than_php_7_4', 'function f(): mixed {}' ),
			array( 'newer_than_php_7_4', 'try { f(); } catch ( E ) {}' ),
			array( 'newer_than_php_7_4', '$a = $b ?? throw new E();' ),
			array( 'unprepared_queries', '$wpdb->query( "DELETE FROM $table" );' ),
			array( 'unprepared_queries', '$wpdb->get_results( $sql );' ),
		);
	}

	public function test_rule_lets_sound_code_pass() {
		$code = '<?php echo esc_html( $a ), "x" . (int) $b; $a = isset( $_GET["x"] ) ? sanitize_text_field( wp_unslash( $_GET["x"] ) ) : ""; $c = $_FILES["x"] ?? null;';
		foreach ( self::rules() as $rule ) {
			$this->assertSame( array(), $rule[0]( $code ) );
		}
	}

	public function test_input_is_read_in_one_place() {
		foreach ( self::files( 'php' ) as $file ) {
			$reads = preg_match_all( '/\$_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES|ENV)\b/', file_get_contents( $file ) );
			$this->assertSame( 'class-input.php' === basename( $file ), $reads > ( 'class-member-account.php' === basename( $file ) ? 1 : 0 ), $file );
		}
	}

	public function test_shipped_files_name_no_local_address() {
		foreach ( array( 'php', 'js', 'json', 'txt', 'css', 'pot' ) as $type ) {
			foreach ( self::files( $type ) as $file ) {
				$this->assertSame( array(), Code_Rules::local_addresses( file_get_contents( $file ) ), $file );
			}
		}
	}

	/** @dataProvider local_addresses */
	public function test_rule_sees_a_local_address( string $text ) {
		$this->assertNotSame( array(), Code_Rules::local_addresses( $text ) );
	}

	public static function local_addresses(): array {
		return array( array( '"http://localhost:8080/"' ), array( 'https://127.0.0.1' ), array( 'http://a.b.localhost/x' ), array( 'http://shop.local' ), array( 'http://[::1]/' ) );
	}

	public function test_php_files_are_valid_and_guarded() {
		foreach ( self::files( 'php' ) as $file ) {
			exec( PHP_BINARY . ' -l ' . escapeshellarg( $file ) . ' 2>&1', $lines, $failed );
			$this->assertSame( 0, $failed, $file );
			$code = file_get_contents( $file );
			if ( ! in_array( basename( $file ), array( 'index.php', 'edit.asset.php' ), true ) ) {
				$this->assertMatchesRegularExpression( "/if \( ! defined\( '(?:ABSPATH|WP_UNINSTALL_PLUGIN)' \) \) \{\n\texit;/", $code, $file );
			}
			$this->assertStringNotContainsString( '?>', preg_replace( '/\?>.*?<\?php/s', '', $code ), "$file has no closing tag at its end" );
		}
	}

	public function test_folders_have_an_index() {
		$folders = array( self::PLUGIN );
		foreach ( new \RecursiveIteratorIterator( new \RecursiveDirectoryIterator( self::PLUGIN, \FilesystemIterator::SKIP_DOTS ), \RecursiveIteratorIterator::SELF_FIRST ) as $entry ) {
			if ( $entry->isDir() ) {
				$folders[] = (string) $entry;
			}
		}
		$this->assertGreaterThan( 4, count( $folders ) );
		foreach ( $folders as $folder ) {
			$this->assertFileExists( "$folder/index.php" );
		}
	}

	public function test_hooks_stand_in_one_list() {
		foreach ( self::files( 'php' ) as $file ) {
			$hooks = Code_Rules::hooks( file_get_contents( $file ) );
			if ( 'class-hooks.php' === basename( $file ) ) {
				$this->assertGreaterThan( 30, count( $hooks ) );
			} else {
				$this->assertSame( self::ELSEWHERE[ basename( $file ) ] ?? array(), $hooks, $file );
			}
		}
	}

	public function test_texts_are_all_in_the_template_for_translators() {
		$faults = array();
		$texts  = array();
		foreach ( self::files( 'php' ) as $file ) {
			$texts = array_merge( $texts, Code_Rules::texts( file_get_contents( $file ), $faults ) );
		}
		foreach ( self::files( 'js' ) as $file ) {
			preg_match_all( "/\b__\(\s*'([^']+)', 'cloakroom' \)/", file_get_contents( $file ), $found );
			$texts = array_merge( $texts, $found[1] );
		}
		$this->assertSame( array(), $faults );
		$this->assertGreaterThan( 100, count( $texts ) );
		preg_match_all( '/^msgid(?:_plural)? "(.+)"$/m', file_get_contents( self::PLUGIN . '/languages/cloakroom.pot' ), $found );
		$template = array_map( 'stripcslashes', $found[1] );
		$this->assertSame( array(), array_values( array_diff( $texts, $template ) ), 'run wordpress/make-pot.sh' );
		$metadata = array( 'Cloakroom card', 'Shows a member her own sensitive data, in a frame that WordPress cannot read.', 'member', 'vault', 'private', 'Signs members in through your Cloakroom gateway and shows their sensitive data in cards that WordPress itself cannot read.' );
		$this->assertSame( array(), array_values( array_diff( $template, $texts, $metadata ) ), 'run wordpress/make-pot.sh' );
	}

	public function test_version_is_the_same_everywhere() {
		$this->assertSame( '0.1.0', \Cloakroom\VERSION );
		$header = get_file_data( self::PLUGIN . '/cloakroom.php', array( 'Version', 'Requires at least', 'Requires PHP', 'License', 'Text Domain' ) );
		$this->assertSame( array( \Cloakroom\VERSION, '6.1', '7.4', 'GPL-2.0-or-later', 'cloakroom' ), $header );
		$readme = get_file_data( self::PLUGIN . '/readme.txt', array( 'Stable tag', 'Requires at least', 'Requires PHP', 'License' ) );
		$this->assertSame( array_slice( $header, 0, 4 ), $readme );
		$this->assertSame( \Cloakroom\VERSION, json_decode( file_get_contents( self::PLUGIN . '/blocks/card/block.json' ), true )['version'] );
		$this->assertSame( \Cloakroom\VERSION, ( require self::PLUGIN . '/blocks/card/edit.asset.php' )['version'] );
	}

	public function test_readme_short_text_fits_the_directory() {
		preg_match( '/\n\n(.+)\n\n== Description/', file_get_contents( self::PLUGIN . '/readme.txt' ), $found );
		$this->assertLessThanOrEqual( 150, strlen( $found[1] ) );
	}

	/** @return string[] */
	private static function files( string $type ): array {
		$files = array();
		foreach ( new \RecursiveIteratorIterator( new \RecursiveDirectoryIterator( self::PLUGIN, \FilesystemIterator::SKIP_DOTS ) ) as $file ) {
			if ( $type === $file->getExtension() ) {
				$files[] = (string) $file;
			}
		}
		sort( $files );
		return $files;
	}
}
