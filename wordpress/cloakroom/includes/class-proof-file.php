<?php
/**
 * What the gateway found in the vault.
 *
 * @package Cloakroom
 */

namespace Cloakroom;

if ( ! defined( 'ABSPATH' ) ) {
	exit;
}

/**
 * The file of "cloakroom import --verify --report", read in portions. A line that is not in form proves nothing.
 */
final class Proof_File {

	const LINE_MAX = 4096;
	const PROOF    = '/\A[0-9a-f]{64}\z/';

	/**
	 * What is read from.
	 *
	 * @var resource
	 */
	private $stream;

	/**
	 * Lines that were not in form.
	 *
	 * @var int
	 */
	private $strange = 0;

	/**
	 * Opens a file.
	 *
	 * @param string $path Where it is.
	 * @throws \RuntimeException If there is none, or it cannot be read.
	 */
	public function __construct( string $path ) {
		$is_file = false === strpos( $path, '://' ) && false === strpos( $path, "\0" ) && is_file( $path ) && is_readable( $path );
		// phpcs:ignore WordPress.WP.AlternativeFunctions -- WordPress's file functions read a whole file at once.
		$stream = $is_file ? fopen( $path, 'rb' ) : false;
		if ( ! is_resource( $stream ) ) {
			throw new \RuntimeException( __( 'The report is not there or cannot be read.', 'cloakroom' ) );
		}
		$this->stream = $stream;
	}

	/**
	 * The next proofs.
	 *
	 * @param int $limit How many lines at most.
	 * @return array[]|null Marks by column by sub by user id; null at the end.
	 */
	public function portion( int $limit ): ?array {
		$proofs = array();
		for ( $lines = 0; $lines < $limit; $lines++ ) {
			$line = fgets( $this->stream, self::LINE_MAX );
			if ( false === $line ) {
				return 0 === $lines ? null : $proofs;
			}
			$proof = $this->is_whole( $line ) ? self::parse( $line ) : null;
			if ( null === $proof ) {
				++$this->strange;
				continue;
			}
			list( $user_id, $sub, $column, $mark ) = $proof;

			$proofs[ $user_id ][ $sub ][ $column ] = $mark;
		}
		return $proofs;
	}

	/**
	 * How many lines were not in form.
	 */
	public function strange(): int {
		return $this->strange;
	}

	/**
	 * Ends reading.
	 */
	public function close() {
		fclose( $this->stream );
	}

	/**
	 * Whether a line is not too long. What is left of one that is, is skipped: it is no line of its own.
	 *
	 * @param string $line The line as far as it was read.
	 */
	private function is_whole( string $line ): bool {
		$is_whole = strlen( $line ) < self::LINE_MAX - 1 || "\n" === substr( $line, -1 );
		while ( ! $is_whole && false !== $line && "\n" !== substr( $line, -1 ) ) {
			$line = fgets( $this->stream, self::LINE_MAX );
		}
		return $is_whole;
	}

	/**
	 * Reads one line.
	 *
	 * @param string $line The line.
	 * @return array|null User id, lasting name, column and mark.
	 */
	private static function parse( string $line ): ?array {
		$said = json_decode( $line, true, 2 );
		foreach ( array( 'sub', 'id', 'column', 'proof' ) as $name ) {
			if ( ! isset( $said[ $name ] ) || ! is_string( $said[ $name ] ) ) {
				return null;
			}
		}
		if ( 1 !== preg_match( Export_Row::USER, $said['id'], $user ) || 1 !== preg_match( self::PROOF, $said['proof'] ) ) {
			return null;
		}
		return array( (int) $user[1], $said['sub'], $said['column'], $said['proof'] );
	}
}
