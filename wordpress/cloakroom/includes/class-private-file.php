<?php
/**
 * A new file that only this user of the machine can read.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Never over a file that is there, never through a link, and not where the web server might give it away. It has its name when it
 * is whole; until then it is called the same with ".part" behind.
 */
final class Private_File {

	const PART = '.part';

	/**
	 * Where it is to be.
	 *
	 * @var string
	 */
	private $path;

	/**
	 * What is written to.
	 *
	 * @var resource
	 */
	private $stream;

	/**
	 * What was made, as fstat() says it.
	 *
	 * @var int[]
	 */
	private $made;

	/**
	 * Made by create() alone.
	 *
	 * @param string   $path   Where it is to be.
	 * @param resource $stream What is written to.
	 */
	private function __construct( string $path, $stream ) {
		$this->path   = $path;
		$this->stream = $stream;
		$this->made   = (array) fstat( $stream );
	}

	/**
	 * Makes the file.
	 *
	 * @param string $path           Where; its folder is there already.
	 * @param string $ending         What its name ends with.
	 * @param bool   $may_be_served  Whether it may lie where the web server looks.
	 * @throws \RuntimeException With a sentence that says what stands in the way.
	 */
	public static function create( string $path, string $ending, bool $may_be_served ): self {
		$name   = basename( $path );
		$folder = false === strpos( $path, '://' ) && false === strpos( $path, "\0" ) ? realpath( dirname( $path ) ) : false;
		if ( false === $folder || ! is_dir( $folder ) ) {
			throw new \RuntimeException( 'The folder of the file is not there.' );
		}
		if ( 1 !== preg_match( '/\A[A-Za-z0-9_][A-Za-z0-9._-]{0,199}\z/', $name ) || substr( $name, -strlen( $ending ) ) !== $ending ) {
			throw new \RuntimeException( "The file's name has letters, digits, dots, hyphens and underscores, and ends in $ending." );
		}
		if ( ! $may_be_served && self::is_served( $folder ) ) {
			throw new \RuntimeException( 'That folder is below the website, where the web server might give the file away. Choose another, or say --allow-web-root.' );
		}
		$whole = $folder . DIRECTORY_SEPARATOR . $name;
		foreach ( array( $whole, $whole . self::PART ) as $taken ) {
			if ( file_exists( $taken ) || is_link( $taken ) ) {
				throw new \RuntimeException( 'There is a file already: ' . $taken . ( $taken === $whole ? '' : '. It was left by a run that was stopped; delete it.' ) );
			}
		}
		return new self( $whole, self::open( $whole . self::PART ) );
	}

	/**
	 * Writes to the file.
	 *
	 * @param string $text A text.
	 * @throws \RuntimeException If the disk takes no more.
	 */
	public function write( string $text ) {
		if ( strlen( $text ) !== fwrite( $this->stream, $text ) ) {
			throw new \RuntimeException( 'The file cannot be written to. Is the disk full?' );
		}
	}

	/**
	 * Gives the file its name, if nobody took it meanwhile.
	 *
	 * @return string Where it is.
	 * @throws \RuntimeException If somebody did, or if what was written is not on the disk.
	 */
	public function finish(): string {
		if ( ! fflush( $this->stream ) || ! fclose( $this->stream ) ) {
			$this->discard();
			throw new \RuntimeException( 'The file cannot be written to. Is the disk full?' );
		}
		// A link is never made where something is; a move would take its place.
		// phpcs:ignore WordPress.PHP.NoSilencedErrors -- What PHP would say of it is said below.
		if ( ! @link( $this->path . self::PART, $this->path ) ) {
			throw new \RuntimeException( 'The file could not be given its name. It is whole, and is called ' . $this->path . self::PART );
		}
		self::remove( $this->path . self::PART, $this->made );
		return $this->path;
	}

	/**
	 * Leaves nothing of the file.
	 */
	public function discard() {
		if ( is_resource( $this->stream ) ) {
			fclose( $this->stream );
		}
		self::remove( $this->path . self::PART, $this->made );
	}

	/**
	 * Whether the web server might look into a folder.
	 *
	 * @param string $folder The folder, without links.
	 */
	public static function is_served( string $folder ): bool {
		foreach ( self::served() as $root ) {
			$root = realpath( $root );
			if ( false !== $root && 0 === strpos( trailingslashit( $folder ), trailingslashit( $root ) ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * The website's folders.
	 *
	 * @return string[]
	 */
	private static function served(): array {
		$root = untrailingslashit( ABSPATH );
		// WordPress in a folder of its own below the website's.
		$below = substr( untrailingslashit( (string) get_option( 'siteurl' ) ), strlen( untrailingslashit( (string) get_option( 'home' ) ) ) );
		if ( is_string( $below ) && '' !== $below && substr( $root, -strlen( $below ) ) === $below ) {
			$root = substr( $root, 0, -strlen( $below ) );
		}
		return array( $root, ABSPATH, WP_CONTENT_DIR, WP_PLUGIN_DIR, wp_get_upload_dir()['basedir'] );
	}

	/**
	 * Opens a file that is not there yet, closed to others from its first moment.
	 *
	 * @param string $path Where.
	 * @return resource
	 * @throws \RuntimeException If it cannot be made.
	 */
	private static function open( string $path ) {
		$earlier = umask( 0177 );
		// phpcs:ignore WordPress.PHP.NoSilencedErrors, WordPress.WP.AlternativeFunctions -- What PHP would say of it is said below; WordPress's file functions know no file that must be new.
		$stream = @fopen( $path, 'xb' );
		umask( $earlier );
		// PHP follows a link to nowhere before it asks for a new file, and makes one at its other end.
		clearstatcache( true, $path );
		if ( is_resource( $stream ) && is_link( $path ) ) {
			self::remove( (string) realpath( $path ), (array) fstat( $stream ) );
			fclose( $stream );
			$stream = false;
		}
		if ( ! is_resource( $stream ) ) {
			throw new \RuntimeException( 'The file cannot be made there.' );
		}
		return $stream;
	}

	/**
	 * Takes away a file's name, if it is that file's still: what somebody put in its place is not ours.
	 *
	 * @param string $path Its name.
	 * @param int[]  $made The file, as fstat() says it.
	 */
	private static function remove( string $path, array $made ) {
		clearstatcache( true, $path );
		// phpcs:ignore WordPress.PHP.NoSilencedErrors -- It may be gone.
		$there = @lstat( $path );
		if ( is_array( $there ) && isset( $made['ino'] ) && array( $made['dev'], $made['ino'] ) === array( $there['dev'], $there['ino'] ) ) {
			unlink( $path );
		}
	}
}
