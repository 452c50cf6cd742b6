<?php
/**
 * Does what the page for moving fields asks.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * Four buttons, one form: two look, one gives the file to the browser as it is made, one removes. The file lies nowhere on this
 * server, and a form that is sent twice does nothing twice.
 */
final class Moving_Form {

	const ACTION = 'cloakroom_move';
	const DO     = 'cloakroom-do';
	const FIELDS = 'cloakroom-fields';
	const REPORT = 'cloakroom-report';
	const WORD   = 'cloakroom-word';

	// More of them are for the command: pages have time limits.
	const USERS_MAX = 5000;

	const PURGE_SECONDS = 20;

	/**
	 * Where fields are kept.
	 *
	 * @var Field_Sources
	 */
	private $sources;

	/**
	 * Takes what it needs.
	 *
	 * @param Field_Sources $sources Where fields are kept.
	 */
	public function __construct( Field_Sources $sources ) {
		$this->sources = $sources;
	}

	/**
	 * What has to be written before anything is removed: the site's host name.
	 */
	public static function word(): string {
		return (string) wp_parse_url( home_url(), PHP_URL_HOST );
	}

	/**
	 * Answers the form.
	 */
	public function act() {
		if ( ! current_user_can( Settings::capability() ) ) {
			wp_die( esc_html__( 'You are not allowed to do this.', 'cloakroom' ), '', array( 'response' => 403 ) );
		}
		check_admin_referer( self::ACTION );
		$words = Input::posted_texts( self::FIELDS );
		try {
			$fields = Moved_Field::parse( implode( ',', $words ), $this->sources );
		} catch ( \InvalidArgumentException $fault ) {
			self::back( array(), array( $words ? $fault->getMessage() : __( 'Choose one field at least.', 'cloakroom' ) ), true );
		}
		$words = array_map(
			static function ( Moved_Field $field ) {
				return $field->word();
			},
			$fields
		);
		$this->step( Input::posted( self::DO ), $fields, $words );
	}

	/**
	 * Does what the button says.
	 *
	 * @param string        $step   The button.
	 * @param Moved_Field[] $fields The fields.
	 * @param string[]      $words  The same as they are written.
	 */
	private function step( string $step, array $fields, array $words ) {
		if ( 'look' !== $step && Site_Users::count() > self::USERS_MAX ) {
			self::back( $words, array( __( 'This site has more users than a page can go through. Run the commands on its machine.', 'cloakroom' ) ), true );
		}
		if ( 'export' === $step ) {
			try {
				$key = Moving_Key::make();
			} catch ( \RuntimeException $fault ) {
				self::back( $words, array( $fault->getMessage() ), true );
			}
			$this->send( new Field_Export( $fields ), $key );
			exit;
		}
		if ( 'look' === $step ) {
			list( $lines, $is_bad ) = self::look( new Field_Export( $fields ) );
			self::back( $words, $lines, $is_bad );
		}
		if ( 'look-purge' === $step || 'purge' === $step ) {
			$is_meant = 'purge' === $step;
			if ( $is_meant && self::word() !== Input::posted( self::WORD ) ) {
				/* translators: %s: a host name. */
				self::back( $words, array( sprintf( __( 'Nothing was removed. Write %s into the field before the button.', 'cloakroom' ), self::word() ) ), true );
			}
			if ( Input::is_upload_too_large( self::REPORT ) ) {
				/* translators: %s: a size, as in "2 MB". */
				self::back( $words, array( sprintf( __( 'Nothing was removed. The report is larger than the %s that PHP takes here in one file: raise upload_max_filesize and post_max_size, or run the command on its machine.', 'cloakroom' ), size_format( wp_convert_hr_to_bytes( ini_get( 'upload_max_filesize' ) ) ) ) ), true );
			}
			list( $lines, $is_bad ) = $this->purge( $fields, $is_meant, Input::uploaded( self::REPORT ) );
			self::back( $words, $lines, $is_bad );
		}
		self::back( $words, array() );
	}

	/**
	 * Says what would be exported.
	 *
	 * @param Field_Export $export The export.
	 * @return array Sentences, and whether something failed.
	 */
	private static function look( Field_Export $export ): array {
		try {
			foreach ( $export->rows( Field_Export::BATCH, Moving_Key::none() ) as $row ) {
				unset( $row );
			}
		} catch ( \RuntimeException $fault ) {
			return array( array( $fault->getMessage() ), true );
		}
		return array( array_merge( $export->tally()->lines(), array( __( 'Nothing was exported yet.', 'cloakroom' ) ) ), false );
	}

	/**
	 * Gives the file to the browser, row after row.
	 *
	 * @param Field_Export $export The export.
	 * @param Moving_Key   $key    By which values are proven later.
	 */
	public function send( Field_Export $export, Moving_Key $key ) {
		Redirect::keep_out_of_caches();
		header( 'Content-Type: application/x-ndjson' );
		header( 'Content-Disposition: attachment; filename="fields.jsonl"' );
		header( 'X-Content-Type-Options: nosniff' );
		try {
			foreach ( $export->rows( Field_Export::BATCH, $key ) as $row ) {
				echo $row->json(); // phpcs:ignore WordPress.Security.EscapeOutput -- A download of JSON, which no browser shows.
			}
		} catch ( \RuntimeException $fault ) {
			// No JSON: the import rejects this line, and nobody takes the file for whole.
			echo "{broken off: the database did not answer\n";
		}
	}

	/**
	 * Removes what is proven, or says what would be.
	 *
	 * @param Moved_Field[] $fields   The fields.
	 * @param bool          $is_meant Whether to remove.
	 * @param string        $report   Where the report is.
	 * @return array Sentences, and whether something was refused.
	 */
	public function purge( array $fields, bool $is_meant, string $report ): array {
		$key = Moving_Key::find();
		if ( null === $key ) {
			return array( array( __( 'This site has no key of an export: nothing was exported, or all of it is purged. Export again.', 'cloakroom' ) ), true );
		}
		$purge = new Field_Purge( $fields, $is_meant );
		try {
			$file     = new Proof_File( $report );
			$is_whole = $purge->run( $file, $key, new Deadline( self::PURGE_SECONDS ) );
			$file->close();
		} catch ( \RuntimeException $fault ) {
			return array( array( $fault->getMessage() ), true );
		}
		return array( array_merge( $purge->tally()->lines(), array( self::end( $is_meant, $is_whole ) ) ), ! $is_whole );
	}

	/**
	 * How a purge ended.
	 *
	 * @param bool $is_meant Whether anything was removed.
	 * @param bool $is_whole Whether it came to the end.
	 */
	private static function end( bool $is_meant, bool $is_whole ): string {
		if ( $is_whole ) {
			return $is_meant ? __( 'Removed what is proven.', 'cloakroom' ) : __( 'Nothing was removed yet.', 'cloakroom' );
		}
		return $is_meant
			? __( 'There was no time for all of it. Send the same once more: it goes on where it was.', 'cloakroom' )
			: __( 'There was no time for all of it, so these are not all. Nothing was removed yet. The command looks at all of it.', 'cloakroom' );
	}

	/**
	 * Goes back to the page and ends the request.
	 *
	 * @param string[] $words  Fields as they are written.
	 * @param string[] $lines  Sentences.
	 * @param bool     $is_bad Whether something was refused.
	 */
	private static function back( array $words, array $lines, bool $is_bad = false ) {
		Moving_Section::keep( $words, $lines, $is_bad );
		wp_safe_redirect( Moving_Section::url() );
		exit;
	}
}
