<?php
/**
 * Removes from the command line what is proven.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The command "wp cloakroom purge".
 */
final class Purge_Command {

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
		\WP_CLI::add_command( 'cloakroom purge', array( $this, 'purge' ) );
	}

	/**
	 * Removes from WordPress the values that "cloakroom import --verify --report" proved to be in the vault, if they are the same here
	 * still. Says what it would remove, and does it with --yes. Can be stopped and run again.
	 *
	 * ## OPTIONS
	 *
	 * --fields=<list>
	 * : The same as at the export, or some of them.
	 *
	 * --proven-by=<file>
	 * : The report.
	 *
	 * [--yes]
	 * : Remove. There is no way back but the vault and your backups.
	 *
	 * ## EXAMPLES
	 *
	 *     wp cloakroom purge --fields=usermeta:phone,usermeta:allergies --proven-by="$HOME/proven.jsonl"
	 *     wp cloakroom purge --fields=usermeta:phone,usermeta:allergies --proven-by="$HOME/proven.jsonl" --yes
	 *
	 * @param string[] $arguments Not used.
	 * @param array    $options   Options by name.
	 */
	public function purge( $arguments = array(), $options = array() ) {
		$is_meant = ! empty( $options['yes'] );
		$key      = Moving_Key::find();
		if ( null === $key ) {
			\WP_CLI::error( 'This site has no key of an export: nothing was exported, or all of it is purged. Export again.' );
			return;
		}
		try {
			$purge = new Field_Purge( Moved_Field::parse( (string) ( $options['fields'] ?? '' ), $this->sources ), $is_meant );
			$file  = new Proof_File( (string) ( $options['proven-by'] ?? '' ) );
			$purge->run( $file, $key );
			$file->close();
		} catch ( \InvalidArgumentException | \RuntimeException $fault ) {
			\WP_CLI::error( $fault->getMessage() );
			return;
		}
		foreach ( array_merge( $purge->tally()->lines(), Purge_Tally::beyond() ) as $line ) {
			\WP_CLI::log( $line );
		}
		if ( ! $is_meant ) {
			\WP_CLI::log( 'Nothing was removed. To do it: the same with --yes.' );
		}
	}
}
