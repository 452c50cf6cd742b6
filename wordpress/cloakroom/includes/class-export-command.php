<?php
/**
 * Takes fields out of WordPress from the command line.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The command "wp cloakroom export-fields".
 */
final class Export_Command {

	const BATCH_MAX = 2000;

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
	 * Adds the command. WP-CLI alone calls this.
	 */
	public function add() {
		\WP_CLI::add_command( 'cloakroom export-fields', array( $this, 'export' ) );
	}

	/**
	 * Takes fields of connected users out of WordPress, into a file that "cloakroom import" takes. Changes nothing here.
	 *
	 * ## OPTIONS
	 *
	 * --fields=<list>
	 * : Which, as in usermeta:phone,usermeta:mepr_allergies=allergies: where it is kept, its key, and the column if it is to have another name.
	 *
	 * [--to=<file>]
	 * : A new file ending in .jsonl, outside of the website's folders.
	 *
	 * [--dry-run]
	 * : Say what would be exported, and write nothing.
	 *
	 * [--batch=<number>]
	 * : How many users at once, 1 to 2000; 500 if it is not said.
	 *
	 * [--allow-web-root]
	 * : Let the file lie where the web server may give it away.
	 *
	 * ## EXAMPLES
	 *
	 *     wp cloakroom export-fields --fields=usermeta:phone,usermeta:allergies --dry-run
	 *     wp cloakroom export-fields --fields=usermeta:phone,usermeta:allergies --to="$HOME/fields.jsonl"
	 *
	 * @param string[] $arguments Not used.
	 * @param array    $options   Options by name.
	 */
	public function export( $arguments = array(), $options = array() ) {
		$is_dry = ! empty( $options['dry-run'] );
		$batch  = $options['batch'] ?? Field_Export::BATCH;
		if ( ! is_numeric( $batch ) || $batch < 1 || $batch > self::BATCH_MAX ) {
			\WP_CLI::error( sprintf( '--batch: 1 to %d', self::BATCH_MAX ) );
			return;
		}
		if ( ! $is_dry && ! is_string( $options['to'] ?? null ) ) {
			\WP_CLI::error( 'Say where to with --to=FILE, or --dry-run.' );
			return;
		}
		try {
			$export = new Field_Export( Moved_Field::parse( (string) ( $options['fields'] ?? '' ), $this->sources ) );
			$file   = $is_dry ? null : Private_File::create( $options['to'], '.jsonl', ! empty( $options['allow-web-root'] ) );
			$this->run( $export, (int) $batch, $file );
		} catch ( \InvalidArgumentException | \RuntimeException $fault ) {
			\WP_CLI::error( $fault->getMessage() );
		}
	}

	/**
	 * Goes through everybody.
	 *
	 * @param Field_Export      $export The export.
	 * @param int               $batch  How many users at once.
	 * @param Private_File|null $file   Where to; null to look only.
	 * @throws \RuntimeException If the file cannot be written.
	 */
	private function run( Field_Export $export, int $batch, ?Private_File $file ) {
		$progress = Progress::begin( 'Users', Site_Users::count() );
		try {
			$key = null === $file ? Moving_Key::none() : Moving_Key::make();
			foreach ( $export->rows( $batch, $key, array( $progress, 'went' ) ) as $row ) {
				if ( null !== $file ) {
					$file->write( $row->json() );
				}
			}
		} catch ( \RuntimeException $fault ) {
			if ( null !== $file ) {
				$file->discard();
			}
			throw $fault;
		}
		$progress->end();
		$path = null === $file ? '' : $file->finish();
		foreach ( $export->tally()->lines() as $line ) {
			\WP_CLI::log( $line );
		}
		\WP_CLI::log( '' === $path ? 'Nothing was written. To do it: the same with --to=FILE.' : "Written: $path. It holds what members told you: take it to the gateway, run \"./cloakroom import\" there, and delete it here." );
	}
}
